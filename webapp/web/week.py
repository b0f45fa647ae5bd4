"""Week: seven days with their runs and work, moving by hand, the weeks ahead, the road through the phases."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Blueprint, Response, abort, render_template, request
from flask_login import current_user, login_required

from webapp.actions import answers, days, moves, phases
from webapp.actions.days import Opened
from webapp.actions.refused import Refused
from webapp.domain import ahead
from webapp.domain.ahead import WeekAhead
from webapp.domain.cards import missing_step
from webapp.domain.days import week_of
from webapp.domain.moves import take_back
from webapp.domain.path import week_for
from webapp.domain.plan import DayPlan
from webapp.domain.profile import Move, Profile
from webapp.domain.race_list import coming as coming_races
from webapp.domain.week import WEEKDAYS, plan_week
from webapp.store import checks, profiles, sheets
from webapp.web import outlook, timetable
from webapp.web.answers import changed
from webapp.web.edge import now, page_or_part, person, reading, refuse, see_other, writing
from webapp.web.house import house
from webapp.web.road import branches, road
from webapp.web.timetable import DayRow
from webapp.web.words import count

RACES = 3  # shown
NUMBERS = {1: "One", 2: "Two", 3: "Three"}
ROAD = "/week?chosen=1#road"
DID, WOULD = ("went", "is"), ("would go", "would be")

screen = Blueprint("week", __name__, url_prefix="/week")


@screen.before_request
def answered_first() -> Response | None:
    """Whoever has not answered the first questions goes there first."""
    if not current_user.is_authenticated:
        return None
    with reading() as session:
        step = missing_step(profiles.newest(session, person().id))
    return see_other("onboarding.page", step=step) if step else None


@screen.get("")
@login_required
def page() -> Response | str:
    """This week; with `of` a date of the weeks after it, that week as it would come."""
    opened, profile = _open()
    of = _date(request.args.get("of", "")) or opened.today
    number = (of - week_of(opened.today)[0]).days // 7
    if not 0 <= number < ahead.WEEKS:
        return see_other("week.page")
    return render_template("week/page.html", **(_this_week if not number else _later_week)(opened, profile, number))


@screen.get("/ahead")
@login_required
def weeks_ahead() -> Response:
    """The next 12 weeks: a part of the page, or a page where no script asks."""
    opened, profile = _open()
    found = ahead.weeks(house().catalogue, profile, opened.stored.standing, opened.sheet)
    drawn = outlook.stretches(found, house().catalogue.words, opened.today)
    shown = {"place": "week", "stretches": drawn, "legend": outlook.kinds(drawn)}
    return page_or_part("week/ahead.html", "week/_ahead.html", **shown)


@screen.get("/move")
@login_required
def choose_day() -> Response | str:
    """Each day of this week, and in words whether the session may go there."""
    kind, on = request.args.get("kind", ""), _date(request.args.get("on", ""))
    shown = _choices(kind, on)
    return render_template("week/move.html", **shown) if shown["choices"] else see_other("week.page")


@screen.post("/moves")
@login_required
def move() -> Response | str:
    """There it goes; or the choices again with why not."""
    wish = _wish()
    try:
        with writing() as session:
            moves.move(session, house().catalogue, person(), now(), wish)
    except Refused as refused:
        return _refused(wish, refused.message)
    return see_other("week.page", moved=wish.kind, to=wish.to)


@screen.post("/moves/back")
@login_required
def put_back() -> Response:
    """Where the plan has it."""
    wish = _wish()
    with writing() as session:
        moves.put_back(session, house().catalogue, person(), now(), wish)
    return see_other("week.page", back=wish.kind)


@screen.get("/early")
@login_required
def before_early() -> Response | str:
    """What is missing and why it waits, before the habit gate is opened early."""
    opened, profile = _open()
    post = next(post for post in road(house().catalogue, profile, opened).posts if post.phase == phases.HABIT_GATE)
    if not post.early:
        return see_other("week.page", _anchor="road")
    return render_template("week/early.html", gate=post.gate)


@screen.post("/phase")
@login_required
def choose_phase() -> Response | str:
    """Stay, step back, go on, or open the habit gate early."""
    verb = CHOICES.get(request.form.get("choice", "")) or abort(404)
    try:
        with writing() as session:
            said = verb(session, house().catalogue, person(), now())
    except Refused as refused:
        opened, profile = _open()
        return refuse("week/page.html", **_this_week(opened, profile), fault=refused.message)
    return changed(said, (ROAD, "Back to the road"))


CHOICES: dict[str, Callable[..., answers.Changes]] = {
    "stay": phases.stay,
    "back": phases.step_back,
    "go-on": phases.go_on,
    "early": phases.open_early,
}


def _open() -> tuple[Opened, Profile]:
    """Today, opened if it was not yet, and the answers as they are now."""
    with reading() as session:
        profile = profiles.newest(session, person().id)
        opened = days.opened_day(session, person(), now())
    if opened is None:
        with writing() as session:
            opened = days.open_day(session, house().catalogue, person(), now())
    return opened, profile


def _this_week(opened: Opened, profile: Profile, number: int = 0) -> dict[str, object]:
    catalogue, standing = house().catalogue, opened.stored.standing
    week = WeekAhead(tuple(ahead.days(catalogue, profile, standing, opened.sheet, week_of(opened.today)[-1])))
    level = standing.jumps.level
    return {
        **_common(week, profile, opened.today, number),
        "rows": (*_behind(opened, profile), *_coming(week, opened, profile)),
        "said": _said(opened, profile),
        "road": road(catalogue, profile, opened),
        "branches": branches(profile, catalogue.words, week_for(profile.wishes, standing, opened.today), level),
    }


def _later_week(opened: Opened, profile: Profile, number: int) -> dict[str, object]:
    catalogue = house().catalogue
    week = ahead.weeks(catalogue, profile, opened.stored.standing, opened.sheet, number + 1)[-1]
    rows = [timetable.coming(day, profile, opened.today, catalogue.words) for day in week.days]
    return {**_common(week, profile, opened.today, number), "rows": rows}


def _common(week: WeekAhead, profile: Profile, today: date, number: int) -> dict[str, object]:
    return {
        "place": "week",
        "number": number,
        "said": [],
        "last": ahead.WEEKS - 1,
        "monday": week.monday,
        "sunday": week.monday + timedelta(days=6),
        "phase": week.phase,
        "kind": week.kind,
        "today": today,
        "profile": profile,
        "kind_words": house().catalogue.words["run-kind"],
        "left": [_left(left.kind, left.count, left.reason) for left in week.left],
        "races": coming_races(profile, today)[:RACES],
        "beside": {"before": _monday(week, -1), "after": _monday(week, 1)},
    }


def _monday(week: WeekAhead, weeks: int) -> date:
    return week.monday + timedelta(weeks=weeks)


def _behind(opened: Opened, profile: Profile) -> list[DayRow]:
    """The days of this week that are over."""
    over = [on for on in week_of(opened.today) if on < opened.today]
    if not over:
        return []
    with reading() as session:
        asked = sheets.asked(session, person().id, over[0], over[-1])
        ticked = checks.between(session, person().id, over[0], over[-1])
    words, standing = house().catalogue.words, opened.stored.standing
    return [timetable.behind(on, profile, standing, asked.get(on), ticked.get(on, ()), words) for on in over]


def _coming(week: WeekAhead, opened: Opened, profile: Profile) -> list[DayRow]:
    rows = [timetable.coming(day, profile, opened.today, house().catalogue.words) for day in week.days]
    rows[0] = timetable.with_ticks(rows[0], opened.sheet, opened.checks)
    return [timetable.movable(row) for row in rows]


def _left(kind: str, number: int, reason: str) -> str:
    """One lifting session found no day: the days left are the eve of a workout."""
    noun = house().catalogue.words["week-count"][kind]
    return f"{NUMBERS.get(number, number)} {count(number, noun).partition(' ')[2]} found no day: {reason}."


def _said(opened: Opened, profile: Profile) -> list[str]:
    """What a move just made changed, and why: read from the plan with it and without it."""
    kind, to = request.args.get("moved", ""), _date(request.args.get("to", ""))
    made = next((move for move in profile.moves if (move.kind, move.to) == (kind, to)), None)
    if made is None:
        back = house().catalogue.words["week-session"].get(request.args.get("back", ""), "")
        return [_capital(f"{back} went back to where the plan has it.")] if back else []
    now_, was = (_plan(opened, answers) for answers in (profile, take_back(profile, made)))
    said = [_capital(f"{_session(kind)} moved to {WEEKDAYS[made.to.weekday()]}, as you chose.")]
    said += [now_.on(made.to).warning] if now_.on(made.to).warning else []
    said += _shifts(moves.shifts(was, now_, made), DID)
    todays = (_todays(plan.on(opened.today)) for plan in (was, now_))
    return [*said, house().catalogue.words["week"]["today_follows"]] if len(set(todays)) > 1 else said


def _plan(opened: Opened, profile: Profile):
    return plan_week(house().catalogue, profile, opened.stored.standing, opened.today)


def _todays(plan: DayPlan) -> tuple[str, str]:
    return plan.session, plan.hip


def _choices(kind: str, on: date | None) -> dict[str, object]:
    opened, profile = _open()
    found = on and moves.choices(house().catalogue, profile, opened.stored.standing, opened.today, kind, on)
    return {
        "kind": kind,
        "on": on,
        "today": opened.today,
        "session": house().catalogue.words["week-session"].get(kind, ""),
        "choices": [(choice, _shifts(choice.shifts, WOULD)) for choice in found or ()],
    }


def _refused(wish: Move, fault: str) -> Response:
    """The choices again, with the refusal beside the day it is about, or above them all."""
    shown = _choices(wish.kind, wish.on)
    known = any(choice.on == wish.to for choice, _ in shown["choices"])
    return refuse("week/move.html", **shown, fault=fault, fault_at=wish.to if known else None)


def _shifts(found: tuple[moves.Shift, ...], said: tuple[str, str]) -> list[str]:
    return [_capital(_shift(shift, said)) for shift in found]


def _shift(shift: moves.Shift, said: tuple[str, str]) -> str:
    goes, loses = said
    session = f"{_session(shift.kind)} of {WEEKDAYS[shift.off.weekday()]}"
    return f"{session} {goes} to {WEEKDAYS[shift.to.weekday()]}." if shift.to else f"no day {loses} left for {session}."


def _session(kind: str) -> str:
    return house().catalogue.words["week-session"][kind]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _wish() -> Move:
    """The move a form asks for; a day that cannot be read is one of no week."""
    on, to = (_date(request.form.get(name, "")) or date.min for name in ("on", "to"))
    return Move(request.form.get("kind", ""), on, to)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
