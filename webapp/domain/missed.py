"""Days off, and the thresholds at which a runner is stepped down kindly: training.md 4.10 [d]."""

from datetime import date, timedelta

from webapp.domain.standing import Standing

REPEAT_AFTER, DOWN_AFTER, EASE_AFTER, RESTART_AFTER = 7, 14, 28, 56  # days off


def days_off(standing: Standing, day: date) -> int:
    """Whole days without counted work before this day."""
    last = standing.last_done or standing.started_on - timedelta(days=1)
    return max(0, (day - last).days - 1)


def crosses(standing: Standing, sheet_day: date, day: date, threshold: int) -> bool:
    """Whether the days off pass a threshold between two opened days: each acts once, when it is crossed."""
    return days_off(standing, sheet_day) < threshold <= days_off(standing, day)
