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
HOME_KIT = ["band", "dumbbell", "ball"]


def runner(behaviour: str = "perfect", **profile: object) -> dict[str, object]:
    """One persona: the day it starts is Monday 23 November 2026, its seed 1."""
    return {"behaviour": behaviour, "profile": {"zone": "Europe/Berlin", "runs": EASY_WEEK, **profile}}


PERSONAS = {
    "beginner-without-kit": runner("0.8", runs=[{"weekday": "sat", "minutes": 30, "kind": "easy"}]),
    "recurrent-ankle": runner(
        kit=HOME_KIT, injuries=[{"injury": "ankle-sprain", "side": "left", "since": "2024-06-01", "times": 3}]
    ),
    "tight-calves": runner("0.9", injuries=[{"injury": "calf", "variant": "tight"}]),
    "runners-knee-now": runner(
        kit=["band"],
        injuries=[{"injury": "pfp", "side": "right", "since": "2026-10-20", "pain": 4}],
        pain=[{"on": f"2026-12-{day:02}", "area": "knee_front", "score": 1} for day in range(7, 32)],
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
        races=[
            {"on": "2026-12-31", "priority": "B", "distance": "10k"},
            {"on": "2027-01-24", "priority": "A", "distance": "half"},
        ],
        injuries=[{"injury": "low-back", "since": "2025-02-01"}],
    ),
    "sixteen": runner("0.9", age_band="16-17", kit=["band"], runs=BUSY_WEEK, free_day="mon"),
    "bone-stress-now": runner(
        injuries=[{"injury": "bsi-low", "side": "right", "since": "2026-11-10", "pain": 3, "area": "shin"}],
        screen={"q07": "elsewhere"},
        runs=[],
        cleared=[{"what": "q07", "on": "2027-01-18"}, {"what": "bsi-low", "on": "2027-01-18"}],
    ),
    "away-20-days": runner(kit=HOME_KIT, away=[{"from": "2026-12-21", "to": "2027-01-09"}]),
    "away-40-days": runner(kit=HOME_KIT, away=[{"from": "2026-12-21", "to": "2027-01-29"}]),
    "ill-for-ten-days": runner(kit=HOME_KIT, ill=[{"from": "2026-12-21", "to": "2026-12-30", "where": "below"}]),
    "core-and-lunges": runner("0.9", kit=[*HOME_KIT, "bench"], minutes=45, wishes={"core": True, "lunges": True}),
    "short-of-time-with-a-knee-and-a-heel": runner(
        "0.7",
        minutes=10,
        injuries=[
            {"injury": "itbs", "side": "left", "since": "2026-03-01"},
            {"injury": "plantar-heel", "side": "both", "since": "2026-09-20"},
        ],
    ),
}
