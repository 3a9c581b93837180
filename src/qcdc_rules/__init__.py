"""Checks reports on grassroots democracy (QCDC) against Vietnamese law, clause by clause."""

from qcdc_rules.api import VERSION, check, load_ruleset
from qcdc_rules.model.report import Finding, Report

__all__ = ["Finding", "Report", "check", "load_ruleset"]
__version__ = VERSION
