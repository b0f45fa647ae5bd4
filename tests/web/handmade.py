"""Sheets written by hand, for screens: a circuit day, a lift day, jumps, a test, whatever the plan would say."""

from datetime import datetime

from tests.web.cast import Player
from tests.web.runners import engine_of
from webapp.domain.advance import fresh
from webapp.domain.days import local_day
from webapp.domain.sheet import Block, Item, Sheet
from webapp.domain.standing import Standing
from webapp.store import sheets
from webapp.store.engine import writing
from webapp.store.people import Person
from webapp.store.sheets import Stored

REASON = "for the whole body"
HIP = Block("hip", "", (Item("clamshell", 1, 12, "reps", 2, 1, 0, 90, "for the outer hip"),))


def circuit_row(slug: str, amount: int, unit: str = "reps", sides: int = 1, rounds: int = 2, rest: int = 20) -> Item:
    return Item(slug, 1, amount, unit, sides, 1, 0, 60, REASON, rounds=rounds, rest=rest)


def lift_row(slug: str, sets: int = 3, reps: int = 5, sides: int = 1, **more) -> Item:
    return Item(slug, sets, reps, "reps", sides, 2, 0, 600, REASON, **({"rest": 180, "rir": 2, "load": 60.0} | more))


def try_row(
    slug: str, amount: int, unit: str = "reps", sides: int = 1, sets: int = 1, note: str = "", contacts: int = 0
) -> Item:
    why = "to see where you are"
    return Item(slug, sets, amount, unit, sides, 1, 0, 90, why, note, slots=("test",), contacts=contacts)


DRILLS = Block(
    "drill",
    "before the run, since today is a workout",
    (
        Item("leg-swing-front-back", 1, 10, "reps", 2, 1, 0, 40, "to loosen the hips"),
        Item("a-march", 2, 20, "metres", 1, 1, 0, 60, "for your stride"),
        Item("a-skip", 2, 20, "metres", 1, 1, 1, 60, "for your stride"),
    ),
)
CIRCUIT = Block(
    "circuit",
    "Thursday is easy and two days after the last one",
    (
        circuit_row("prisoner-squat", 12),
        circuit_row("push-up", 12),
        circuit_row("mountain-climber", 12, sides=2),
        circuit_row("pedestal-side-hold", 20, "seconds", 2),
        circuit_row("bear-crawl", 10, "metres"),
    ),
    name="Circuit A, body weight",
    note="hard, with the last rep as clean as the first",
    week=5,
    setup=270,
)
LIFT = Block(
    "lift",
    "Tuesday is your hard day and Wednesday is easy",
    (
        lift_row("back-squat", warm_up=((25.0, 5), (35.0, 4), (47.5, 2))),
        lift_row("single-leg-rdl", 3, 6, sides=2, load=20.0, rir=3),
        lift_row("rear-foot-elevated-split-squat", 2, 6, sides=2, load=0.0),
    ),
    name="Lifting day 1",
    week=5,
)
FINDING = Block(
    "lift",
    "Tuesday is your hard day and Wednesday is easy",
    (
        lift_row("back-squat", 5, 5, load=20.0, finding=True, rir=3),
        lift_row("romanian-deadlift", 5, 5, load=0.0, finding=True, rir=3),
    ),
    week=1,
)
JUMPS = Block(
    "plyo",
    "Saturday is short and easy, so your legs are fresh",
    (
        Item("pogo-jump", 3, 10, "contacts", 1, 1, 2, 200, "springy ankles", rest=60, contacts=30),
        Item("power-skip-height", 2, 20, "metres", 1, 1, 3, 200, "drive off one leg", rest=90, contacts=24),
        try_row(
            "pogo-jump", 20, "contacts", note="In a row. Quiet, and you could freeze the last landing.", contacts=20
        ),
    ),
    level=1,
    eased=True,
)
TEST = Block(
    "test",
    "12 circuits are behind you",
    (
        try_row("prisoner-squat", 25, note="Without a break."),
        try_row("push-up", 12, note="From the floor. Or 20 of these: incline push-up."),
        try_row("pedestal-side-hold", 45, "seconds", 2),
        try_row("single-leg-squat-to-box", 5, sides=2, note="To a 45 cm box, the knee over the foot."),
    ),
)


def given(app, player: Player, now: datetime, *blocks: Block, standing: Standing | None = None, **more) -> Sheet:
    """Today's sheet of this runner, as written here."""
    return stored(engine_of(app), player.person, now, *blocks, standing=standing, **more)


def stored(engine, person: Person, now: datetime, *blocks: Block, standing: Standing | None = None, **more) -> Sheet:
    """The same for whoever has an engine and no app."""
    day = local_day(now, person.zone)
    sheet = Sheet(day, 2, "full", "An easy run, so all of it fits today", blocks, **more)
    with writing(engine) as session:
        assert sheets.insert(session, person.id, Stored(sheet, standing or fresh(day)), now)
    return sheet
