"""From the words of a form to one entry of a person's injury history, with a plain sentence for every fault."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from webapp.domain.catalogue import Catalogue, Injury
from webapp.domain.profile import SIDES, PastInjury

# When it started, as people remember it -> days ago: about the middle of each span, so that the tier is right [d].
SPANS = {"month": 15, "quarter": 60, "year": 210}
LONGER = "longer"
A_YEAR = timedelta(days=366)
YEARS_BACK = 20
TIMES = (1, 2, 3)  # 3 stands for three or more
PAIN = range(11)
MOST_INJURIES = 20

ASK_SIDE = "Choose a side."
ASK_SINCE = "Choose when it started."
ASK_YEAR = "Choose the year it started."
ASK_PAIN = "Choose a number from 0 to 10."
ASK_TIMES = "Choose how often it happened."
ASK_AREA = "Choose a place on the body."
ASK_INJURY = "Choose one from the list."
ASK_OPTION = "Choose one of the two."


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list for an area: an injury, or a variant of it that is no injury at all."""

    injury: str
    variant: str
    name: str
    plain: str
    named: bool = False  # only a doctor or physio can have named it


def choices_at(catalogue: Catalogue, area: str) -> tuple[Choice, ...]:
    """What can be wrong at this place, in plain words."""
    found = [injury for injury in catalogue.injuries.values() if area in injury.areas]
    return tuple(choice for injury in found for choice in _choices(injury))


def areas_with_injuries(catalogue: Catalogue) -> frozenset[str]:
    """The places of the body map that lead to a list."""
    return frozenset(area for injury in catalogue.injuries.values() for area in injury.areas)


def years(today: date) -> tuple[int, ...]:
    """The years to choose from when it started over a year ago, latest first."""
    latest = (today - A_YEAR).year
    return tuple(range(latest, latest - YEARS_BACK, -1))


def read_past_injury(
    catalogue: Catalogue, form: Mapping[str, str], today: date
) -> tuple[PastInjury | None, dict[str, str]]:
    """The entry a form describes, or None and a sentence for each field that cannot be read."""
    injury = catalogue.injuries.get(form.get("injury", ""))
    if injury is None:
        return None, {"injury": ASK_INJURY}
    variant = form.get("variant", "")
    faults = _faults(injury, variant, form, today)
    return (None, faults) if faults else (_read(injury, variant, form, today), {})


def as_form(past: PastInjury, today: date) -> dict[str, str]:
    """The words of the form for an entry already made, to change it."""
    span = _span(past.since, today)
    return {
        "injury": past.injury,
        "area": past.area or "",
        "variant": past.variant or "",
        "option": past.option or "",
        "side": past.side,
        "since": span,
        "year": str(past.since.year) if past.since and span == LONGER else "",
        "times": str(past.times),
        "pain": str(past.pain),
    }


def _choices(injury: Injury) -> tuple[Choice, ...]:
    plain = Choice(injury.slug, "", injury.name, injury.plain, injury.pain_limit == 0)  # bone: never a guess
    return (plain, *(Choice(injury.slug, slug, injury.variant_names[slug], "") for slug in injury.variants))


def _faults(injury: Injury, variant: str, form: Mapping[str, str], today: date) -> dict[str, str]:
    checks = {
        "injury": (variant in ("", *injury.variants), ASK_INJURY),
        "area": (form.get("area", "") in ("", *injury.areas), ASK_AREA),
        "side": (form.get("side") in SIDES, ASK_SIDE),
        "pain": (_whole(form.get("pain")) in PAIN, ASK_PAIN),
        "option": (form.get("option", "") in ("", *injury.options), ASK_OPTION),
    }
    if not variant:
        checks["since"] = (form.get("since") in (*SPANS, LONGER), ASK_SINCE)
        checks["year"] = (form.get("since") != LONGER or _whole(form.get("year")) in years(today), ASK_YEAR)
        checks["times"] = (_whole(form.get("times", "1")) in TIMES, ASK_TIMES)
    return {field: words for field, (fine, words) in checks.items() if not fine}


def _read(injury: Injury, variant: str, form: Mapping[str, str], today: date) -> PastInjury:
    return PastInjury(
        injury=injury.slug,
        side=form["side"],
        since=None if variant else _since(form, today),
        pain=int(form["pain"]),
        times=1 if variant else int(form.get("times", "1")),
        area=form.get("area") or None,
        variant=variant or None,
        option=form.get("option") or injury.default_option,
    )


def _since(form: Mapping[str, str], today: date) -> date:
    if form["since"] in SPANS:
        return today - timedelta(days=SPANS[form["since"]])
    return min(date(int(form["year"]), 7, 1), today - A_YEAR)


def _span(since: date | None, today: date) -> str:
    if since is None:
        return ""
    days = (today - since).days
    return next((name for name, bound in (("month", 31), ("quarter", 91), ("year", 365)) if days <= bound), LONGER)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else None
