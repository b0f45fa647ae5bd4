"""The four steps before the first list: age, injuries (their own screen), pain now, red flags."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_login import current_user, login_required

from webapp.actions import answers
from webapp.actions.refused import Refused
from webapp.content import zones
from webapp.domain.cards import missing_step
from webapp.domain.catalogue import AREAS
from webapp.domain.days import local_day
from webapp.domain.history import ASK_AREA, PAIN
from webapp.domain.profile import AGE_BANDS, Profile
from webapp.domain.screening import read_answers
from webapp.store import profiles, sheets
from webapp.store.engine import Session
from webapp.store.people import Person
from webapp.web.edge import ensure_person, now, person, reading, refuse, see_other, writing
from webapp.web.house import house

TOO_YOUNG = "under-13"
SCORES = frozenset(map(str, PAIN))

screen = Blueprint("onboarding", __name__, url_prefix="/start")


def next_screen(profile: Profile) -> str:
    """Where a person goes who wants their list: the first step still missing, else the list."""
    step = missing_step(profile)
    return url_for("onboarding.page", step=step) if step else url_for("today.page")


@screen.get("")
def resume() -> Response:
    """Carry on where it was left."""
    if not current_user.is_authenticated:
        return see_other("onboarding.page", step="age")
    with reading() as session:
        return _next(session, person())


@screen.get("/<any('age', 'injuries', 'pain', 'red-flags'):step>")
def page(step: str) -> str | Response:
    """One question a screen. A stranger is asked the first, and nothing is stored before it is answered."""
    if step == "age":
        return render_template("onboarding/age.html", **_age_words())
    if not current_user.is_authenticated:
        return see_other("welcome.page")
    return see_other("injuries.page") if step == "injuries" else SHOW[step]()


@screen.post("/age")
def answer_age() -> Response:
    """The first answer makes the person. Under 13 nothing is made and nothing kept."""
    band, zone = request.form.get("age", ""), request.form.get("zone", "")
    if band == TOO_YOUNG:
        return refuse("onboarding/young.html", words=house().catalogue.words["age"])
    if band not in AGE_BANDS:
        return refuse("onboarding/age.html", **_age_words("Choose your age."))
    with writing() as session:
        someone = ensure_person(session, zone if zones.is_zone(zone) else "UTC")
        answers.set_age_band(session, house().catalogue, someone, now(), band)
        return _next(session, someone)


@screen.post("/pain/place")
@login_required
def pain_place() -> str | Response:
    """How much it hurts there."""
    area = request.form.get("area", "")
    if area not in AREAS:
        return refuse("onboarding/pain.html", **_pain_words(ASK_AREA))
    return render_template("onboarding/pain_score.html", **_pain_words(), area=area)


@screen.post("/pain")
@login_required
def add_pain() -> Response:
    """One place more, or the same place again."""
    area, score = request.form.get("area", ""), request.form.get("score", "")
    try:
        with writing() as session:
            answers.add_pain(session, house().catalogue, person(), now(), area, int(score) if score in SCORES else -1)
    except Refused as refused:
        page = "onboarding/pain_score.html" if area in AREAS else "onboarding/pain.html"
        return refuse(page, **_pain_words(refused.message), area=area)
    return see_other("onboarding.page", step="pain")


@screen.post("/pain/done")
@login_required
def finish_pain() -> Response:
    """Nothing hurts, or nothing more than was said."""
    with writing() as session:
        answers.finish_pain(session, house().catalogue, person(), now())
        return _next(session, person())


@screen.post("/red-flags")
@login_required
def answer_flags() -> Response:
    """One list; "none of these" answers it in one tap."""
    ticked, catalogue = request.form.getlist("yes"), house().catalogue
    read, faults = read_answers(_flag_words()["questions"], ticked, request.form, "none" in request.form)
    if faults:
        return refuse("onboarding/flags.html", **_flag_words(), ticked=ticked, details=request.form, faults=faults)
    with writing() as session:
        answers.answer_screen(session, catalogue, person(), now(), read, "red-flags")
        return _next(session, person())


def _next(session: Session, someone: Person) -> Response:
    return redirect(next_screen(profiles.newest(session, someone.id)), 303)


def _show_pain() -> str:
    return render_template("onboarding/pain.html", **_pain_words())


def _show_flags() -> str:
    return render_template("onboarding/flags.html", **_flag_words(), ticked=(), details={}, faults={})


SHOW = {"pain": _show_pain, "red-flags": _show_flags}


def _age_words(fault: str = "") -> dict[str, object]:
    catalogue = house().catalogue
    bands = dict(sorted(catalogue.questions["q14"].choices.items(), key=lambda band: band[0] == TOO_YOUNG))
    return {"words": catalogue.words["age"], "bands": bands, "fault": fault, "step": 1}


def _pain_words(fault: str = "") -> dict[str, object]:
    catalogue = house().catalogue
    with reading() as session:
        stored = sheets.stored_on(session, person().id, local_day(now(), person().zone))
    hurting = stored.sheet.report.pain if stored else ()
    words = catalogue.words["pain"]
    return {"words": words, "area_names": catalogue.areas, "hurting": hurting, "fault": fault, "step": 3}


def _flag_words() -> dict[str, object]:
    catalogue = house().catalogue
    flagged = [question for question in catalogue.questions.values() if question.group == "red-flag"]
    return {"words": catalogue.words["red-flags"], "questions": flagged, "step": 4}
