"""Checks reports on grassroots democracy (QCDC) against Vietnamese law, clause by clause."""

from qcdc_rules.api import VERSION, check, load_ruleset
from qcdc_rules.model.report import Finding, Report
from qcdc_rules.rendering.verdict import exit_code

__all__ = ["Finding", "Report", "check", "exit_code", "load_ruleset"]
__version__ = VERSION
