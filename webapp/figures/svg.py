"""One figure as one SVG file that moves by itself.

It is shown by <img>: the file's own <style> then applies whatever the page's policy says, media queries for dark and
reduced motion work inside it, and nothing of it touches the page. What it shows the page says, by `alt`. What must
not move is a second, smaller file of the key pose alone, because a `#fragment` of a moving file stands still only
sometimes in Chromium. The right side of the body works in every file; the page mirrors it for the left and fades it
by opacity.
"""

from webapp.figures.body import Body
from webapp.figures.figure import Figure
from webapp.figures.markup import short_names
from webapp.figures.motion import Moment, duration, moments, times
from webapp.figures.numbers import plain
from webapp.figures.scene import arrows, floor, items
from webapp.figures.stance import Solver
from webapp.figures.style import Sheet

WIDTH, HEIGHT, BELOW = 256.0, 224.0, 10.0
LIMIT = 4096


def render(figure: Figure) -> tuple[str, list[str]]:
    """The moving figure, and what could not be solved."""
    solver = Solver(figure)
    loop = moments(figure, solver)
    return _document(figure, loop, duration(figure)), list(dict.fromkeys(solver.problems))


def render_pose(figure: Figure, step: int) -> str:
    """A still picture of the pose at one step of the play."""
    loop = moments(figure, Solver(figure))
    chosen = next(moment for moment in loop if moment.step == step and not moment.share)
    return _document(figure, [Moment(0.0, chosen.stance, step, 0.0)], 0.0)


def render_still(figure: Figure) -> str:
    """The key pose, standing still."""
    return render_pose(figure, next(n for n, step in enumerate(figure.play) if step.pose == figure.key))


def frozen(text: str, seconds: float) -> str:
    """A moving file as it looks `seconds` after its start."""
    return text.replace("</style>", f"svg{{--d:-{plain(seconds, 3)}s;--p:paused}}</style>", 1)


def frame(figure: Figure) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of the picture in centimetres."""
    width, height = WIDTH / figure.zoom, HEIGHT / figure.zoom
    left, bottom = figure.centre.x - width / 2, figure.centre.y - BELOW / figure.zoom
    return left, bottom, left + width, bottom + height


def _document(figure: Figure, loop: list[Moment], seconds: float) -> str:
    sheet = Sheet(poses_in(loop, figure))
    back, front = items(figure, loop, sheet)
    body = Body(figure, loop, sheet).draw()
    parts = [floor(figure), *back, body, *front, *arrows(figure)]
    drawing = short_names("".join(parts))
    left, bottom, right, top = frame(figure)
    if figure.side == "left":
        drawing, left, right = f'<g transform="scale(-1 1)">{drawing}</g>', -right, -left
    box = " ".join(plain(value) for value in (left, -top, right - left, top - bottom))
    style = f"<style>{sheet.css(drawing, seconds, _key_time(figure) * seconds)}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{style}{drawing}</svg>'


def poses_in(loop: list[Moment], figure: Figure) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """The poses in their order, with the shares of the loop at which each stands."""
    found: dict[str, list[float]] = {}
    for moment in loop:
        if not moment.share:
            found.setdefault(figure.play[moment.step % len(figure.play)].pose, []).append(moment.at)
    return tuple((pose, tuple(marks)) for pose, marks in found.items())


def _key_time(figure: Figure) -> float:
    """The share of the loop at which the key pose stands still."""
    step = next(number for number, step in enumerate(figure.play) if step.pose == figure.key)
    arrives, leaves, _ = times(figure)[step]
    return (arrives + leaves) / 2
