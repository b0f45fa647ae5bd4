"""The most one could lift once, about: for charts only, never a load to try."""

from math import floor

REPS_MOST = 6  # done and in reserve together; above that the guess is too wide [s54]
STEP = 2.5  # kg


def factor(reps: int) -> float:
    """One repetition at most, as a multiple of what goes `reps` times: the mean of Epley and Brzycki [s55]."""
    reps = min(reps, 30)  # beyond any lift of ours, and where Brzycki runs away
    return ((1 + reps / 30) + 36 / (37 - reps)) / 2


def estimate(load: float, reps: int, rir: int) -> float | None:
    """Kilograms, rounded to 2.5, from reps done and reps in reserve; None above 6 of both, or without a load."""
    total = reps + rir
    if load <= 0 or reps < 1 or total > REPS_MOST:
        return None
    return floor(load * factor(total) / STEP + 0.5) * STEP
