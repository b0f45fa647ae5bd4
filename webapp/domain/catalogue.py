"""What the training knowledge is made of: exercises, sessions, injuries, the safety screen, the evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from webapp.domain.evidence import Evidence, Source

EMPTY: Mapping[str, str] = MappingProxyType({})

UNITS = ("reps", "seconds", "metres", "contacts")
REGIONS = ("push", "pull", "legs", "trunk-front", "trunk-back", "full")
POSITIONS = (
    "standing", "sitting", "supine", "prone", "side", "kneeling", "hands-knees",
    "face-down-support", "face-up-support", "hanging",
)  # fmt: skip
AREAS = (
    "neck", "shoulder", "wrist", "back", "groin", "hip_side", "sitbone", "hamstring", "knee_front", "knee_side",
    "shin", "calf", "achilles", "achilles_insertion", "ankle", "heel", "foot", "pelvic_floor",
)  # fmt: skip
SWAPS_INHERITED = {"achilles_insertion": "achilles"}  # takes over every swap of the other
KIT_ALWAYS = frozenset({"none", "wall", "floor", "chair", "towel", "step", "box"})  # DECISIONS 7
KIT = KIT_ALWAYS | frozenset(
    {
        "band", "strong-band", "ball", "bench", "dumbbell", "kettlebell", "barbell", "rack", "trap-bar", "machine",
        "cable", "medball", "pull-up-bar", "bar-or-straps", "slider", "partner-or-anchor", "hill", "plates",
    }
)  # fmt: skip
TIERS = ("current", "lt3m", "m3_12", "gt12m", "recurrent")
FAMILIES = (
    "hip", "core-pedestal", "lunge-mobility", "rehab-ankle", "rehab-calf", "rehab-foot", "rehab-shin", "rehab-knee",
    "rehab-hamstring", "rehab-back", "general-strength-bodyweight", "general-strength-medball",
    "general-strength-machine", "lifting", "single-leg-strength", "plyo", "drill",
)  # fmt: skip
ROLES = ("abductor", "external-rotator", "single-leg")  # training.md 4.2: a full hip day holds one of each


@dataclass(frozen=True, slots=True)
class Level:
    """One of three levels: `sets` of `amount` units; `note` says how; `needs` lists alternatives of kit."""

    sets: int
    amount: int
    note: str = ""
    needs: tuple[frozenset[str], ...] = ()
    together: bool = False  # both legs at once at this level, so it is done once and not "each side"

    def possible_with(self, kit: frozenset[str]) -> bool:
        """Whether any one alternative is owned; no alternatives means nothing is needed."""
        owned = kit | KIT_ALWAYS
        return not self.needs or any(alternative <= owned for alternative in self.needs)


@dataclass(frozen=True, slots=True)
class Exercise:
    slug: str
    name: str
    family: str
    region: str
    tier: int
    kit: tuple[str, ...]
    unilateral: bool
    unit: str
    seconds_per_unit: float
    levels: tuple[Level, Level, Level]
    muscles: tuple[str, ...]
    movement: str
    impact: int
    weight_bearing: int
    position: str
    view: str
    start_pose: str
    work_pose: str
    cues: tuple[str, ...]
    mistake: str
    roles: frozenset[str] = frozenset()  # abductor, external-rotator, single-leg: training.md 4.2
    swaps: Mapping[str, str] = field(default_factory=lambda: EMPTY)  # area -> slug or "skip"
    easier: str | None = None
    harder: str | None = None
    start_load: str = ""  # in words, for people
    start_kg: float | None = None  # the lowest first load, all weights together; 0 is body weight alone
    start_share: float | None = None  # of body weight, where that is known
    plyo_level: int | None = None
    contacts_per_rep: float = 0
    contacts_per_metre: float = 0

    @property
    def sides(self) -> int:
        return 2 if self.unilateral else 1

    def swap_for(self, area: str) -> str | None:
        """What stands in while this area is sore: a slug, `skip`, or None where nothing needs to change."""
        return self.swaps.get(area, self.swaps.get(SWAPS_INHERITED.get(area, "")))

    def sides_at(self, level: int) -> int:
        """How often a set is done at a level (1 to 3): once where both legs work together, else once a side."""
        return 1 if self.levels[level - 1].together else self.sides


@dataclass(frozen=True, slots=True)
class Session:
    slug: str
    name: str
    phase: int
    items: tuple[str, ...]
    optional: bool = False
    order_fixed: bool = False
    use: str = ""
    optional_items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlyoSession:
    level: int
    cap: tuple[int, int]
    work: tuple[tuple[str, int, int], ...]  # slug, sets, contacts or metres


@dataclass(frozen=True, slots=True)
class CircuitWeek:
    week: int
    exercises: int
    reps: int
    rounds: int
    rest: int  # seconds between exercises
    rest_between_rounds: int
    impact_max: int
    landings: int  # budget of impact-2 reps a session


@dataclass(frozen=True, slots=True)
class PathWeek:
    """One week of the 20-week lifting-to-plyometrics path, numbers instead of free text."""

    week: int
    lift: int
    plyo: int
    circuit: int
    deload: bool
    scheme: tuple[tuple[int, int], ...] = ()  # (sets, reps) of each heavy session
    reps_in_reserve: tuple[int, int] | None = None  # least, most
    load_share: float = 1.0  # of the last load
    plyo_level: int | None = None
    contacts: tuple[int, int] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TestItem:
    """One line of a test: `amount` of the exercise's unit in a row, each side. `opens` 0 is the benchmark of circuits,
    2 to 4 the jump level it leads to."""

    __test__ = False

    exercise: str
    amount: int
    opens: int = 0
    sets: int = 1
    instead: str = ""  # what may be done in its place
    instead_amount: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """The dose from a given week of the rehab on."""

    from_week: int
    sets: int
    amount: int


@dataclass(frozen=True, slots=True)
class RehabWork:
    exercise: str
    stages: tuple[Stage, ...]  # at least one, the first from week 0
    days_a_week: float
    times_a_day: int = 1
    tiers: frozenset[str] = frozenset()  # empty means all
    weeks: int | None = None  # ends after so many weeks
    option: str | None = None  # A or B: one group is chosen
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    slug: str
    meaning: str
    impact_max: int | None  # None: the column of the latest episode, one step stricter
    rehab_days_a_week: int
    recheck_days: int
    heavy: str
    circuits: str
    heavy_share: float = 1.0  # of the planned load
    permanent: bool = False  # its rehab work never ends
    plyo_level_weeks: int = 2  # least weeks at a jump level


@dataclass(frozen=True, slots=True)
class Injury:
    slug: str
    name: str
    label: str  # a few words inside a sentence: "ankle sprain"
    plain: str
    areas: tuple[str, ...]  # the first is the default, others a person may choose
    pain_limit: int
    work: tuple[RehabWork, ...]
    holds: frozenset[str]  # slugs; or all-imp-1-and-above, all-wb-2, all-standing
    hold_tiers: frozenset[str]
    plyo_wait_weeks: tuple[int, ...]  # by TIERS; -1 blocked until cleared
    heavy_wait_weeks: tuple[int, ...]
    lift_note: str
    gate: tuple[str, ...]
    see: str  # when to see a professional
    sources: tuple[str, ...]
    advice: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    variant_names: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    variant_labels: Mapping[str, str] = field(default_factory=lambda: EMPTY)  # "tight" -> "tight calves"
    options: tuple[str, ...] = ()
    default_option: str | None = None
    option_names: Mapping[str, str] = field(default_factory=lambda: EMPTY)


# What an answer of the screen can forbid; impact-1 means impact 1 and above.
BLOCKS = frozenset(
    {
        "phase-2", "phase-2-legs", "phase-3", "heavy", "plyo", "plyo-3-4", "impact-1", "impact-2", "lower-body",
        "running", "supine", "prone", "full-effort", "e1rm", "barefoot", "breath-holding", "planks",
        "upper-body", "trunk", "under-6-reps",
    }
)  # fmt: skip
ONLY = frozenset({"phase-1", "seated-or-lying", "upper-body-and-trunk", "easy-effort", "pain-free", "listed"})
STOPS = ("", "emergency", "all", "region", "day")  # day: rest today, see training.md 4.11
ANSWERS = ("yes-no", "weeks", "age", "illness", "pain", "choice")
GROUPS = ("red-flag", "age", "card", "daily", "weekly", "gate")


@dataclass(frozen=True, slots=True)
class Act:
    """What one answer of the screen does. Words for people are in `why`, `allowed` and `see`."""

    when: str = "yes"  # yes, no, always; or a range of a number: "under:6", "from:6-under:12", "from:12"; or a choice
    stop: str = ""  # one of STOPS
    blocks: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    only_exercises: frozenset[str] = frozenset()  # with `listed`
    exercises: frozenset[str] = frozenset()  # blocked slugs
    sets_area: str = ""
    professional: bool = False
    urgent: bool = False
    clearable: bool = True
    lifted_by: str = ""  # what clears it, when that is not "cleared by a professional" for the question itself
    days: int | None = None  # ends by itself after so many days
    drops_phase: bool = False  # one phase back for the sore region
    why: str = ""
    allowed: str = ""
    see: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    slug: str
    when: tuple[str, ...]  # onboarding, daily, weekly, monthly, any, back-pain, pre-plyo, pre-phase3-lift
    ask: str
    answer: str  # one of ANSWERS
    group: str  # one of GROUPS: red-flag is the first list, card is asked later
    acts: tuple[Act, ...]
    short: str = ""  # a label of a few words
    # answer -> words; "yes" is the one a bare yes or a doubt stands for
    choices: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    doubt_is_yes: bool = False  # "I do not know" counts as yes


@dataclass(frozen=True, slots=True)
class Catalogue:
    exercises: Mapping[str, Exercise]
    sessions: Mapping[str, Session]
    plyo: tuple[PlyoSession, ...]
    circuit_weeks: tuple[CircuitWeek, ...]
    path: tuple[PathWeek, ...]
    tests: tuple[TestItem, ...]
    tiers: Mapping[str, Tier]
    injuries: Mapping[str, Injury]
    questions: Mapping[str, Question]
    evidence: tuple[Evidence, ...]
    sources: Mapping[str, Source]
    areas: Mapping[str, str]  # area -> plain name
    # onboarding and message texts by group
    words: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    # exercise -> what its figure shows, for people who cannot see it
    figures: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
