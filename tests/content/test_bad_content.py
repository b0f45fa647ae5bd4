"""Broken content is refused with one plain line for each fault."""

import filecmp
import shutil
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from webapp.content import HERE, BadContent, files, load

NO_CONTENT = shutil.ignore_patterns("*.py", "__pycache__")

CLAM = "exercises/clamshell.toml"
FIGURE = "figures/clamshell.toml"
POGO = "exercises/pogo-jump.toml"
SQUAT = "exercises/back-squat.toml"
ANKLE = "injuries/ankle-sprain.toml"
ACHILLES = "injuries/achilles-mid.toml"
CALF = "injuries/calf.toml"
SESSIONS = "sessions.toml"
SAFETY = "safety.toml"

READING = [  # file, what stands there, what is put there, the line it must give
    (CLAM, 'name = "Clamshell"', "", "exercise clamshell: name is missing"),
    (CLAM, 'name = "Clamshell"', "name = 3", "exercise clamshell: name must be text"),
    (CLAM, "tier = 1", 'tier = "1"', "exercise clamshell: tier must be a whole number"),
    (CLAM, "tier = 1", "tier = true", "exercise clamshell: tier must be a whole number"),
    (CLAM, "seconds_per_unit = 2.5", 'seconds_per_unit = "2"', "exercise clamshell: seconds_per_unit must be a number"),
    (CLAM, "unilateral = true", "unilateral = 1", "exercise clamshell: unilateral must be true or false"),
    (CLAM, 'kit = ["none", "band"]', 'kit = "band"', "exercise clamshell: kit must be a list of texts"),
    (CLAM, 'kit = ["none", "band"]', 'kit = ["none", 2]', "exercise clamshell: kit must be a list of texts"),
    (CLAM, "tier = 1", "tier = 1\nteir = 1", "exercise clamshell: unknown key 'teir'"),
    (CLAM, "sets = 2", "set = 2", "exercise clamshell: levels 1: unknown key 'set'"),
    (CLAM, "sets = 2", "set = 2", "exercise clamshell: levels 1: sets is missing"),
    (CLAM, 'needs = [["band"]]', 'needs = ["band"]', "exercise clamshell: levels 2: needs must be a list of lists"),
    (CLAM, 'hip_side = "wall-hip-abduction-iso"', "hip_side = 1", "exercise clamshell: swaps must be a table of texts"),
    (CLAM, "[[levels]]", "[levels", "exercises/clamshell.toml: not readable as TOML"),
    (SESSIONS, "cap = [40, 60]", "cap = [60, 40]", "plyo 1: cap must be two whole numbers, the smaller first"),
    (SESSIONS, 'slug = "hip_b"', 'slug = "hip_a"', "sessions.toml: session hip_a stands twice"),
    (SESSIONS, "[[sessions]]", "extra = 1\n[[sessions]]", "sessions.toml: unknown key 'extra'"),
    (SAFETY, "[q20]", "q23 = 1\n[q20]", "question q19: acts 2: unknown key 'q23'"),
    ("tiers.toml", "[current]", "next = 1\n[current]", "tiers.toml: next must be a table"),
    (FIGURE, 'alt = "', 'says = "', "figure clamshell: alt is missing"),
    (FIGURE, 'alt = "', 'alt = "Again! ', "figure clamshell: alt has an exclamation mark"),
    ("areas.toml", 'neck = "neck"', "neck = 1", "areas.toml: areas must be a table of texts"),
    ("messages.toml", "[families]", "[kit]\n[families]", "messages.toml: group kit stands in two files of words"),
]

