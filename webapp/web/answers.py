"""The answers one by one: age, kit, minutes, extras, the free day, safety; and what each changed today."""

from collections.abc import Callable, Sequence
from datetime import date

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask_login import login_required
from werkzeug.datastructures import MultiDict

from webapp.actions import answers, days
from webapp.actions.refused import Refused
from webapp.domain import rechecks
from webapp.domain.cards import CARDS, SAFETY
from webapp.domain.catalogue import Question
from webapp.domain.days import local_day
from webapp.domain.profile import AGE_BANDS, Clearance, Profile
from webapp.domain.screen_acts import answer_on
from webapp.domain.screening import WEEKS_RANGE, read_answers
from webapp.store import profiles
from webapp.web.edge import now, person, reading, refuse, see_other, writing
from webapp.web.house import house

# What people own, in the order they think of it.
KIT = {
    "Small things": ("band", "strong-band", "ball", "slider"),
    "Weights": ("dumbbell", "kettlebell", "medball", "barbell", "plates", "trap-bar"),
    "At the gym": ("bench", "rack", "machine", "cable", "pull-up-bar", "bar-or-straps"),
    "Outside and help": ("hill", "partner-or-anchor"),
}
RED_FLAGS = "red-flags"
GROUPS = (RED_FLAGS, "weekly", *SAFETY)  # the monthly list is that of "body", asked again
NOT_DONE = "not-done"  # a test not tried says nothing
PLATES = ("/me/plates", "Next: your plates")

screen = Blueprint("answers", __name__, url_prefix="/me")


def changed(said: Sequence[str], further: tuple[str, str] | None = None) -> Response | str:
    """What the answer changed on today's list, and the ways on; straight `further` (address, words) if nothing did."""
    if further and not said:
        return redirect(further[0], 303)
    return render_template("answers/changed.html", changes=said, further=further)


@screen.get("/<any('age', 'kit', 'minutes', 'extras', 'free-day'):thing>")
@login_required
def page(thing: str) -> str:
    """One question with the answer as it stands."""
    return render_template(f"answers/{thing.replace('-', '_')}.html", **_context())


@screen.post("/<any('age', 'kit', 'minutes', 'extras', 'free-day'):thing>")
@login_required
def save(thing: str) -> Response | str:
    """The answer, and what it changed."""
    verb, read = SAVE[thing]
    try:
        with writing() as session:
            said = verb(session, house().catalogue, person(), now(), read(request.form))
    except Refused as refused:
        return refuse(f"answers/{thing.replace('-', '_')}.html", **_context(refused.message))
    return changed(said, PLATES if thing == "kit" and needs_plates(_profile()) else None)


@screen.get("/safety")
@login_required
def safety() -> str:
    """What safety holds back now, what a professional has cleared, and the lists of questions."""
    with writing() as session:
        opened = days.open_day(session, house().catalogue, person(), now())
        profile = profiles.newest(session, person().id)
    return render_template("answers/safety.html", **_safety(profile, opened.sheet.stops))


@screen.get("/safety/<any('red-flags', 'conditions', 'body', 'weekly', 'monthly'):group>")
@login_required
def questions(group: str) -> str:
    """One list of safety questions with the answers as they stand."""
    given = _given(_of(group))
    return render_template("answers/questions.html", **_questions(group, given.keys(), given, {}))


@screen.post("/safety/<any('red-flags', 'conditions', 'body', 'weekly', 'monthly'):group>")
@login_required
def answer(group: str) -> Response | str:
    """The whole list at once."""
    ticked, catalogue = request.form.getlist("yes"), house().catalogue
    read, faults = read_answers(_of(group), ticked, request.form, "none" in request.form)
    if faults:
        return refuse("answers/questions.html", **_questions(group, ticked, request.form, faults))
    with writing() as session:
        return changed(answers.answer_screen(session, catalogue, person(), now(), read))


@screen.post("/clearances")
@login_required
def clear() -> Response | str:
    """Cleared by a professional, on a date."""
    what = request.form.get("what", "")
    try:
        with writing() as session:
            said = answers.clear(session, house().catalogue, person(), now(), what, _date(request.form.get("on", "")))
    except Refused as refused:
        if refused.field == "what":
            abort(404)
        return _unclear(what, refused.message)
    return changed(said)


