"""The drawings of Progress as numbers: nothing leaves its frame, and what is drawn is what is told."""

import re
from datetime import date, timedelta

import pytest

from webapp.domain.loads import Gear
from webapp.domain.series import Ache, Coming, Jumped, Line, Point, Sore, Tried
from webapp.domain.standing import Tested as Latest
from webapp.web import charts

TODAY = date(2026, 11, 18)
WIDTH = 320


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def line(*loads: float, about: tuple[float, ...] = ()) -> Line:
    """One session a week, the last one today."""

    def points(values: tuple[float, ...]) -> tuple[Point, ...]:
        return tuple(Point(ago(7 * back), value) for back, value in enumerate(reversed(values)))[::-1]

    return Line("back-squat", loads[-1], points(loads), points(about))


def numbers(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[\d.]+", path)]


def test_a_load_stays_until_the_next_session_changes_it():
    curve = charts.curve(line(50, 50, 60))
    (x0, y0), (x1, y1), (x2, y2) = curve.dots
    assert curve.loads == f"M{x0:g} {y0:g}H{x1:g}V{y1:g}H{x2:g}V{y2:g}"
    assert x0 < x1 < x2
    assert y0 == y1 > y2


@pytest.mark.parametrize("loads", [(20, 22.5), (60, 60), (2.5, 180), (0, 5), (20, 20.5), (470, 500)])
@pytest.mark.parametrize("imperial", [False, True])
def test_a_curve_stays_in_its_frame_and_its_lines_hold_it(loads, imperial):
    curve = charts.curve(line(*loads, about=(loads[0] + 10, loads[1] + 10)), imperial)
    heights = [y for _, y in curve.dots] + numbers(curve.about)[1::2]
    assert all(charts.LEFT <= x <= charts.RIGHT for x, _ in curve.dots)
    assert min(mark.at for mark in curve.across) <= min(heights)
    assert max(heights) <= max(mark.at for mark in curve.across)
    assert 2 <= len(curve.across) <= 6


def test_pounds_have_their_own_lines_across():
    assert [mark.label for mark in charts.curve(line(60, 70)).across] == ["60", "62.5", "65", "67.5", "70"]
    assert [mark.label for mark in charts.curve(line(60, 70), imperial=True).across] == ["130", "140", "150", "160"]


def test_one_estimate_makes_no_line():
    assert charts.curve(line(60, 70, about=(80,))).about == ""


def test_the_build_grows_week_by_week(catalogue):
    bars = charts.build(catalogue.circuit_weeks, 4, False)
    heights = [bar.height for bar in bars]
    assert heights == sorted(heights)
    assert [bar.kind for bar in bars] == ["done"] * 3 + ["now"] + ["next"] * 4
    assert {round(bar.y + bar.height) for bar in bars} == {80}
    assert bars[-1].x + bars[-1].width <= WIDTH


def test_a_mastered_build_lies_behind(catalogue):
    assert {bar.kind for bar in charts.build(catalogue.circuit_weeks, 8, True)} == {"done"}


def jumped(contacts: int, most: int = 60, level: int = 1, counted: bool = True, back: int = 0) -> Jumped:
    return Jumped(ago(back), contacts, most, level, counted, False)


def test_landings_stand_under_the_most_of_their_level():
    drawn = charts.contacts([jumped(40), jumped(60), jumped(70, 80, 2, counted=False)])
    assert [bar.kind for bar in drawn.bars] == ["done", "done", "asked"]
    assert numbers(drawn.cap)[1] == drawn.bars[1].y
    assert [mark.label for mark in drawn.caps] == ["60", "80"]


@pytest.mark.parametrize("count", [1, 2, 5, 12, 30])
def test_any_number_of_sessions_fits(count):
    drawn = charts.contacts([jumped(40 + n, back=count - n) for n in range(count)])
    assert drawn.bars[-1].x + drawn.bars[-1].width <= drawn.end <= WIDTH - 40
    assert all(a.x + a.width <= b.x for a, b in zip(drawn.bars, drawn.bars[1:], strict=False))
    assert len(drawn.caps) == 1


def test_pain_stands_at_its_score_and_its_day():
    aches = (Ache(ago(56), 0), Ache(ago(28), 5), Ache(TODAY, 10))
    strip = charts.strip(Sore("calf", True, 5, aches), TODAY)
    assert [spot.kind for spot in strip.spots] == ["fine", "fine", "over"]
    assert [spot.x for spot in strip.spots] == [34, 170, 306]
    assert strip.spots[1].y == strip.limit_y
    assert strip.spots[0].y > strip.spots[1].y > strip.spots[2].y


def test_pain_without_a_number_has_its_own_sign():
    strip = charts.strip(Sore("calf", True, 3, (Ache(TODAY, None, "sharp"), Ache(TODAY, 1, "worse"))), TODAY)
    assert [spot.kind for spot in strip.spots] == ["word", "over"]


@pytest.mark.parametrize(("amount", "width"), [(None, 0), (0, 0), (6, 133.3), (12, 266.7), (14, 311.1), (40, 320)])
def test_a_try_reaches_its_target_at_five_sixths(amount, width):
    latest = None if amount is None else Latest(TODAY, amount, amount >= 12)
    assert charts.rows([Tried("push-up", 12, "reps", 1, 0, latest)])[0].width == width


BAR = Gear(20)


def rungs(load: float | None, ladder: tuple = (), gear: Gear = BAR, imperial: bool = False, **more: object):
    return charts.rungs(Coming(load, 5, ladder, gear, **more), imperial)


def test_a_ladder_ends_with_the_work_itself():
    found = rungs(62.5, ((25.0, 5), (50.0, 2)))
    assert [(rung.kg, rung.reps, rung.side) for rung in found] == [
        (25.0, 5, ("2.5",)),
        (50.0, 2, ("15",)),
        (62.5, 5, ("20", "1.25")),
    ]


def test_heavier_plates_are_taller_and_stand_further_in():
    plates = rungs(67.5)[0].plates
    assert [plate.label for plate in plates] == ["20", "2.5", "1.25"]
    assert [plate.height for plate in plates] == sorted((plate.height for plate in plates), reverse=True)
    assert [plate.x for plate in plates] == sorted(plate.x for plate in plates)


@pytest.mark.parametrize("load", [62.5, 200, 320, 500])
@pytest.mark.parametrize("pairs", [(), (2.5,) * 50, (20, 20, 20, 10, 5, 2.5, 1.25)])
def test_any_load_fits_on_the_bar_and_its_numbers_add_up(load, pairs):
    rung = rungs(load, gear=Gear(20, pairs))[0]
    assert all(plate.x + plate.width <= 316 for plate in rung.plates)
    labels = [plate.label for plate in rung.plates if plate.label]
    counted = [label.split("×") if "×" in label else ("1", label) for label in labels]
    assert sum(int(n) * float(kg) for n, kg in counted) == sum(float(kg) for kg in rung.side)


def test_pounds_stand_on_the_plates_of_those_who_use_them():
    assert rungs(62.5, imperial=True)[0].side == ("44", "2.8")


@pytest.mark.parametrize("more", [{"load": None}, {"load": 0}, {"load": 20.0, "finding": True}])
def test_without_a_load_there_is_no_ladder(more):
    assert rungs(**more) == ()


def test_dumbbells_have_no_plates():
    assert [rung.side for rung in rungs(16.0, ((7.5, 5),), Gear())] == [(), ()]


@pytest.mark.parametrize(("kg", "metric", "imperial"), [(72.5, "72.5 kg", "160 lb"), (100, "100 kg", "220 lb")])
def test_an_estimate_is_told_in_round_numbers(kg, metric, imperial):
    assert (charts.about(kg), charts.about(kg, imperial=True)) == (metric, imperial)
