"""Reads a profile written as JSON: every fault found, in one line each."""

from collections.abc import Collection
from datetime import date

from webapp.domain import profile as p
from webapp.domain.catalogue import AREAS, KIT, Catalogue
from webapp.domain.days import WEEKDAYS
from webapp.domain.reader import Reader

MOVABLE = ("circuit", "lift", "plyo", "test")
NUMBERS = ("weeks", "age", "pain")  # kinds of question a number answers


class BadProfile(Exception):
    """The profile is refused; `faults` lists everything wrong with it."""

    def __init__(self, faults: list[str]):
        super().__init__("\n".join(faults))
        self.faults = faults


def read_profile(catalogue: Catalogue, zones: Collection[str], raw: object) -> p.Profile:
    """The profile a JSON object describes (README, "Simulate"); questions left out count as no. Raises BadProfile."""
    read = Reader("profile", raw)
    found = p.Profile(
        zone=read.word("zone", zones, required=True),
        age_band=read.word("age_band", p.AGE_BANDS, "18-64"),
        minutes=read.number("minutes", *p.MINUTES_RANGE, default=p.MINUTES_DEFAULT),
        injuries=read.each("injuries", lambda entry: _injury(catalogue, entry)),
        screen=_screen(catalogue, read),
        kit=frozenset(read.words("kit", KIT)),
        plates=read.numbers("plates", 0.5, 50, 40),
        bar=read.number("bar", 1.0, 50.0, default=None),
        lifted_before=read.flag("lifted_before"),
        stay=read.number("stay", 1, 2, default=None),
        ahead=read.number("ahead", 2, 2, default=None),
        body_mass=read.number("body_mass", 25.0, 250.0, default=None),
        wishes=_wishes(catalogue, read.table("wishes")),
        free_day=read.word("free_day", WEEKDAYS, None),
        runs=read.each("runs", _run, required=True),
        run_changes=read.each("run_changes", _run_change),
        moves=read.each("moves", _move),
        races=read.each("races", _race),
        ill=read.each("ill", lambda entry: _spell(entry, ("above", "below"))),
        away=read.each("away", _spell),
        cleared=read.each("cleared", lambda entry: _clearance(catalogue, entry)),
        pain=read.each("pain", _pain),
        reminders=_reminders(read.table("reminders")),
        answered_on=read.days("answered_on"),
    )
    read.done()
    if read.faults:
        raise BadProfile(read.faults)
    return found


def _injury(catalogue: Catalogue, read: Reader) -> p.PastInjury:
    slug = read.word("injury", catalogue.injuries, required=True)
    known = catalogue.injuries.get(slug)
    return p.PastInjury(
        injury=slug,
        side=read.word("side", p.SIDES, "both"),
        since=read.day("since", required=False),
        pain=read.number("pain", 0, 10, default=0),
        times=read.number("times", 1, 50, default=1),
        area=read.word("area", known.areas if known else AREAS, None),
        variant=read.word("variant", known.variants if known else (), None),
        option=read.word("option", known.options if known else (), None),
    )


def _screen(catalogue: Catalogue, read: Reader) -> dict[str, p.Answer]:
    table = read.table("screen")
    found: dict[str, p.Answer] = dict.fromkeys(catalogue.questions, False)
    for slug in list(table.left):
        value = table.left.pop(slug)
        if slug not in catalogue.questions:
            table.fault(f"{slug} is not known")
        elif not _is_answer(catalogue, slug, value):
            table.fault(f'{slug}: {value!r} is not true, false, a number or "unknown"')
        else:
            found[slug] = value
    return found


def _is_answer(catalogue: Catalogue, slug: str, value: object) -> bool:
    if isinstance(value, bool) or value == "unknown":
        return True
    question = catalogue.questions[slug]
    if isinstance(value, int):
        return question.answer in NUMBERS and 0 <= value <= 1000
    return isinstance(value, str) and (value in question.choices or value in AREAS)


def _wishes(catalogue: Catalogue, read: Reader) -> p.Wishes:
    found = p.Wishes(
        lifting=read.word("lifting", p.LIFTING, "no"),
        plyometrics=read.flag("plyometrics"),
        core=read.flag("core"),
        lunges=read.flag("lunges"),
        coached=read.words("coached", catalogue.exercises),
    )
    read.done()
    return found


def _reminders(read: Reader) -> p.Reminders:
    usual = p.Reminders()
    found = p.Reminders(
        on=read.flag("on", usual.on),
        grace=read.number("grace", *p.GRACE_RANGE, default=usual.grace),
        rest_at=read.clock("rest_at", usual.rest_at),
        morning_at=read.clock("morning_at"),
        evening_at=read.clock("evening_at"),
        follow_up_at=read.clock("follow_up_at"),
        quiet_from=read.clock("quiet_from", usual.quiet_from) or usual.quiet_from,
        quiet_until=read.clock("quiet_until", usual.quiet_until) or usual.quiet_until,
        paused_until=read.day("paused_until", required=False),
        thin=read.flag("thin", usual.thin),
    )
    read.done()
    return found


def _run(read: Reader) -> p.Run:
    return p.Run(
        weekday=read.word("weekday", WEEKDAYS, required=True),
        kind=read.word("kind", p.RUN_KINDS, "easy"),
        minutes=read.number("minutes", 1, 600, default=0, required=True),
        at=read.clock("at"),
        series=read.label("series"),
    )


def _run_change(read: Reader) -> p.RunChange:
    run = read.table("run") if read.left.get("run") is not None else None
    read.left.pop("run", None)
    found = p.RunChange(read.day("on") or date.max, read.label("series"), _run(run) if run else None)
    if run:
        run.done()
    return found


def _move(read: Reader) -> p.Move:
    return p.Move(
        kind=read.word("kind", MOVABLE, required=True),
        on=read.day("on") or date.max,
        to=read.day("to") or date.max,
    )


def _race(read: Reader) -> p.Race:
    return p.Race(
        on=read.day("on") or date.max,
        priority=read.word("priority", ("A", "B"), "B"),
        distance=read.word("distance", p.DISTANCES, "other"),
    )


def _spell(read: Reader, places: tuple[str, ...] = ()) -> p.Spell:
    first, last = read.day("from") or date.min, read.day("to") or date.max
    if last < first:
        read.fault("to is before from")
    return p.Spell(first, last, read.word("where", places, required=True) if places else "")


def _clearance(catalogue: Catalogue, read: Reader) -> p.Clearance:
    acts = (act for question in catalogue.questions.values() for act in question.acts)
    lifted = {act.lifted_by for act in acts if act.lifted_by}
    what = read.word("what", {*catalogue.questions, *catalogue.injuries, *lifted}, required=True)
    return p.Clearance(what, read.day("on") or date.max)


def _pain(read: Reader) -> p.PainNote:
    return p.PainNote(
        on=read.day("on") or date.max,
        area=read.word("area", AREAS, required=True),
        score=read.number("score", 0, 10, default=0, required=True),
        next_morning=read.word("next_morning", ("usual", "worse"), "usual"),
    )
