"""What reminders say on a lock screen, and the sentences that tell why one comes or stayed quiet."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest

from tests.domain.strategies import MONDAY, Behaviour, walk
from webapp.domain.profile import PastInjury, Profile, Reminders, Run
from webapp.domain.reminder_list import SESSIONS, gist, state
from webapp.domain.reminder_words import LONGEST_BODY, LONGEST_TITLE, Text, text, why
from webapp.domain.reminders import OF_NO_LIST, REASONS, ListState
from webapp.domain.schedule import occurrences_on

KINDS = ("run", "rest", "run-done", "later", "morning", "evening", "follow-up", *OF_NO_LIST)
TUESDAY = date(2026, 11, 24)
DAYS = tuple(TUESDAY + timedelta(days=n) for n in range(15))
OPEN = ListState("full", ("clamshell", "glute-bridge"), seconds=500, first="clamshell")


def test_it_says_how_many_exercises_how_long_and_which_comes_first(catalogue):
    said = [text(catalogue, "run", OPEN, day) for day in DAYS[:3]]
    assert [each.body for each in said] == [
        "2 exercises, 9 min. First: Clamshell.",
        "2 exercises in 9 min. It begins with: Clamshell.",
        "9 min, 2 exercises. First up: Clamshell.",
    ]


@pytest.mark.parametrize(
    ("state", "body"),
    [
        (replace(OPEN, open=("clamshell",), seconds=60), "1 exercise, 1 min. First: Clamshell."),
        (replace(OPEN, seconds=0), "2 exercises, 1 min. First: Clamshell."),
        (replace(OPEN, first=""), "2 exercises, 9 min."),
    ],
)
def test_one_exercise_no_time_and_no_name_read_well_too(catalogue, state, body):
    assert text(catalogue, "rest", state, TUESDAY).body == body


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_fits_a_lock_screen_whatever_is_on_the_list(catalogue, kind):
    for session in ("", *SESSIONS):
        for slug in ("", *catalogue.exercises):
            full = ListState("full", tuple(map(str, range(40))), seconds=120 * 60, first=slug, session=session)
            for day in DAYS:
                said = text(catalogue, kind, full, day)
                assert 0 < len(said.title) <= LONGEST_TITLE, said
                assert 0 < len(said.body) <= LONGEST_BODY, said
                assert not re.search(r"[{}!]|\s\s", f"{said.title} {said.body}"), said


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in OF_NO_LIST])
def test_the_wording_changes_from_day_to_day_and_stays_the_same_all_day(catalogue, kind):
    said = [text(catalogue, kind, OPEN, day) for day in DAYS]
    assert said == [text(catalogue, kind, OPEN, day) for day in DAYS]
    for step in (1, 2):  # every day, and every other day once they thin out
        titles = [each.title for each in said[::step]]
        assert all(a != b for a, b in pairwise(titles))
        assert len(set(titles)) >= 3


def test_a_weekly_run_hears_other_words_each_week(catalogue):
    weeks = [text(catalogue, "run", OPEN, TUESDAY + timedelta(weeks=n)) for n in range(6)]
    assert all(a.title != b.title and a.body != b.body for a, b in pairwise(weeks))


@pytest.mark.parametrize(
    ("session", "word"), [("circuit", "ircuit"), ("lift", "ift"), ("plyo", "ump"), ("test", "est")]
)
def test_a_day_with_a_session_is_called_by_it(catalogue, session, word):
    for day in DAYS:
        assert word in text(catalogue, "run", replace(OPEN, session=session), day).title
        assert word in text(catalogue, "rest", replace(OPEN, session=session), day).title


def test_a_trial_speaks_of_nothing_but_the_device(catalogue):
    assert text(catalogue, "test", ListState("stop"), TUESDAY) == Text("It works", "Reminders reach this device.")


def test_the_end_of_a_rest_speaks_of_nothing_else(catalogue):
    said = text(catalogue, "rest-over", OPEN, TUESDAY)
    assert said == Text("Rest is over", "Your session goes on when you are ready.")


def test_no_reminder_tells_of_an_injury_or_names_what_is_there_for_it(catalogue):
    told = 0
    for slug, injury in catalogue.injuries.items():
        past = PastInjury(slug, "left", MONDAY - timedelta(days=40), pain=1)
        steps = walk(Profile(zone="Europe/Berlin", injuries=(past,)), MONDAY, 8, Behaviour()).steps
        for step in steps:
            own = {catalogue.exercises[item.exercise].name for item in step.sheet.items if item.injury}
            told += len(own)
            forbidden = (injury.name, injury.label, *(catalogue.areas[area] for area in injury.areas))
            for kind in KINDS:
                said = text(catalogue, kind, state(gist(step.sheet), frozenset(), kind), step.day)
                words = f"{said.title} {said.body}".lower()
                assert not [each for each in forbidden if re.search(rf"\b{re.escape(each.lower())}\b", words)], said
                assert not [name for name in own if f": {name.lower()}." in words], said
    assert told > 100


def test_no_words_of_reminders_speak_of_health(catalogue):
    health = r"injur|pain|rehab|hurt|sore|physio|achilles|tendon|ankle|knee|heal|prevent"
    assert [words for words in catalogue.words["remind"].values() if re.search(health, words, re.IGNORECASE)] == []


def test_every_reason_to_stay_quiet_has_its_sentence(catalogue):
    words = catalogue.words["remind-quiet"]
    assert set(REASONS) <= set(words)
    assert all(sentence.endswith(".") and "!" not in sentence for sentence in words.values())


RUN = Run("tue", "easy", 60, time(18), "run")


@pytest.mark.parametrize(
    ("runs", "chosen", "said"),
    [
        ((RUN,), {}, ["After Tuesday's run: it ends 19:00, plus 5 min."]),
        ((RUN,), {"grace": 0}, ["When Tuesday's run ends, at 19:00."]),
        ((), {}, ["Tuesday at 18:00, as there is no run with a time."]),
        (
            (),
            {"rest_at": time(18), "morning_at": time(8), "evening_at": time(17), "follow_up_at": time(20)},
            [
                "The morning round of Tuesday.",
                "The evening round of Tuesday.",
                "Tuesday at 18:00, as there is no run with a time.",
                "Once more on Tuesday, only if the list is still open.",
            ],
        ),
        (
            (replace(RUN, at=time(5), minutes=75),),
            {},
            [
                "After Tuesday's run: it ends 06:15, plus 5 min. It was due in your quiet hours, so it comes when they end."
            ],
        ),
        (
            (replace(RUN, at=time(22)),),
            {},
            ["After Tuesday's run: it ends 23:00, plus 5 min. It is due in your quiet hours, so it stays quiet."],
        ),
    ],
)
def test_why_a_reminder_comes_when_it_does_is_told_in_wall_time(catalogue, runs, chosen, said):
    profile = Profile(zone="America/New_York", runs=runs, reminders=Reminders(**chosen))
    assert [why(catalogue.words, profile, each) for each in occurrences_on(profile, TUESDAY)] == said
