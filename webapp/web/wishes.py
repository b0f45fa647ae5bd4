"""For the later phases: how to lift, jumps, experience, the plates and bar they own, their own weight."""

import re
from collections.abc import Callable, Mapping

from flask import Blueprint, Response, render_template, request
from flask_login import login_required
from werkzeug.datastructures import MultiDict

from webapp.actions import wishes
from webapp.actions.refused import Refused
from webapp.domain.days import local_day
from webapp.domain.profile import LIFTING, Profile
from webapp.store import profiles
from webapp.store.people import IMPERIAL
from webapp.web.answers import changed
from webapp.web.edge import now, person, reading, refuse, writing
from webapp.web.house import house
from webapp.web.words import kilograms
from webapp.web.words import number as shown

# What is sold, in the unit of the person; more that they own is shown beside it.
PLATES = {"metric": (25, 20, 15, 10, 5, 2.5, 1.25), "imperial": (45, 35, 25, 10, 5, 2.5)}
BARS = {"metric": (20, 15, 10), "imperial": (45, 35)}
NUMBER = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?", re.ASCII)
NO_NUMBER = -1.0
COACH = "coach"  # what lifts the block on lifting under 18 in the safety screen
JUMPS_NEXT = ("/me/jumps", "Next: jumps")
BARBELL_NEXT = ("/me/barbell", "Next: before the bar")

screen = Blueprint("wishes", __name__, url_prefix="/me")


@screen.get("/<any('lifting', 'barbell', 'jumps', 'background', 'plates', 'weight'):thing>")
@login_required
def page(thing: str) -> str:
    """One question with the answer as it stands."""
    profile = _profile()
    return render_template(f"wishes/{thing}.html", **_context(profile, _as_form(profile)))


@screen.post("/<any('lifting', 'barbell', 'jumps', 'background', 'plates', 'weight'):thing>")
@login_required
def save(thing: str) -> Response | str:
    """The answer, what it changed, and the next question if there is one."""
    verb, read = SAVE[thing]
    told = read(request.form)
    try:
        with writing() as session:
            said = verb(session, house().catalogue, person(), now(), *told)
    except Refused as refused:
        return refuse(f"wishes/{thing}.html", **_context(_profile(), request.form, {refused.field: refused.message}))
    return changed(said, _further(thing, _profile()))


def weight_words(profile: Profile) -> str:
    """68 kg, in the person's unit; nothing where it was left out."""
    return f"{shown(profile.body_mass, _imperial())} {_unit()}" if profile.body_mass else ""


def _further(thing: str, profile: Profile) -> tuple[str, str] | None:
    if thing == "lifting" and profile.wishes.lifting == "barbell" and "barbell" not in profile.asked:
        return BARBELL_NEXT
    return JUMPS_NEXT if thing in ("lifting", "barbell") and "jumps" not in profile.asked else None


def _read_barbell(form: MultiDict) -> tuple[bool | None, list[str]]:
    return {"yes": True, "no": False}.get(form.get("watched", "")), form.getlist("coached")


def _read_plates(form: MultiDict) -> tuple[dict[float, int], float | None]:
    pairs = {size: _count(form.get(_field(size), "0")) for size, _ in _sizes(_profile())}
    bar = form.get("bar", "")
    return pairs, _kilograms(form.get("other_bar", "") or "-") if bar == "other" else _number(bar)


def _read_weight(form: MultiDict) -> tuple[float | None]:
    return (_kilograms(form.get("weight", "")),)


Verb = Callable[..., wishes.Changes]
SAVE: dict[str, tuple[Verb, Callable[[MultiDict], tuple[object, ...]]]] = {
    "lifting": (wishes.set_lifting, lambda form: (form.get("lifting", ""),)),
    "barbell": (wishes.set_barbell, _read_barbell),
    "jumps": (wishes.set_jumps, lambda form: (form.get("jumps", ""),)),
    "background": (wishes.set_background, lambda form: (form.get("background", ""),)),
    "plates": (wishes.set_plates, _read_plates),
    "weight": (wishes.set_weight, _read_weight),
}


def _as_form(profile: Profile) -> MultiDict:
    """The answers as the forms have them."""
    bar = profile.bar
    usual = bar is None or bar in dict(_bars())
    watched = {True: "yes", False: "no"}.get(profile.screen.get("q21"), "")
    pairs = {size: min(profile.plates.count(size), wishes.PAIRS[-1]) for size, _ in _sizes(profile)}
    form = MultiDict({_field(size): str(count) for size, count in pairs.items()})
    form.update({"watched": watched, "bar": "" if bar is None else f"{bar:g}" if usual else "other"})
    form.update(
        {"other_bar": "" if usual else shown(bar, _imperial()), "weight": shown(profile.body_mass, _imperial())}
    )
    form.setlist("coached", list(profile.wishes.coached))
    return form


def _context(profile: Profile, typed: MultiDict, faults: Mapping[str, str] | None = None) -> dict[str, object]:
    catalogue = house().catalogue
    return {
        "profile": profile,
        "typed": typed,
        "faults": faults or {},
        "ways": LIFTING,
        "taught": {slug: catalogue.exercises[slug].name for slug in wishes.TAUGHT},
        "plates": [(_field(size), words) for size, words in _sizes(profile)],
        "bars": [(f"{size:g}", words) for size, words in _bars()],
        "unit": _unit(),
        "for_age": [a for a in catalogue.questions["q14"].acts if a.when == profile.age_band and "heavy" in a.blocks],
        "coach": COACH,
        "coach_said": profile.cleared_on(COACH),
        "today": local_day(now(), person().zone),
    }


def _sizes(profile: Profile) -> list[tuple[float, str]]:
    """Every size of plate to ask for: what one weighs in kg, and in words."""
    usual = {_kg(size): f"{size:g} {_unit()}" for size in PLATES[person().units]}
    others = {size: f"{size:g} kg" for size in profile.plates if size not in usual}
    return sorted((usual | others).items(), reverse=True)


def _bars() -> list[tuple[float, str]]:
    return [(_kg(size), f"{size:g} {_unit()}") for size in BARS[person().units]]


def _field(size: float) -> str:
    return f"pairs-{size:g}"


def _unit() -> str:
    return "lb" if _imperial() else "kg"


def _imperial() -> bool:
    return person().units == IMPERIAL


def _kg(number: float) -> float:
    return float(kilograms(number, _imperial()))


def _kilograms(text: str) -> float | None:
    number = _number(text)
    return number if number in (None, NO_NUMBER) else _kg(number)


def _number(text: str) -> float | None:
    """None for nothing; NO_NUMBER, which no rule takes, for what is none."""
    text = text.strip()
    if not text:
        return None
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else NO_NUMBER


def _count(text: str) -> int:
    return int(text) if text in ("0", "1", "2", "3") else -1


def _profile() -> Profile:
    with reading() as session:
        return profiles.newest(session, person().id)
