"""The sessions of the later phases: who asks for each kind, and who moves the runner on."""

from datetime import date

from webapp.domain import (
    benchmark,
    circuit_weeks,
    circuits,
    drills,
    jump_tests,
    jumps,
    lifting,
    lifts,
    mastery,
    pain,
    path,
    plyometrics,
)
from webapp.domain.catalogue import Catalogue
from webapp.domain.checks import Outcomes
from webapp.domain.plan import DayPlan
from webapp.domain.runner import Runner
from webapp.domain.sheet import Block, LeftOut, Sheet
from webapp.domain.standing import Standing

# In this order: tests before mastery, mastery before the path that begins with it.
STEPS = (benchmark, jump_tests, circuit_weeks, lifts, jumps, drills, mastery, path)


def block(runner: Runner, plan: DayPlan) -> tuple[Block | None, tuple[LeftOut, ...]]:
    """The session placed on this day, or why it is not given today."""
    if plan.session == "test":
        return benchmark.block(runner)
    ask = {"circuit": circuits.block, "lift": lifting.block, "plyo": plyometrics.block}[plan.session]
    return ask(runner, plan)


def advance(catalogue: Catalogue, standing: Standing, sheet: Sheet, outcomes: Outcomes, day: date) -> Standing:
    """Where each kind of work stands on `day` after this sheet."""
    standing = pain.after(catalogue, standing, sheet, outcomes)
    for kind in STEPS:
        standing = kind.advance(catalogue, standing, sheet, outcomes, day)
    return standing
