"""Every component on one page, for those who build screens; only while developing."""

from datetime import UTC, date, datetime
from uuid import UUID

from flask import Blueprint, render_template

from webapp.domain.checks import Check
from webapp.domain.sheet import Item
from webapp.web.house import house
from webapp.web.rows import rows

screen = Blueprint("design", __name__)

DAY = date(2026, 11, 22)
SAMPLES = (
    Item("side-lying-hip-abduction", 2, 12, "reps", 2, 1, 0, 120, "for the outer hip, which keeps your pelvis level"),
    Item("clamshell", 2, 15, "reps", 2, 2, 0, 120, "for your hips", note="band above the knees"),
    Item("side-plank-leg-lift", 2, 20, "seconds", 2, 1, 0, 100, "for the outer hip"),
    Item("single-leg-balance", 3, 30, "seconds", 2, 1, 0, 200, "because: left ankle sprain, 2024",
         sets_left=4, sets_right=3, injury="ankle-sprain"),
    Item("calf-stretch-straight", 1, 30, "seconds", 2, 1, 0, 80, "because: tight calves",
         slots=("morning", "after-run", "evening"), injury="calf"),
)  # fmt: skip
TICKED = ("side-lying-hip-abduction", "calf-stretch-straight@morning")
CHECKS = {key: Check(str(UUID(int=n)), DAY, key, True, datetime(2026, 11, 22, 18, tzinfo=UTC))
          for n, key in enumerate(TICKED)}  # fmt: skip


@screen.get("/design")
def page() -> str:
    """The components, with a few rows in the states a row has."""
    samples = rows(SAMPLES, house().catalogue, CHECKS, DAY)
    return render_template("design/page.html", samples=samples, place="")
