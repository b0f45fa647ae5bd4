"""What a reminder says, and the sentence that tells why it comes when it does. Never a word about health."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from webapp.domain.catalogue import Catalogue
from webapp.domain.dose import minutes
from webapp.domain.profile import Profile
from webapp.domain.reminders import DAILY, OF_NO_LIST, RUN, TEST, ListState, is_quiet
from webapp.domain.schedule import Occurrence
from webapp.domain.week import WEEKDAYS

LONGEST_TITLE, LONGEST_BODY = 35, 100  # letters: what phones show whole


@dataclass(frozen=True, slots=True)
class Text:
    title: str
    body: str


def text(catalogue: Catalogue, kind: str, state: ListState, day: date) -> Text:
    """The words of a reminder of this kind (reminders.verdict names them); others each day, the same all day.

    A lock screen is public: it names no injury, and no exercise that is there because of one.
    """
    words = catalogue.words["remind"]
    if kind in OF_NO_LIST:
        name = "trial" if kind == TEST else kind
        return Text(_variant(words, f"title_{name}", day), _variant(words, f"body_{name}", day))
    named = kind not in ("morning", "evening") and state.first
    filled = {
        "count": _count(words, len(state.open)),
        "minutes": max(1, minutes(state.seconds)),
        "first": catalogue.exercises[state.first].name if named else "",
    }
    body = _variant(words, "body" if named else "body_plain", day).format(**filled)
    return Text(_variant(words, f"title_{_topic(kind, state)}", day), body)


def why(words: Mapping[str, Mapping[str, str]], profile: Profile, occurrence: Occurrence) -> str:
    """One sentence or two on why this one is due when it is, in wall time; `words` are the catalogue's."""
    group, zone = words["remind-why"], profile.zone
    key = "run_at_once" if occurrence.kind == RUN and not profile.reminders.grace else occurrence.kind
    said = group[key].format(
        day=WEEKDAYS[occurrence.day.weekday()],
        due=_clock(occurrence.due_at, zone),
        end=_clock(occurrence.ends_at, zone) if occurrence.ends_at else "",
        grace=profile.reminders.grace,
    )
    if occurrence.waits:
        return f"{said} {group['waits']}"
    return f"{said} {group['quiet']}" if is_quiet(profile.reminders, occurrence.due_at, zone) else said


def _topic(kind: str, state: ListState) -> str:
    """The daily reminder of a day with a session names it."""
    return state.session if kind in DAILY and state.session else kind


def _variant(words: Mapping[str, str], name: str, day: date) -> str:
    """One of `name_1`, `name_2`, ... by the day. Odd in number, they take turns on every other day too."""
    variants = [words[key] for n in range(1, 10) if (key := f"{name}_{n}") in words]
    return variants[day.toordinal() % len(variants)]


def _count(words: Mapping[str, str], number: int) -> str:
    return words["count_1"] if number == 1 else words["count"].format(count=number)


def _clock(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"
