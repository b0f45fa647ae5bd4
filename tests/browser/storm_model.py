"""What a person expects after a storm: of each exercise of the day, the latest tap of anybody stands."""

from dataclasses import dataclass, field

Shown = tuple[bool, int | None]  # ticked, and the amount logged with it
NOTHING: Shown = (False, None)


@dataclass(frozen=True)
class Tap:
    """One tap, as the person knows it: on which device, of what, to what."""

    op: str
    device: str
    item: str
    shown: Shown


@dataclass
class Expected:
    """The taps in the order they were really made.

    A clock that jumps while ticks wait takes away what their age is known by. They then stand in order among themselves,
    but against the other device either order is right: those items are in `doubt` until somebody taps again in calm.
    """

    taps: list[Tap] = field(default_factory=list)
    doubt: set[str] = field(default_factory=set)

    def tap(self, tap: Tap, calm: bool) -> None:
        """`calm`: no earlier tap waits anywhere."""
        self.taps.append(tap)
        if calm:
            self.doubt.discard(tap.item)

    def clock_jumps(self, waiting: set[str]) -> None:
        """The clock of a phone jumps while these ops wait on it."""
        self.doubt |= {tap.item for tap in self.taps if tap.op in waiting}

    def standing(self, item: str) -> set[Shown]:
        """What may stand of an item, one thing but for doubt."""
        taps = [tap for tap in self.taps if tap.item == item]
        if not taps:
            return {NOTHING}
        if item not in self.doubt:
            return {taps[-1].shown}
        # Each device's own taps keep their order whatever its clock did.
        return {[tap for tap in taps if tap.device == device][-1].shown for device in {tap.device for tap in taps}}

    def last_words(self, device: str) -> dict[str, bool]:
        """The items of which this device told the latest: whatever the weather, that is what it shows."""
        latest = {tap.item: tap for tap in self.taps}
        return {
            tap.item: tap.shown[0] for tap in latest.values() if tap.device == device and tap.item not in self.doubt
        }

    def contradicted(self, held: dict[str, Shown], items: list[str]) -> dict[str, tuple[Shown, set[Shown]]]:
        """The items of which something else is held than may stand: what is held, and what may."""
        pairs = {item: (held.get(item, NOTHING), self.standing(item)) for item in items}
        return {item: (found, may) for item, (found, may) in pairs.items() if found not in may}
