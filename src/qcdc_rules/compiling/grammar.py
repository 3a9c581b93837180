"""The closed set of operators. Adding one: write it, add it here, give it a truth table, tests and a phrase."""

from __future__ import annotations

from qcdc_rules.compiling.conditions import (
    columns,
    days,
    facts,
    joining,
    law,
    limits,
    lists,
    numbers,
    rhythm,
    spans,
    words,
)
from qcdc_rules.compiling.context import Grammar

GRAMMAR = Grammar(
    conditions={
        "all": joining.build_all,
        "any": joining.build_any,
        "not": joining.build_not,
        "if": joining.build_if,
        "exists": facts.build_exists,
        "is": facts.build_is,
        "one_of": facts.build_one_of,
        "compare": numbers.build_compare,
        "ratio": numbers.build_ratio,
        "some": lists.build_some,
        "every": lists.build_every,
        "count": lists.build_count,
        "includes": words.build_includes,
        "covers": words.build_covers,
        "in_order": words.build_in_order,
        "before": days.build_before,
        "not_after": days.build_not_after,
        "within": limits.build_within,
        "notice": limits.build_notice,
        "term": limits.build_term,
        "during": days.build_during,
        "falls_on": days.build_falls_on,
        "duration": spans.build_duration,
        "longest_run": spans.build_longest_run,
        "frequency": rhythm.build_frequency,
        "periodic": rhythm.build_periodic,
        "spacing": rhythm.build_spacing,
        "arises": law.build_arises,
        "listed_in": law.build_listed_in,
        "cited_in": law.build_cited_in,
        "complies_with": law.build_complies_with,
    },
    operands={
        "count": lists.count_operand,
        "total": columns.column_operand("total"),
        "highest": columns.column_operand("highest"),
        "lowest": columns.column_operand("lowest"),
        "earliest": columns.column_operand("earliest"),
        "latest": columns.column_operand("latest"),
    },
)