@screen.post("/clearances/removal")
@login_required
def take_back() -> Response | str:
    """The all-clear no longer holds."""
    with writing() as session:
        catalogue, what = house().catalogue, request.form.get("what", "")
        return changed(answers.take_back_clearance(session, catalogue, person(), now(), what))


@screen.post(f"/cards/<any({', '.join(map(repr, sorted(CARDS)))}):card>/later")
@login_required
def later(card: str) -> Response:
    """The card comes back another day."""
    with writing() as session:
        answers.put_off(session, person(), now(), card)
    return see_other("today.page")


def _whole(form: MultiDict) -> int:
    text = form.get("minutes", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1


def needs_plates(profile: Profile) -> bool:
    """Whether something is owned that plates go on."""
    return bool(profile.kit & {"barbell", "trap-bar", "plates"})


Verb = Callable[..., answers.Changes]
SAVE: dict[str, tuple[Verb, Callable[[MultiDict], object]]] = {
    "age": (answers.set_age_band, lambda form: form.get("age", "")),
    "kit": (answers.set_kit, lambda form: form.getlist("kit")),
    "minutes": (answers.set_minutes, _whole),
    "extras": (answers.set_extras, lambda form: form.getlist("extras")),
    "free-day": (answers.set_free_day, lambda form: form.get("free_day", "-")),
}


def _profile() -> Profile:
    with reading() as session:
        return profiles.newest(session, person().id)


def _context(fault: str = "") -> dict[str, object]:
    catalogue = house().catalogue
    ages = {band: words for band, words in catalogue.questions["q14"].choices.items() if band in AGE_BANDS}
    profile = _profile()
    asked = {"ages": ages, "kit": KIT, "minutes": answers.MINUTES, "plates": needs_plates(profile)}
    return {"profile": profile, "fault": fault, **asked}


def _of(group: str) -> list[Question]:
    found = house().catalogue.questions
    if group == RED_FLAGS:
        return [question for question in found.values() if question.group == "red-flag"]
    if group in rechecks.DAYS:
        return list(rechecks.listed(_profile(), house().catalogue, group, _phase()))
    return [found[slug] for slug in SAFETY[group]]


def _phase() -> int:
    """Today's, or the first before the day is opened."""
    with reading() as session:
        opened = days.opened_day(session, person(), now())
    return opened.sheet.phase if opened else 1


def _given(asked: Sequence[Question]) -> dict[str, object]:
    """The answers that are no plain no, as they stand today; a birth longer ago than the question asks is none."""
    profile, today = _profile(), local_day(now(), person().zone)
    stand = [(question, answer_on(question, profile, today)) for question in asked]
    over = WEEKS_RANGE.stop
    return {
        question.slug: answer
        for question, answer in stand
        if not (answer is None or answer is False or (question.answer == "weeks" and answer >= over))
    }


def _questions(group: str, ticked: object, details: object, faults: dict[str, str]) -> dict[str, object]:
    return {"group": group, "questions": _of(group), "ticked": ticked, "details": details, "faults": faults}


def _safety(profile: Profile, stops: Sequence[object], fault: str = "", fault_at: str = "") -> dict[str, object]:
    return {
        "groups": {group: _summary(_of(group), profile) for group in GROUPS},
        "stops": stops,
        "cleared": [(clearance, _name(clearance)) for clearance in profile.cleared],
        "today": local_day(now(), person().zone),
        "fault": fault,
        "fault_at": fault_at,
    }


def _summary(asked: Sequence[Question], profile: Profile) -> str:
    given = _given(asked)
    yes = [question.short for question in asked if given.get(question.slug, NOT_DONE) != NOT_DONE]
    if yes:
        return "; ".join(yes)
    return "None of these" if all(question.slug in profile.screen for question in asked) else "Not answered yet"


def _name(clearance: Clearance) -> str:
    catalogue = house().catalogue
    if clearance.what in catalogue.injuries:
        return catalogue.injuries[clearance.what].name
    slug = next((q.slug for q in catalogue.questions.values() if _clears(q, clearance.what)), "")
    return catalogue.questions[slug].short if slug else clearance.what


def _clears(question: Question, what: str) -> bool:
    return question.slug == what or any(act.lifted_by == what for act in question.acts)


def _unclear(what: str, message: str) -> Response:
    with writing() as session:
        opened = days.open_day(session, house().catalogue, person(), now())
        profile = profiles.newest(session, person().id)
    return refuse("answers/safety.html", **_safety(profile, opened.sheet.stops, message, what))


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.max
