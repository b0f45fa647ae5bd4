"""One figure as one SVG file that moves by itself.

It is shown by <img>: the file's own <style> then applies whatever the page's policy says, media queries for dark and
reduced motion work inside it, and nothing of it touches the page. `file.svg#still` is the same file, still on its key
pose; mirroring and fading are the page's transform and opacity.
"""

from xml.sax.saxutils import escape

from webapp.figures.body import Body
from webapp.figures.figure import Figure
from webapp.figures.motion import Moment, duration, moments, times
from webapp.figures.numbers import plain
from webapp.figures.scene import arrows, floor, items
from webapp.figures.stance import Solver
from webapp.figures.style import Sheet

WIDTH, HEIGHT, BELOW = 256.0, 224.0, 10.0
LIMIT = 4096


def render(figure: Figure, title: str) -> tuple[str, list[str]]:
    """The moving figure, and what could not be solved."""
    solver = Solver(figure)
    loop = moments(figure, solver)
    return _document(figure, title, loop, duration(figure)), list(dict.fromkeys(solver.problems))


def render_pose(figure: Figure, step: int, title: str) -> str:
    """A still picture of the pose at one step of the play."""
    loop = moments(figure, Solver(figure))
    chosen = next(moment for moment in loop if moment.step == step and not moment.share)
    return _document(figure, title, [Moment(0.0, chosen.stance, step, 0.0)], 0.0)


def render_between(figure: Figure, step: int, title: str) -> str:
    """A still picture of the body half-way from one step of the play to the next."""
    loop = [moment for moment in moments(figure, Solver(figure)) if moment.step == step and moment.share]
    half = min(loop, key=lambda moment: abs(moment.share - 0.5))
    return _document(figure, title, [Moment(0.0, half.stance, step, half.share)], 0.0)


def frame(figure: Figure) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the picture in centimetres."""
    width, height = WIDTH / figure.zoom, HEIGHT / figure.zoom
    left, bottom = figure.centre.x - width / 2, figure.centre.y - BELOW / figure.zoom
    return left, bottom, left + width, bottom + height


def _document(figure: Figure, title: str, loop: list[Moment], seconds: float) -> str:
    sheet = Sheet()
    back, front = items(figure, loop, sheet)
    body = Body(figure, loop, sheet).draw()
    parts = [floor(figure), *back, body, *front, *arrows(figure)]
    drawing = "".join(parts)
    left, bottom, right, top = frame(figure)
    box = " ".join(plain(value) for value in (left, -top, right - left, top - bottom))
    words = f"<title>{escape(title)}</title><desc>{escape(figure.alt)}</desc>"
    style = f"<style>{sheet.css(drawing, seconds, _key_time(figure) * seconds)}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" id="still">{words}{style}{drawing}</svg>\n'


def _key_time(figure: Figure) -> float:
    """The share of the loop at which the key pose stands still."""
    step = next(number for number, step in enumerate(figure.play) if step.pose == figure.key)
    arrives, leaves, _ = times(figure)[step]
    return (arrives + leaves) / 2

