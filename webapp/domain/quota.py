"""How many sessions of each kind a week is to hold, before anything is placed."""

from webapp.domain import benchmark, lifting, path, phases, plyometrics
from webapp.domain.runner import Runner

CIRCUITS = 3  # a week [seed]


def wanted(runner: Runner) -> dict[str, int]:
    """Sessions a week by kind; branches that are closed or not wished for are absent."""
    phase = phases.phase_of(runner)
    if phase == 1 or runner.starter or runner.limits.stopped:
        return {}
    if phase == 2:
        return {"circuit": CIRCUITS - 1, "test": 1} if benchmark.due(runner) else {"circuit": CIRCUITS}
    counts = dict(path.quota(runner))
    if not lifting.possible(runner):
        counts["lift"] = 0
    if not plyometrics.possible(runner):
        counts["plyo"] = 0
    if not counts.get("lift") and not counts.get("plyo"):
        return {"circuit": CIRCUITS}
    return {kind: count for kind, count in counts.items() if count}
