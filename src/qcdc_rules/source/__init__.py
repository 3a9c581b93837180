"""Text with positions: YAML and JSON read into one tree, every trouble located and said in two languages."""

from qcdc_rules.source.nodes import Entry, Form, Listing, Node, Scalar, Spot, Table
from qcdc_rules.source.problems import Problem, Severity
from qcdc_rules.source.read import read_bytes
from qcdc_rules.source.suggest import closest
from qcdc_rules.source.text import decode
from qcdc_rules.source.words import Words
from qcdc_rules.source.yaml_reader import read_yaml

__all__ = [
    "Entry",
    "Form",
    "Listing",
    "Node",
    "Problem",
    "Scalar",
    "Severity",
    "Spot",
    "Table",
    "Words",
    "closest",
    "decode",
    "read_bytes",
    "read_yaml",
]
