"""Whether a reminder speaks when its time has come, and why not; until when it is of use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from webapp.domain.days import local_day, starts_at
from webapp.domain.profile import Reminders

EXPIRES = timedelta(hours=2)  # after it was due: DECISIONS 25
RUN, REST = "run", "rest"
RUN_DONE, LATER, TEST, REST_OVER = "run-done", "later", "test", "rest-over"
DAILY = (RUN, REST)  # the one reminder of a list
OF_NO_LIST = (TEST, REST_OVER)  # they ring whatever is on the day's list
ASKED = (RUN_DONE, LATER, *OF_NO_LIST)  # somebody asked for it just now
# Why a reminder was not sent; each has its sentence in messages.toml [remind-quiet].
REASONS = ("off", "paused", "late", "quiet", "blocked", "ill", "away", "nothing", "done", "kept", "thinned")
THINNED = REASONS[-1]
CLOSED = {"stop": "blocked", "emergency": "blocked", "ill": "ill", "away": "away"}  # kinds of a sheet
STEADY_WEEKS = 4  # prompts work less and less after three or four weeks: evidence row 39
STEADY_DAYS = 20  # that asked for something in these weeks [d]
STEADY_SHARE = 0.8  # of them kept [d]
RINGS_EVERY = 2  # days, of those without a session, once they thin out [d]


@dataclass(frozen=True, slots=True)
class ListState:
    """A day's list as one reminder sees it: reminder_list.state makes it. `open` in the order of Today."""

    kind: str  # of the sheet
    open: tuple[str, ...] = ()  # keys not yet ticked, of those this kind of reminder is about
    started: bool = False  # at least one of them is ticked
    counted: bool = False  # the day counts as kept already: half of its hip work, or a short version
    short_done: bool = False  # a short version is ticked whole
    session: str = ""  # circuit, lift, plyo or test, if the day has one
    seconds: int = 0  # of what is open
    first: str = ""  # slug of the exercise a message may name


def expires_at(due_at: datetime, day: date, zone: str) -> datetime:
    """The instant from which a reminder is too late to be useful: never past the end of the person's day."""
    return min(due_at + EXPIRES, starts_at(day + timedelta(days=1), zone))


def verdict(
    reminders: Reminders,
    kind: str,
    due_at: datetime,
    expires_at: datetime,
    now: datetime,
    zone: str,
    state: ListState,
    steady: bool,
) -> str:
    """Why this reminder stays quiet, one of REASONS; nothing lets it speak. Ask again right before it is sent.

    Kinds: run, rest, morning, evening, follow-up as the schedule has them; run-done and later for those a button asked
    for (they ring in quiet hours, while paused and when prompts are thinned out); those of OF_NO_LIST ring whatever the
    list says, and a test does while reminders are off.
    """
    if now >= expires_at:
        return "late"
    if kind == TEST:
        return ""
    if off := _switched_off(reminders, kind, due_at, now, zone):
        return off
    if kind in OF_NO_LIST:
        return ""
    return _unneeded(state, kind, reminders.thin and steady and thinned(local_day(due_at, zone), state.session))


def is_quiet(reminders: Reminders, at: datetime, zone: str) -> bool:
    """Whether an instant lies in the quiet hours: their first minute does, their end does not."""
    wall, first, end = at.astimezone(ZoneInfo(zone)).time(), reminders.quiet_from, reminders.quiet_until
    return first <= wall < end if first <= end else wall >= first or wall < end


def steady(kept: Sequence[bool]) -> bool:
    """Whether prompts may thin out: four weeks of use, most days kept, the latest among them.

    `kept` holds the days that asked for something in the four weeks before today, oldest first (progress.lately).
    One missed day makes them ring again.
    """
    return len(kept) >= STEADY_DAYS and kept[-1] and sum(kept) >= STEADY_SHARE * len(kept)


def thinned(day: date, session: str) -> bool:
    """Whether a steady runner's day goes without a reminder: every other one, but none with a session or a test."""
    return not session and day.toordinal() % RINGS_EVERY != 0


def _switched_off(reminders: Reminders, kind: str, due_at: datetime, now: datetime, zone: str) -> str:
    if not reminders.on:
        return "off"
    if kind in ASKED:
        return ""
    if is_paused(reminders, local_day(due_at, zone)):
        return "paused"
    return "quiet" if is_quiet(reminders, now, zone) else ""


def is_paused(reminders: Reminders, day: date) -> bool:
    """Whether the person wants none on this day."""
    return reminders.paused_until is not None and day < reminders.paused_until


def _unneeded(state: ListState, kind: str, thinned: bool) -> str:
    if state.kind in CLOSED:
        return CLOSED[state.kind]
    if not state.open:
        return "done" if state.started else "nothing"
    if _is_kept(state, kind):
        return "kept"
    return THINNED if kind in DAILY and thinned else ""


def _is_kept(state: ListState, kind: str) -> bool:
    """A short version was enough for the day; a second prompt is for days that do not count yet."""
    return state.counted if kind == "follow-up" else state.short_done and kind in (*DAILY, LATER)
