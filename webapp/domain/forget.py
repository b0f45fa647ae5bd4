"""Taking injuries and pain out of what is stored, when the consent to keep them is taken back."""

from collections.abc import Collection
from dataclasses import replace

from webapp.domain.profile import Profile
from webapp.domain.sheet import Item, Report, Sheet
from webapp.domain.standing import Standing


def profile_without_health(profile: Profile, injuries: Collection[str]) -> Profile:
    """The same answers without injuries, pain notes and the all-clears given for injuries (slugs of the map)."""
    kept = tuple(clearance for clearance in profile.cleared if clearance.what not in injuries)
    answered = {what: on for what, on in profile.answered_on.items() if not what.startswith("injury:")}
    return replace(profile, injuries=(), pain=(), cleared=kept, answered_on=answered)


def sheet_without_health(sheet: Sheet, injuries: Collection[str]) -> Sheet:
    """The same rows, so that ticks stay where they were made, without the injuries and pains they came from."""
    return replace(
        sheet,
        blocks=tuple(replace(block, items=_rows(block.items)) for block in sheet.blocks),
        short=tuple(replace(short, items=_rows(short.items)) for short in sheet.short),
        stops=tuple(stop for stop in sheet.stops if stop.what not in injuries and not _is_of_pain(stop.what)),
        sore=(),
        report=Report(ill=sheet.report.ill),
    )


def standing_without_health(standing: Standing) -> Standing:
    """Where the runner stands, without reds, what they halve, and the start of each injury's work."""
    return replace(standing, reds=(), rehab_from={}, halved={})


def _is_of_pain(what: str) -> bool:
    return what == "soreness" or what.startswith("pain-")


def _rows(rows: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(replace(row, reason="", injury=None) if row.injury else row for row in rows)
