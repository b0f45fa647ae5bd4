"""The traffic light of pain: training.md 3.3."""

GREEN, AMBER, RED = "green", "amber", "red"
GREEN_UP_TO = 2  # [d]


def light(score: int, limit: int) -> str:
    """What a score from 0 to 10 means where `limit` is the highest at which the work may go on."""
    if score > limit:
        return RED
    return GREEN if score <= GREEN_UP_TO else AMBER