EXERCISES = [
    (CLAM, '"Clamshell"', '""', "exercise clamshell: name is empty"),
    (CLAM, '"Clamshell"', f'"{"C" * 41}"', "exercise clamshell: name has 41 characters, 40 are allowed"),
    (CLAM, '"Clamshell"', '"Clamshell!"', "exercise clamshell: name has an exclamation mark"),
    (CLAM, '"Clamshell"', '"Clam  shell"', "exercise clamshell: name has stray spaces or line breaks"),
    (
        CLAM,
        '"Heels stay glued together"',
        f'"{"H" * 61}"',
        "exercise clamshell: cue 1 has 61 characters, 60 are allowed",
    ),
    (CLAM, 'note = "no band"', f'note = "{"n" * 91}"', "exercise clamshell: levels 1: note has 91 characters"),
    (CLAM, 'family = "hip"', 'family = "hips"', "exercise clamshell: family: 'hips' is not known"),
    (CLAM, 'region = "legs"', 'region = "leg"', "exercise clamshell: region: 'leg' is not known"),
    (CLAM, '"external-rotator"', '"rotator"', "exercise clamshell: roles: 'rotator' is not known"),
    (CLAM, '["none", "band"]', '["none", "bands"]', "exercise clamshell: kit: 'bands' is not known"),
    (CLAM, 'unit = "reps"', 'unit = "rep"', "exercise clamshell: unit: 'rep' is not known"),
    (CLAM, 'position = "side"', 'position = "lying"', "exercise clamshell: position: 'lying' is not known"),
    (CLAM, 'view = "front"', 'view = "back"', "exercise clamshell: view: 'back' is not known"),
    (CLAM, "tier = 1", "tier = 3", "exercise clamshell: tier is 3, it must be 1 to 2"),
    (CLAM, "impact = 0", "impact = 4", "exercise clamshell: impact is 4, it must be 0 to 3"),
    (CLAM, "seconds_per_unit = 2.5", "seconds_per_unit = 0", "exercise clamshell: seconds_per_unit is 0, it must be"),
    (CLAM, "sets = 2", "sets = 0", "exercise clamshell: levels 1: sets is 0, it must be 1 to 12"),
    (CLAM, "amount = 12", "amount = -12", "exercise clamshell: levels 3: amount is -12, it must be 1 to 120"),
    (CLAM, '[[levels]]\nsets = 2\namount = 15\nnote = "no band"\n', "", "exercise clamshell: has 2 levels, three"),
    (CLAM, 'needs = [["band"]]', 'needs = [["rope"]]', "exercise clamshell: levels 2: needs: 'rope' is not known"),
    (CLAM, 'needs = [["band"]]', "needs = [[]]", "exercise clamshell: levels 2: needs holds an empty alternative"),
    (CLAM, 'easier = "seated', 'easier = "seatd', "exercise clamshell: easier: 'seatd-band-external-rotation' is not"),
    (
        CLAM,
        'easier = "seated-band-external-rotation"',
        'easier = "side-lying-hip-abduction"',
        "easier goes in a circle",
    ),
    (CLAM, 'harder = "side', 'harder = "sde', "exercise clamshell: harder: 'sde-lying-hip-abduction' is not known"),
    (CLAM, 'hip_side = "wall', 'hip_side = "wal', "exercise clamshell: swaps: 'wal-hip-abduction-iso' is not known"),
    (CLAM, "hip_side =", "hip =", "exercise clamshell: swaps: 'hip' is not known"),
    (
        CLAM,
        'hip_side = "wall-hip-abduction-iso"',
        'hip_side = "fire-hydrant"',
        "exercise clamshell: swap for hip_side goes in a circle: clamshell -> fire-hydrant -> clamshell",
    ),
    (
        POGO,
        'achilles_insertion = "calf-raise-floor-insertional"',
        'achilles_insertion = "pogo-jump"',
        "exercise pogo-jump: swap for achilles_insertion goes in a circle: pogo-jump -> pogo-jump",
    ),
    (POGO, "plyo_level = 1", "", "exercise pogo-jump: a jump needs a plyo_level and one of contacts_per_rep"),
    (POGO, "plyo_level = 1", "plyo_level = 5", "exercise pogo-jump: plyo_level is 5, it must be 1 to 4"),
    (CLAM, "tier = 1", "tier = 1\nplyo_level = 1", "exercise clamshell: only jumps have a plyo_level and contacts"),
    (POGO, "sets = 3", "together = true\nsets = 3", "exercise pogo-jump: levels 1: together is only for exercises"),
    (SQUAT, "start_kg = 15", "", "exercise back-squat: start_kg is missing"),
    (SQUAT, 'start_load = "the empty bar, 15-20 kg"', "", "exercise back-squat: start_load is empty"),
]

