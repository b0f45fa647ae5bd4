"""What holds a lift back: the coached gate and past injuries."""

import pytest

from tests.domain.lifters import GYM, HOME, lifter, mastered
from tests.domain.mornings import MONDAY, days_ago
from webapp.domain.lift_limits import is_watched, lightened, limits, may_use_bar, unwatched, waiting
from webapp.domain.profile import Clearance, PastInjury
from webapp.domain.standing import Red

NAMED = {"back-squat", "front-squat", "deadlift", "clean-pull", "power-clean"}
COACH = (Clearance("coach", MONDAY),)


@pytest.mark.parametrize(
    ("slug", "known", "watched"),
    [
        pytest.param("back-squat", {}, False, id="nobody has watched"),
        pytest.param("back-squat", {"coached": ("back-squat",)}, True, id="this lift was watched"),
        pytest.param("deadlift", {"coached": ("back-squat",)}, False, id="another one was"),
        pytest.param("deadlift", {"screen": {"q21": True}}, True, id="watched, or bars and a rack"),
        pytest.param("deadlift", {"screen": {"q21": False}}, False, id="neither"),
        pytest.param("deadlift", {"cleared": COACH}, True, id="a coach has said so"),
        pytest.param("deadlift", {"cleared": (Clearance("coach", days_ago(-1)),)}, False, id="from tomorrow on"),
        pytest.param("power-clean", {"screen": {"q21": True}}, False, id="a rack is not enough for the clean"),
        pytest.param("power-clean", {"coached": ("power-clean",)}, True, id="a coach in person is"),
        pytest.param("power-clean", {"cleared": COACH, "age_band": "16-17"}, False, id="but never under 18"),
        pytest.param("back-squat", {"cleared": COACH, "age_band": "16-17"}, True, id="others with a coach"),
    ],
)
def test_who_has_been_watched(catalogue, slug, known, watched):
    assert is_watched(lifter(catalogue, **known), slug) is watched


def test_the_gate_closes_barbell_lifts_only(catalogue):
    closed = unwatched(lifter(catalogue, kit=GYM))
    assert closed == NAMED
    assert unwatched(lifter(catalogue, kit=HOME)) == NAMED


def test_what_the_kit_has_only_a_barbell_for_is_closed_too(catalogue):
    closed = unwatched(lifter(catalogue, kit=frozenset({"barbell", "rack"})))
    assert closed == NAMED | {"romanian-deadlift", "heavy-calf-raise"}
    assert unwatched(lifter(catalogue, cleared=COACH)) == frozenset()


def test_the_hip_thrust_may_take_a_bar_without_a_coach(catalogue):
    runner = lifter(catalogue)
    assert may_use_bar(runner, "hip-thrust")
    assert not may_use_bar(runner, "split-squat")


@pytest.mark.parametrize(
    ("past", "waits"),
    [
        pytest.param(PastInjury("pfp", pain=1), True, id="painful now"),
        pytest.param(PastInjury("pfp", pain=1, since=days_ago(400)), True, id="painful again"),
        pytest.param(PastInjury("pfp", since=days_ago(20)), True, id="three weeks less a day"),
        pytest.param(PastInjury("pfp", since=days_ago(21)), False, id="three weeks"),
        pytest.param(PastInjury("pfp"), False, id="unknown: counted from the first day with the app"),
        pytest.param(PastInjury("pfp", since=days_ago(15), times=2), True, id="recurrent: the longer wait of both"),
        pytest.param(PastInjury("pfp", since=days_ago(200), times=2), False, id="recurrent, long settled"),
        pytest.param(PastInjury("mtss", since=days_ago(1)), False, id="this one needs no wait"),
        pytest.param(PastInjury("bsi-low", since=days_ago(30), times=2), True, id="six weeks for bone"),
        pytest.param(PastInjury("bsi-high", since=days_ago(80)), True, id="a professional has to clear it"),
        pytest.param(PastInjury("calf", variant="tight", pain=2), False, id="a variant is no injury"),
    ],
)
def test_an_injury_waits_for_its_weeks(catalogue, past, waits):
    assert bool(waiting(lifter(catalogue, injuries=(past,)))) is waits


def test_a_red_day_starts_the_wait_again(catalogue):
    past = PastInjury("hamstring-strain", since=days_ago(60))
    red = mastered(reds=(Red(days_ago(5), "hamstring"),))
    elsewhere = mastered(reds=(Red(days_ago(5), "knee_front"),))
    assert list(waiting(lifter(catalogue, injuries=(past,), standing=red))) == ["hamstring"]
    assert not waiting(lifter(catalogue, injuries=(past,), standing=elsewhere))


def test_a_professional_ends_the_wait_but_not_the_pain(catalogue):
    cleared = (Clearance("bsi-high", days_ago(1)),)
    settled, painful = PastInjury("bsi-high", since=days_ago(80)), PastInjury("bsi-high", pain=1)
    assert not waiting(lifter(catalogue, injuries=(settled,), cleared=cleared))
    assert waiting(lifter(catalogue, injuries=(painful,), cleared=cleared))


def test_an_area_that_waits_is_spared_like_a_sore_one(catalogue):
    found = limits(lifter(catalogue, injuries=(PastInjury("low-back", pain=2),), sore={"calf": 4}))
    assert set(found.sore) == {"back", "calf"}
    assert found.held == NAMED


@pytest.mark.parametrize(
    ("past", "slug", "share"),
    [
        pytest.param(PastInjury("pfp", since=days_ago(40)), "goblet-squat", 0.7, id="under three months"),
        pytest.param(PastInjury("pfp", since=days_ago(40)), "hip-thrust", 1.0, id="a lift that spares it"),
        pytest.param(PastInjury("pfp", since=days_ago(40), times=3), "goblet-squat", 0.7, id="again, and fresh"),
        pytest.param(PastInjury("pfp", since=days_ago(200)), "goblet-squat", 1.0, id="settled"),
    ],
)
def test_a_fresh_injury_lightens_what_loads_it(catalogue, past, slug, share):
    found, whose = lightened(lifter(catalogue, injuries=(past,)), catalogue.exercises[slug])
    assert found == share
    assert whose == (past if share < 1 else None)
