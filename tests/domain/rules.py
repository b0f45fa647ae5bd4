"""The hard rules of training, each a check over a runner's days, written from the papers and not from the engine."""

from tests.domain import day_rules, hip_rules, safety_rules, session_rules

RULES = (*hip_rules.RULES, *safety_rules.RULES, *day_rules.RULES, *session_rules.RULES)