TRAINING = [
    (SESSIONS, '"hip-hike"', '"hip-hikes"', "session hip_a: items: 'hip-hikes' is not known"),
    (SESSIONS, 'slug = "hip_a"', 'slug = "hip_d"', "sessions: hip_a is missing"),
    (SESSIONS, '  "hip-hike",', '  "clamshell",', "session hip_a: items: 'clamshell' stands twice"),
    (
        SESSIONS,
        '  "hip-hike",',
        '  "mb-chest-pass",',
        "session hip_a: mb-chest-pass needs kit at level 1 and has nothing",
    ),
    (SESSIONS, '  "burpee",', '  "russian-twist",', "circuit_a_bodyweight: russian-twist and crunch follow each other"),
    (SESSIONS, "phase = 3", "phase = 4", "session lift_1: phase is 4, it must be 0 to 3"),
    (SESSIONS, 'exercise = "pogo-jump"', 'exercise = "clamshell"', "plyo 1: work: 'clamshell' is not known"),
    (SESSIONS, "level = 4", "level = 5", "plyo: must be numbered 1, 2, 3 and so on, found [1, 2, 3, 5]"),
    (SESSIONS, "week = 8\nexercises", "week = 9\nexercises", "circuit_weeks: must be numbered 1, 2, 3"),
    (SESSIONS, "exercises = 8", "exercises = 4", "circuit week 1: exercises is 4, it must be 5 to 15"),
    (SESSIONS, "week = 20", "week = 21", "path: must be numbered 1, 2, 3"),
    (SESSIONS, "scheme = [{ sets = 2, reps = 4 }]", "scheme = []", "path week 8: scheme has 0 entries for 1 heavy"),
    (SESSIONS, "contacts = [50, 50]\n", "", "path week 10: plyo_level and contacts go with jump sessions"),
    (SESSIONS, "load_share = 0.9", "load_share = 1.9", "path week 8: load_share is 1.9, it must be 0.5 to 1"),
    (
        "exercises/single-leg-balance.toml",
        '"single-leg"',
        '"abductor"',
        "single-leg-balance: must exist, have the role",
    ),
    ("exercises/side-lying-hip-abduction.toml", "sets = 2", 'needs = [["band"]]\nsets = 2', "need no kit at level 1"),
]

INJURIES = [
    (ANKLE, 'exercise = "knee-to-wall"', 'exercise = "knee-wall"', "work 4: exercise: 'knee-wall' is not known"),
    (ANKLE, '"carioca"', '"cariocas"', "injury ankle-sprain: holds: 'cariocas' is not known"),
    (ANKLE, 'areas = ["ankle"]', 'areas = ["ankles"]', "injury ankle-sprain: areas: 'ankles' is not known"),
    (ANKLE, "pain_limit = 3", "pain_limit = 11", "injury ankle-sprain: pain_limit is 11, it must be 0 to 10"),
    (ANKLE, '"s66"', '"s99"', "injury ankle-sprain: sources: 's99' is not known"),
    (ANKLE, "[-1, 4, 1, 0, 3]", "[-1, 4, 1, 0]", "injury ankle-sprain: plyo_wait_weeks has 4 numbers, one for each"),
    (ANKLE, "[2, 0, 0, 0, 0]", "[-2, 0, 0, 0, 0]", "injury ankle-sprain: heavy_wait_weeks is -2, it must be -1 to 52"),
    (ANKLE, '["current", "lt3m"]', '["current", "new"]', "injury ankle-sprain: work 4: tiers: 'new' is not known"),
    (ANKLE, "from_week = 0", "from_week = 1", "work 1: stages must start at week 0 and rise, found weeks [1]"),
    (ANKLE, "amount = 30", "amount = 0", "injury ankle-sprain: work 1: amount is 0, it must be 1 to 120"),
    (ANKLE, "days_a_week = 7", "days_a_week = 8", "injury ankle-sprain: work 1: days_a_week is 8, it must be 0.5 to 7"),
    (ANKLE, "days_a_week = 7", "days_a_week = 7\ntimes_a_day = 4", "work 1: times_a_day is 4, it must be 1 to 3"),
    (ANKLE, '"balance-star-reach"', '"single-leg-balance"', "work: 'single-leg-balance (lt3m)' stands twice"),
    (ANKLE, 'label = "ankle sprain"', "", "injury ankle-sprain: label is missing"),
    (ACHILLES, 'default_option = "B"', 'default_option = "C"', "achilles-mid: default_option: 'C' is not known"),
    (ACHILLES, 'default_option = "B"\n', "", "injury achilles-mid: options and default_option go together"),
    (ACHILLES, '\noption = "B"', '\noption = "C"', "injury achilles-mid: work 4: option: 'C' is not known"),
    (CALF, 'tight = "Tight calves, no injury"', 'loose = "Loose"', "injury calf: variant loose has no work"),
    ("tiers.toml", "impact_max = 0\n", "", "tier current: impact_max is missing"),
    ("tiers.toml", "[gt12m]", "[gt13m]", "tiers: gt12m is missing"),
    ("tiers.toml", "recheck_days = 7", "recheck_days = 0", "tier current: recheck_days is 0, it must be 1 to 60"),
]

