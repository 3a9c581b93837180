"""What a partial check left out, in words with the codes after them."""

from __future__ import annotations

from collections.abc import Sequence

from qcdc_rules.source import Words

_SOFTENED = "softened:"


def left_out_words(left_out: Sequence[str], lang: str, most: int = 0) -> str:
    """Why a check is partial: what was not chosen, and what a pack loosens or drops. `most`: so many are named."""
    softened = [one for one in left_out if one.startswith(_SOFTENED)]
    others = [one for one in left_out if not one.startswith(_SOFTENED)]
    parts = [_listed(others, most)] if others else []
    if softened:
        told = Words(
            f"gói quy tắc thêm vào đã nới, viết lại hoặc bỏ {len(softened)} quy tắc",
            f"an added pack loosens, rewrites or drops {len(softened)} rules",
        )
        parts.append(f"{told.say(lang)}: {_listed(softened, most)}")
    return "; ".join(parts)


def _listed(names: Sequence[str], most: int) -> str:
    rest = len(names) - most if most else 0
    return ", ".join(names[: most or None]) + (f", … (+{rest})" if rest > 0 else "")
