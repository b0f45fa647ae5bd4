"""The simulator's profiles: everything of the contract is read, every fault is named."""

from datetime import date, time

import pytest

from tests.domain.personas import PERSONAS
from webapp.domain import profile as p
from webapp.domain.profile_reader import BadProfile, read_profile

ZONES = {"Europe/Berlin", "UTC"}
FULL = {
    "zone": "Europe/Berlin",
    "age_band": "18-64",
    "minutes": 20,
    "injuries": [{"injury": "ankle-sprain", "side": "left", "since": "2024-06-01", "pain": 0, "times": 3}],
    "screen": {"q07": True, "q12": 8, "q13": "unknown", "q18": "lower"},
    "kit": ["band", "step", "dumbbell", "barbell", "rack", "machine", "medball", "pull-up-bar"],
    "body_mass": 68.5,
    "wishes": {"lifting": "barbell", "plyometrics": True, "core": True, "lunges": False, "coached": ["back-squat"]},
    "free_day": "mon",
    "runs": [{"weekday": "tue", "at": "18:00", "minutes": 60, "kind": "workout"}],
    "races": [{"on": "2027-04-11", "priority": "A", "distance": "half"}],
    "ill": [{"from": "2026-12-20", "to": "2026-12-24", "where": "below"}],
    "away": [{"from": "2027-01-10", "to": "2027-02-18"}],
    "cleared": [{"what": "q07", "on": "2027-01-02"}, {"what": "q02-vigorous", "on": "2027-01-02"}],
    "pain": [{"on": "2026-12-01", "area": "achilles", "score": 6, "next_morning": "worse"}],
    "reminders": {
        "on": False,
        "grace": 10,
        "rest_at": None,
        "morning_at": "07:30",
        "evening_at": "19:30",
        "follow_up_at": "20:15",
        "quiet_from": "21:00",
        "quiet_until": "06:30",
        "paused_until": "2026-12-24",
        "thin": False,
    },
}
LEAST = {"zone": "UTC", "runs": []}


def test_everything_of_the_contract_is_read(catalogue):
    found = read_profile(catalogue, ZONES, FULL)
    assert found.injuries == (p.PastInjury("ankle-sprain", "left", date(2024, 6, 1), 0, 3),)
    assert found.runs == (p.Run("tue", "workout", 60, time(18)),)
    assert found.races == (p.Race(date(2027, 4, 11), "A", "half"),)
    assert found.ill == (p.Spell(date(2026, 12, 20), date(2026, 12, 24), "below"),)
    assert found.away == (p.Spell(date(2027, 1, 10), date(2027, 2, 18)),)
    assert found.pain == (p.PainNote(date(2026, 12, 1), "achilles", 6, "worse"),)
    assert found.wishes == p.Wishes("barbell", True, True, False, ("back-squat",))
    assert (found.zone, found.minutes, found.body_mass, found.free_day) == ("Europe/Berlin", 20, 68.5, "mon")
    assert (found.cleared[0], found.screen["q12"]) == (p.Clearance("q07", date(2027, 1, 2)), 8)
    assert found.reminders == p.Reminders(
        False, 10, None, time(7, 30), time(19, 30), time(20, 15), time(21), time(6, 30), date(2026, 12, 24), False
    )


def test_zone_and_runs_are_enough(catalogue):
    found = read_profile(catalogue, ZONES, LEAST)
    assert (found.age_band, found.minutes, found.kit, found.wishes) == ("18-64", 20, frozenset(), p.Wishes())
    assert found.reminders == p.Reminders()


def test_questions_left_out_are_answered_with_no(catalogue):
    assert set(read_profile(catalogue, ZONES, LEAST).screen.values()) == {False}