SCREEN = [
    (SAFETY, 'blocks = ["phase-3"]', 'blocks = ["phase-4"]', "question q04: acts 1: blocks: 'phase-4' is not known"),
    (SAFETY, 'only = ["phase-1", "pain-free"]', 'only = ["rest"]', "question q04: acts 1: only: 'rest' is not known"),
    (SAFETY, 'stop = "emergency"', 'stop = "halt"', "question q01: acts 2: stop: 'halt' is not known"),
    (SAFETY, '"power-clean", "back-squat"', '"clean"', "question q04: acts 1: exercises: 'clean' is not known"),
    (SAFETY, '"short-foot", "glute-bridge"', '"foot"', "question q12: acts 1: only_exercises: 'foot' is not known"),
    (SAFETY, 'sets_area = "pelvic_floor"', 'sets_area = "pelvis"', "acts 3: sets_area: 'pelvis' is not known"),
    (SAFETY, 'when = "under:6"', 'when = "below:6"', "question q12: acts 1: when must be a range such as"),
    (SAFETY, 'when = "now"', 'when = "later"', "question q01: acts 2: when: 'later' is not known"),
    (SAFETY, 'when = "no"', 'when = "never"', "question q21: acts 1: when: 'never' is not known"),
    (SAFETY, 'group = "gate"', 'group = "gates"', "question q21: group: 'gates' is not known"),
    (SAFETY, 'when = ["daily"]', 'when = ["hourly"]', "question q19: when: 'hourly' is not known"),
    (SAFETY, 'answer = "weeks"', 'answer = "months"', "question q12: answer: 'months' is not known"),
    (SAFETY, 'no = "No"\n', "", "question q01: choices need a yes and a no"),
    (SAFETY, "days = 7", "days = 0", "question q08: acts 2: days is 0, it must be 1 to 90"),
    (SAFETY, "drops_phase = true\n", "", "question q22: acts 1: does nothing"),
    (SAFETY, 'only = ["listed"]', 'only = ["phase-1"]', "question q12: acts 1: only_exercises goes with only = listed"),
    (
        SAFETY,
        "professional = true\nurgent = true",
        "urgent = true",
        "question q01: acts 1: urgent goes with professional",
    ),
    (SAFETY, "because this can be a blood clot.", "it. A clot.", "question q05: acts 1: why must be one sentence"),
    (SAFETY, '"Nothing today. Please do not wait."', '""', "question q03: acts 1: allowed is empty"),
]

WORDS = [
    ("evidence.toml", "number = 2\n", "number = 3\n", "evidence: must be numbered 1, 2, 3 and so on"),
    ("evidence.toml", '"s01"', '"s00"', "evidence 1: sources: 's00' is not known"),
    ("evidence.toml", 'direction = "for"', 'direction = "yes"', "evidence 1: direction: 'yes' is not known"),
    ("evidence.toml", '["hip", "core-pedestal"]', '["hips"]', "evidence 1: families: 'hips' is not known"),
    ("evidence.toml", 'strength = "B"', 'strength = "D"', "evidence 1: strength: 'D' is not known"),
    ("evidence.toml", 'sources = ["s03"]', 'sources = ["s96r"]', "evidence 3: seen needs a source that was read"),
    ("evidence.toml", "economy about 2-3% better", "2-3% recalled", "evidence 20: a recalled figure may not be quoted"),
    ("sources.toml", '"https://jyx', '"http://jyx', "source s01: 'http://jyx.jyu.fi/handle/123456789/95333' is not"),
    ("areas.toml", 'groin = "groin or front of the hip"', "", "areas: groin is empty"),
    ("areas.toml", 'groin = "', 'groine = "', "areas: name: 'groine' is not known"),
    ("onboarding.toml", 'band = "Loop band"\n', "", "words kit: band is missing"),
    ("onboarding.toml", 'version = "2026-11-22"\n', "", "words consent: version is missing"),
    ("messages.toml", 'plyo = "Jumps"\n', "", "words families: plyo is missing"),
    ("messages.toml", '"Undo"', '"Undo!"', "words today: undo has an exclamation mark"),
]

