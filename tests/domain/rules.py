"""The hard rules of phase 1, each a check over a runner's days, written from the papers and not from the engine."""

from tests.domain import day_rules, hip_rules, safety_rules

RULES = (*hip_rules.RULES, *safety_rules.RULES, *day_rules.RULES)