@pytest.mark.parametrize("name", PERSONAS)
def test_every_persona_can_be_read(catalogue, name):
    assert read_profile(catalogue, ZONES, PERSONAS[name]["profile"]).zone == "Europe/Berlin"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"zone": "Mars/Base"}, "profile: zone: 'Mars/Base' is not known"),
        ({"age_band": "40"}, "profile: age_band: '40' is not known"),
        ({"minutes": 4}, "profile: minutes: 4 is not a whole number from 5 to 120"),
        ({"minutes": 7.5}, "profile: minutes: 7.5 is not a whole number from 5 to 120"),
        ({"body_mass": 600}, "profile: body_mass: 600 is not a number from 25 to 250"),
        ({"kit": ["sword"]}, "profile: kit: 'sword' is not known"),
        ({"kit": "band"}, "profile: kit: must be a list"),
        ({"colour": "red"}, "profile: colour is not known"),
        ({"screen": {"q99": True}}, "profile screen: q99 is not known"),
        ({"screen": {"q07": "maybe"}}, "profile screen: q07: 'maybe' is not true, false, a number or \"unknown\""),
        ({"screen": {"q07": 1}}, 'profile screen: q07: 1 is not true, false, a number or "unknown"'),
        ({"screen": {"q12": -1}}, 'profile screen: q12: -1 is not true, false, a number or "unknown"'),
        ({"injuries": [{"injury": "bad-luck"}]}, "profile injuries[0]: injury: 'bad-luck' is not known"),
        ({"injuries": [{"injury": "pfp", "variant": "tight"}]}, "profile injuries[0]: variant: 'tight' is not known"),
        (
            {"injuries": [{"injury": "pfp", "pain": 11}]},
            "profile injuries[0]: pain: 11 is not a whole number from 0 to 10",
        ),
        ({"injuries": [{"injury": "bsi-low", "area": "neck"}]}, "profile injuries[0]: area: 'neck' is not known"),
        ({"runs": [{"weekday": "tuesday", "minutes": 40}]}, "profile runs[0]: weekday: 'tuesday' is not known"),
        ({"runs": [{"weekday": "tue"}]}, "profile runs[0]: minutes is missing"),
        ({"races": [{"on": "soon"}]}, "profile races[0]: on: 'soon' is not a date such as 2026-11-23"),
        ({"ill": [{"from": "2026-12-20", "to": "2026-12-24"}]}, "profile ill[0]: where is missing"),
        ({"away": [{"from": "2026-12-24", "to": "2026-12-20"}]}, "profile away[0]: to is before from"),
        ({"cleared": [{"what": "q99", "on": "2027-01-02"}]}, "profile cleared[0]: what: 'q99' is not known"),
        ({"pain": [{"on": "2026-12-01", "area": "soul", "score": 6}]}, "profile pain[0]: area: 'soul' is not known"),
        ({"wishes": {"lifting": "cars"}}, "profile wishes: lifting: 'cars' is not known"),
        ({"wishes": {"cake": True}}, "profile wishes: cake is not known"),
        ({"reminders": {"grace": 121}}, "profile reminders: grace: 121 is not a whole number from 0 to 120"),
        ({"reminders": {"rest_at": "late"}}, "profile reminders: rest_at: 'late' is not a time such as 18:00"),
        (
            {"reminders": {"quiet_from": "22:00+02:00"}},
            "profile reminders: quiet_from: '22:00+02:00' is not a time such as 18:00",
        ),
        ({"reminders": {"thin": 1}}, "profile reminders: thin: 1 is not true or false"),
        ({"reminders": {"loud": True}}, "profile reminders: loud is not known"),
    ],
)
def test_each_fault_is_one_line(catalogue, change, fault):
    with pytest.raises(BadProfile) as refused:
        read_profile(catalogue, ZONES, {**LEAST, **change})
    assert refused.value.faults == [fault]


def test_all_faults_are_told_at_once(catalogue):
    with pytest.raises(BadProfile) as refused:
        read_profile(catalogue, ZONES, {"minutes": 0, "kit": ["sword", "axe"]})
    assert len(refused.value.faults) == 5


@pytest.mark.parametrize("raw", [None, [], "profile", 7])
def test_what_is_no_object_is_refused(catalogue, raw):
    with pytest.raises(BadProfile):
        read_profile(catalogue, ZONES, raw)