CASES = READING + EXERCISES + TRAINING + INJURIES + SCREEN + WORDS


@pytest.fixture(scope="module")
def one_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("copy") / "content"
    shutil.copytree(HERE, root, ignore=NO_CONTENT)
    return root


@pytest.fixture
def copy(one_copy: Path) -> Iterator[Path]:
    """The shipped content, free to be broken: one copy, mended after each test."""
    yield one_copy
    _mend(one_copy, HERE)


@pytest.fixture(scope="module", autouse=True)
def parsed_once() -> Iterator[None]:
    """A file that is as it was gives the table it gave: of a broken copy, all but one or two."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "tomllib", SimpleNamespace(**vars(tomllib) | {"loads": cache(tomllib.loads)}))
        yield


@pytest.mark.parametrize(("name", "stands", "put", "line"), CASES)
def test_each_fault_gives_its_line(copy: Path, name: str, stands: str, put: str, line: str):
    text = (copy / name).read_text()
    assert stands in text, "the case no longer fits the content"
    (copy / name).write_text(text.replace(stands, put, 1))
    assert any(line in problem for problem in _problems(copy)), _problems(copy)


def test_the_untouched_copy_is_fine(copy: Path):
    assert len(load(copy).exercises) == 153


def test_all_faults_are_listed_at_once(copy: Path):
    for name, stands, put, _ in (READING[0], INJURIES[0], SCREEN[0]):
        (copy / name).write_text((copy / name).read_text().replace(stands, put, 1))
    lines = "\n".join(_problems(copy))
    assert all(line in lines for *_, line in (READING[0], INJURIES[0], SCREEN[0]))


def test_no_fault_is_listed_twice(copy: Path):
    (copy / CLAM).write_text((copy / CLAM).read_text().replace('unit = "reps"', "", 1))
    assert len(_problems(copy)) == len(set(_problems(copy)))


@pytest.mark.parametrize("name", ["safety.toml", "sessions.toml", "areas.toml", "messages.toml", "evidence.toml"])
def test_a_missing_file_is_named(copy: Path, name: str):
    (copy / name).unlink()
    assert f"{name}: the file is missing" in _problems(copy)


def test_a_missing_exercise_is_named_by_everything_that_points_at_it(copy: Path):
    (copy / CLAM).unlink()
    lines = _problems(copy)
    assert "session hip_a: items: 'clamshell' is not known" in lines
    assert "exercise fire-hydrant: easier: 'clamshell' is not known" in lines
    assert "injury gluteal-tendinopathy: holds: 'clamshell' is not known" in lines


def test_an_exercise_without_a_figure_is_refused(copy: Path):
    (copy / FIGURE).unlink()
    assert _problems(copy) == ["exercise clamshell: figures/clamshell.toml is missing"]


def test_a_figure_of_no_exercise_is_refused(copy: Path):
    shutil.copy(copy / FIGURE, copy / "figures" / "juggling.toml")
    assert _problems(copy) == ["figure juggling: there is no such exercise"]


def test_an_empty_folder_gives_lines_and_no_crash(tmp_path: Path):
    lines = _problems(tmp_path)
    assert "exercises: no files found" in lines
    assert "safety.toml: the file is missing" in lines


def test_a_file_with_a_bad_name_is_refused(copy: Path):
    (copy / CLAM).rename(copy / "exercises" / "Clam Shell.toml")
    assert any("the name 'Clam Shell' may only hold" in line for line in _problems(copy))


def test_text_that_is_not_utf_8_is_refused(copy: Path):
    (copy / CLAM).write_bytes(b'name = "Clamshell \xff"')
    assert any(line.startswith("exercises/clamshell.toml: not readable as TOML") for line in _problems(copy))


def _mend(root: Path, shipped: Path) -> None:
    """Make a folder what the shipped one is, by the sizes and times of its files."""
    found = filecmp.dircmp(root, shipped, ignore=["__pycache__"])
    for name in found.left_only:
        (root / name).unlink()
    for name in (*found.diff_files, *(name for name in found.right_only if name.endswith(".toml"))):
        shutil.copy2(shipped / name, root / name)
    for name in found.common_dirs:
        _mend(root / name, shipped / name)


def _problems(root: Path) -> list[str]:
    return list(_refused(root))


def _refused(root: Path) -> Iterator[str]:
    with pytest.raises(BadContent) as refused:
        load(root)
    yield from refused.value.problems
