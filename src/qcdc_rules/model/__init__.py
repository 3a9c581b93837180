"""Frozen types: the law, rules, submissions, outcomes and reports."""
