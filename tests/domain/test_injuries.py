"""How fresh a past injury is, and how it is named in a reason."""

import pytest

from tests.domain.mornings import MONDAY, days_ago
from webapp.domain.injuries import because, tier_of, tier_of_latest
from webapp.domain.profile import PastInjury


@pytest.mark.parametrize(
    ("known", "tier", "latest"),
    [
        pytest.param({"pain": 1, "times": 5}, "current", "current", id="it hurts now"),
        pytest.param({"since": days_ago(91)}, "lt3m", "lt3m", id="three months less a day"),
        pytest.param({"since": days_ago(92)}, "m3_12", "m3_12", id="three months"),
        pytest.param({"since": days_ago(365)}, "m3_12", "m3_12", id="a year less a day"),
        pytest.param({"since": days_ago(366)}, "gt12m", "gt12m", id="a year"),
        pytest.param({"since": days_ago(366), "times": 2}, "recurrent", "gt12m", id="again and again"),
        pytest.param({"since": None}, "lt3m", "lt3m", id="unknown is read as fresh"),
        pytest.param({"variant": "tight", "pain": 3}, "tight", "tight", id="a variant is no injury"),
    ],
)
def test_tiers(known, tier, latest):
    past = PastInjury("calf", **known)
    assert (tier_of(past, MONDAY), tier_of_latest(past, MONDAY)) == (tier, latest)


@pytest.mark.parametrize(
    ("past", "words"),
    [
        (PastInjury("ankle-sprain", "left", days_ago(900), times=3), "left ankle sprain, more than once"),
        (PastInjury("ankle-sprain", "both", days_ago(900)), "ankle sprain, 2024"),
        (PastInjury("pfp", "right", pain=4), "right runner's knee, still painful"),
        (PastInjury("calf", "both", variant="tight"), "tight calves"),
        (PastInjury("mtss", "left"), "left shin splints"),
    ],
)
def test_reasons(catalogue, past, words):
    assert because(catalogue.injuries[past.injury], past) == words
