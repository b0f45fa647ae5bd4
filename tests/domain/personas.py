"""Named runners for the goldens: profiles as `afterrun simulate` reads them, and how each does the work."""

EASY_WEEK = [
    {"weekday": "tue", "at": "18:00", "minutes": 40, "kind": "easy"},
    {"weekday": "thu", "at": "18:00", "minutes": 40, "kind": "easy"},
    {"weekday": "sun", "at": "09:00", "minutes": 70, "kind": "long"},
]
BUSY_WEEK = [
    {"weekday": "tue", "at": "18:30", "minutes": 60, "kind": "workout"},
    {"weekday": "wed", "at": "18:00", "minutes": 45, "kind": "easy"},
    {"weekday": "fri", "at": "18:00", "minutes": 45, "kind": "strides"},
    {"weekday": "sun", "at": "09:00", "minutes": 90, "kind": "long"},
]
SEVEN_RUNS = [
    {"weekday": "mon", "at": "18:00", "minutes": 40, "kind": "easy"},
    {"weekday": "tue", "at": "18:00", "minutes": 60, "kind": "workout"},
    {"weekday": "wed", "at": "18:00", "minutes": 50, "kind": "easy"},
    {"weekday": "thu", "at": "18:00", "minutes": 40, "kind": "easy"},
    {"weekday": "fri", "at": "18:00", "minutes": 55, "kind": "workout"},
    {"weekday": "sat", "at": "10:00", "minutes": 35, "kind": "easy"},
    {"weekday": "sun", "at": "09:00", "minutes": 100, "kind": "long"},
]
FIVE_RUNS = [run for run in SEVEN_RUNS if run["weekday"] not in ("mon", "sat")]
HOME_KIT = ["band", "dumbbell", "ball"]
GYM = ["band", "dumbbell", "bench", "barbell", "rack", "trap-bar", "machine", "pull-up-bar", "bar-or-straps"]
BOTH = {"lifting": "barbell", "plyometrics": True, "coached": ["back-squat", "romanian-deadlift"]}


def runner(behaviour: str = "perfect", **profile: object) -> dict[str, object]:
    """One persona: the day it starts is Monday 23 November 2026, its seed 1."""
    return {"behaviour": behaviour, "profile": {"zone": "Europe/Berlin", "runs": EASY_WEEK, **profile}}


PERSONAS = {
    "beginner-without-kit": runner("0.8", runs=[{"weekday": "sat", "minutes": 30, "kind": "easy"}]),
    "injured-now": runner(
        kit=["band"],
        injuries=[{"injury": "pfp", "side": "right", "since": "2026-10-20", "pain": 4}],
        pain=[{"on": f"2026-12-{day:02}", "area": "knee_front", "score": 1} for day in range(7, 32)],
        wishes={"lifting": "machines", "plyometrics": True},
    ),
    "recurrent-ankle": runner(
        kit=HOME_KIT,
        minutes=40,
        injuries=[{"injury": "ankle-sprain", "side": "left", "since": "2024-06-01", "times": 3}],
        wishes={"plyometrics": True},
    ),
    "achilles-every-day": runner(
        injuries=[{"injury": "achilles-mid", "side": "left", "since": "2026-10-01", "pain": 3, "option": "A"}]
    ),
    "achilles-three-times-a-week": runner(
        kit=["machine", "dumbbell"],
        injuries=[{"injury": "achilles-mid", "side": "left", "since": "2026-10-01", "pain": 3, "option": "B"}],
        pain=[{"on": "2026-12-16", "area": "achilles", "score": 6, "next_morning": "worse"}],
    ),
    "masters-67": runner(
        "0.9",
        age_band="65+",
        kit=HOME_KIT,
        runs=BUSY_WEEK,
        minutes=30,
        wishes={"lifting": "single-leg", "plyometrics": True},
        races=[
            {"on": "2026-12-31", "priority": "B", "distance": "10k"},
            {"on": "2027-01-24", "priority": "A", "distance": "half"},
        ],
        injuries=[{"injury": "low-back", "since": "2025-02-01"}],
    ),
    "sixteen": runner(
        "0.9",
        age_band="16-17",
        kit=GYM,
        runs=BUSY_WEEK,
        free_day="mon",
        wishes=BOTH,
        cleared=[{"what": "coach", "on": "2027-03-01"}],
    ),
    "three-runs-a-week": runner(
        runs=[{**EASY_WEEK[0], "kind": "workout"}, *EASY_WEEK[1:]], kit=GYM, minutes=45, body_mass=68, wishes=BOTH
    ),
    "seven-runs-two-workouts": runner(runs=SEVEN_RUNS, kit=GYM, minutes=45, body_mass=68, wishes=BOTH),
    "marathon-in-week-20": runner(
        runs=FIVE_RUNS,
        kit=GYM,
        minutes=45,
        wishes=BOTH,
        races=[{"on": "2027-04-11", "priority": "A", "distance": "marathon"}],
    ),
    "lifting-only": runner(runs=FIVE_RUNS, kit=GYM, minutes=45, body_mass=75, wishes={**BOTH, "plyometrics": False}),
    "jumps-only": runner(runs=BUSY_WEEK, minutes=30, wishes={"plyometrics": True}),
    "single-leg-only": runner(runs=FIVE_RUNS, kit=HOME_KIT, minutes=40, wishes={"lifting": "single-leg"}),
    "never-leaves-phase-1": runner(
        kit=[*HOME_KIT, "bench"], minutes=45, stay=1, wishes={"core": True, "lunges": True}, runs=BUSY_WEEK
    ),
    "ill-for-ten-days": runner(
        kit=HOME_KIT, minutes=30, ill=[{"from": "2027-01-11", "to": "2027-01-20", "where": "below"}], wishes=BOTH
    ),
    "away-40-days": runner(
        kit=GYM, minutes=45, runs=FIVE_RUNS, away=[{"from": "2027-02-22", "to": "2027-04-02"}], wishes=BOTH
    ),
    "bone-stress-now": runner(
        injuries=[{"injury": "bsi-low", "side": "right", "since": "2026-11-10", "pain": 3, "area": "shin"}],
        screen={"q07": "elsewhere"},
        runs=[],
        cleared=[{"what": "q07", "on": "2027-01-18"}, {"what": "bsi-low", "on": "2027-01-18"}],
    ),
    "short-of-time-with-a-knee-and-a-heel": runner(
        "0.7",
        minutes=10,
        injuries=[
            {"injury": "itbs", "side": "left", "since": "2026-03-01"},
            {"injury": "plantar-heel", "side": "both", "since": "2026-09-20"},
        ],
    ),
}
