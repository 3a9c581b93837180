"""How the label of a field stands in a sentence: with its article and verb in English, denied in Vietnamese.

Labels are nouns (`day of the vote`), questions (`who proposed`) or, of truths, whole statements (`it was put to
the vote`). A sentence made of them should read as one.
"""

from __future__ import annotations

import re

from qcdc_rules.source import Words

_ASKING = ("who", "whose", "how", "what", "where", "which", "why", "after which")
_DETERMINED = ("the", "a", "an", "another", "this", "all", "each", "every", "its", "there", "it", "some", "those", "somebody")
_NO_ARTICLE = (*_ASKING, *_DETERMINED)
_OF_PEOPLE = ("present", "absent", "in favour")
_PLURAL_WORDS = ("people ", "all ", "minutes", "those")
_SINGULAR_ENDINGS = ("ss", "us", "is", "progress", "staff's")
_MASS = ("funding", "publication", "information", "supervision", "evidence", "satisfaction", "receiving")
_HEAD_ENDS = re.compile(
    r" (?:of|in|on|that|which|who|whose|to|for|from|with|at|by|without|put|counted|sent|publicized|published|summoned"
    r"|drawn|carried|collected|given|directly)\b|[,(]"
)
_STATES = re.compile(r"\b(is|are|was|were|has|have|had|agreed|proposed|decided|does|may|exists?|took|used|invited)\b")
_DONE = re.compile(r"\bđã ")


def noun(label: Words) -> Words:
    """The name of one item of a list: `từng cuộc họp` names a meeting."""
    return Words(label.vi.removeprefix("từng "), label.en.removeprefix("each "))


def _first(text: str) -> str:
    return text.split(" ", 1)[0].strip(",").lower()


def asks(label: str) -> bool:
    """Whether an English label is a question, such as `who proposed`."""
    return _first(label) in _ASKING or label.startswith("after which")


def plural(label: str) -> bool:
    """Whether an English label takes `are`."""
    if label == "people" or label.startswith((*_OF_PEOPLE, *_PLURAL_WORDS)):
        return True
    if _first(label) in ("each", "every", "a", "an"):
        return False
    head = _HEAD_ENDS.split(label, maxsplit=1)[0].strip()
    return head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS)


def the(label: str) -> str:
    """The label with the article that it needs."""
    if label.startswith(_OF_PEOPLE):
        return f"those {label}"
    if _first(label) in _NO_ARTICLE or asks(label):
        return label
    return f"the {label}"


def are(label: str) -> str:
    """The verb that goes with the label."""
    return "are" if plural(label) else "is"


def _new(label: str) -> str:
    """The label as something new: with `a`, or without an article."""
    if _first(label) in _NO_ARTICLE or plural(label) or label.startswith(_MASS):
        return label
    return f"{'an' if label[0].lower() in 'aeio' else 'a'} {label}"


def there_is(label: Words) -> Words:
    """That the thing exists."""
    vi, en = noun(label).vi, noun(label).en
    vi = f"có khai {vi}" if vi.startswith("ai ") else vi if vi.startswith("có ") else f"có {vi}"
    if asks(en):
        return Words(vi, f"it is stated {en}")
    if _first(en) in ("its", "the", "all"):
        return Words(vi, f"{en} {are(en)} given")
    return Words(vi, f"there {are(en)} {_new(en)}")


def there_is_no(label: Words) -> Words:
    """That the thing does not exist."""
    vi, en = noun(label).vi, noun(label).en
    vi = f"không {vi}" if vi.startswith("có ") else f"không có {vi}"
    if asks(en):
        return Words(vi, f"it is not stated {en}")
    if en.startswith("another "):
        return Words(vi, f"there is no other {en.removeprefix('another ')}")
    if en.startswith(("a ", "an ")):
        return Words(vi, f"there is no {en.partition(' ')[2]}")
    if _first(en) in _NO_ARTICLE:
        return Words(vi, f"{en} {are(en)} not given")
    return Words(vi, f"there {are(en)} no {en}")


def not_so(label: Words) -> Words:
    """That a truth does not hold, whose label says that it does."""
    return Words(denied(label.vi), f"it is not so that {label.en}" if _STATES.search(label.en) else f"not {label.en}")


def denied(vi: str) -> str:
    """The contrary of a Vietnamese statement."""
    if vi.startswith("có "):
        return f"không {vi}"
    if vi.startswith(("là ", "do ", "bằng ")):
        return f"không phải {vi}"
    if vi.startswith(("được ", "phù hợp ", "thực hiện ", "liên quan ", "đang ")):
        return f"không {vi}"
    if _DONE.search(vi):
        return _DONE.sub("chưa ", vi, count=1)
    return f"không có việc {vi}"
