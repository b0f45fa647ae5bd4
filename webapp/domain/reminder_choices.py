"""What a person chooses about their reminders, read from a form and put back into one."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from webapp.domain.profile import Reminders
from webapp.domain.run_week import ASK_TIME, read_time

GRACE = (0, 5, 10, 15, 20, 30)  # minutes after the planned end of a run [d]
LONGEST_PAUSE = timedelta(days=366)
SWITCHES = ("on", "thin")
OPTIONAL = ("rest_at", "morning_at", "evening_at", "follow_up_at")  # empty means not at all
QUIET = ("quiet_from", "quiet_until")

ASK_GRACE = "Choose one of the minutes."
ASK_QUIET = "Enter a time such as 22:00. For no quiet hours, make both the same."
ASK_PAUSE = "Choose a day from tomorrow on, at most a year ahead, or leave it empty."

Faults = dict[str, str]


def read_choices(form: Mapping[str, str], today: date, grace_now: int) -> tuple[Reminders | None, Faults]:
    """The choices a form holds, or None and a sentence for each field that does not fit. The minutes of grace that
    stand now, from a file perhaps, may stay."""
    grace = form.get("grace", "")
    pause, pause_fits = _pause(form.get("paused_until", "").strip(), today)
    times = {name: read_time(form.get(name, "").strip()) for name in (*OPTIONAL, *QUIET)}
    faults = {
        **({} if grace in map(str, (*GRACE, grace_now)) else {"grace": ASK_GRACE}),
        **{name: ASK_TIME for name in OPTIONAL if times[name] is None and form.get(name, "").strip()},
        **{name: ASK_QUIET for name in QUIET if times[name] is None},
        **({} if pause_fits else {"paused_until": ASK_PAUSE}),
    }
    if faults:
        return None, faults
    switches = {name: name in form for name in SWITCHES}
    return Reminders(grace=int(grace), paused_until=pause, **switches, **times), {}


def as_form(reminders: Reminders, today: date) -> dict[str, str]:
    """The words of the form for the choices as they stand; what is off, and a pause that is over, has none."""
    times = {name: _clock(getattr(reminders, name)) for name in (*OPTIONAL, *QUIET)}
    pause = reminders.paused_until
    switches = {name: "1" for name in SWITCHES if getattr(reminders, name)}
    paused = {"paused_until": pause.isoformat() if pause and pause > today else ""}
    return {"grace": str(reminders.grace), **times, **paused, **switches}


def _pause(text: str, today: date) -> tuple[date | None, bool]:
    """The first day on which they ring again, and whether what was typed can be one."""
    if not text:
        return None, True
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, False
    return day, today < day <= today + LONGEST_PAUSE


def _clock(at: time | None) -> str:
    return at.isoformat("minutes") if at else ""
