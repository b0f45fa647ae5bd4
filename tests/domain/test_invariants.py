"""Every hard rule of phase 1, for any runner on any day; sizes by AFTERRUN_FULL, seeds printed by hypothesis."""

import os
from copy import deepcopy
from itertools import permutations
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.domain.rules import RULES
from tests.domain.strategies import DAYS, Walk, runners, walks
from webapp.domain.advance import advance
from webapp.domain.checks import fold
from webapp.domain.prescribe import prescribe
from webapp.domain.week import plan_week

RUNNERS = 500 if os.environ.get("AFTERRUN_FULL") == "1" else 100


@pytest.fixture(scope="module", autouse=True)
def sizes():
    print(f"\n{RUNNERS} runners x {DAYS} days, {len(RULES)} rules; hypothesis prints its seed on failure")


@settings(max_examples=RUNNERS, suppress_health_check=list(HealthCheck))
@given(walk=walks())
def test_every_rule_of_phase_1_holds_for_every_runner(walk: Walk):
    for rule in RULES:
        note(rule.__name__)
        rule(walk)
