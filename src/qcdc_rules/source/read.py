"""The front door of the room: bytes in, a located tree out, whichever of the two formats it is."""

from __future__ import annotations

from qcdc_rules.source.nodes import Node
from qcdc_rules.source.problems import Problem
from qcdc_rules.source.text import decode
from qcdc_rules.source.yaml_reader import read_yaml


def read_bytes(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """What `data` says, or None when it cannot be read; the problems say why, where, and what to do.

    A tree may come with problems: what is wrong in one place (a repeated key, a tag) does not keep the rest
    from being read. `file` names the source in problems, and its ending decides the format; without a telling
    ending, text that starts like JSON is JSON and everything else is YAML.
    """
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    if not _is_json(text, file):
        return read_yaml(text, file)
    # only JSON pays for its reader (5 ms)
    from qcdc_rules.source.json_reader import read_json

    return read_json(text, file)


def _is_json(text: str, file: str) -> bool:
    name = file.lower()
    if name.endswith(".json"):
        return True
    return not name.endswith((".yaml", ".yml")) and text.lstrip()[:1] in ("{", "[")
