"""Lighthouse on Today, signed in, and on Welcome: a slow phone, three runs each (PERFORMANCE 1). Needs Node and npm."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench import floor
from tests.bench._measure import ROOT, serving
from tests.bench._people import place

DAYS, RUNS = 365, 3
TRIES = 3  # on a busy machine a trace may miss its own beginning
LOCK = Path(__file__).parent / "lighthouse"
KEPT = ROOT / "build" / "lighthouse"
BUDGET = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
CHROME = "--headless=new --disable-dev-shm-usage" + (" --no-sandbox" if os.geteuid() == 0 else "")
TIMES = {
    "LCP": ("largest-contentful-paint", "ms"), "TBT": ("total-blocking-time", "ms"),
    "CLS": ("cumulative-layout-shift", ""),
}  # fmt: skip


def figures() -> Iterator[floor.Figure]:
    program = _installed()
    with place(DAYS) as bench, serving("webapp.wsgi:app", bench.environ, "/healthz") as server:
        address = f"http://localhost:{server.port}"
        yield from _page(program, "Today", f"{address}/today", {"Cookie": bench.cookies[DAYS]})
        yield from _page(program, "Welcome", f"{address}/", {})


def _page(program: Path, name: str, address: str, headers: dict[str, str]) -> Iterator[floor.Figure]:
    """Nobody but its owner finds Today, so search engines are asked about on Welcome alone."""
    wanted = [part for part in BUDGET if part != "seo" or name == "Welcome"]
    reports = []
    for number in range(1, RUNS + 1):
        report = _run(program, address, headers, wanted)
        reports.append(report)
        for part in wanted:
            score = 100 * report["categories"][part]["score"]
            yield f"{name}, {part}, run {number}", score, "", BUDGET[part], score / BUDGET[part]
    for short, (audit, unit) in TIMES.items():
        yield f"{name}, {short}", median(each["audits"][audit]["numericValue"] for each in reports), unit, None, None
    yield f"{name}, script", median(map(_script, reports)) / 1000, "kB", None, None
    for audit, score in sorted(_imperfect(reports).items()):
        yield f"{name}, worst of {audit}", score, "of 1", None, None


def _run(program: Path, address: str, headers: dict[str, str], wanted: list[str]) -> dict:
    """The report of one visit with nothing kept from earlier ones."""
    command = [
        shutil.which("node"), program, address, "--quiet", "--output=json", f"--chrome-flags={CHROME}",
        f"--only-categories={','.join(wanted)}", f"--extra-headers={json.dumps(headers)}",
    ]  # fmt: skip
    environ = dict(os.environ, CHROME_PATH=os.environ.get("CHROMIUM") or shutil.which("chromium") or "")
    for _ in range(TRIES):
        said = subprocess.run(command, env=environ, capture_output=True, text=True)
        if "Please run Lighthouse again" not in said.stderr:
            break
    assert said.returncode == 0, said.stderr[-2000:]
    report = json.loads(said.stdout)
    assert report["finalDisplayedUrl"] == address, report["finalDisplayedUrl"]
    return report


def _script(report: dict) -> float:
    """Bytes of script on the wire."""
    requests = report["audits"]["network-requests"]["details"]["items"]
    return sum(each["transferSize"] for each in requests if each["resourceType"] == "Script")


def _imperfect(reports: list[dict]) -> dict[str, float]:
    """The lowest score of every audit that weighs and is not perfect each time."""
    worst: dict[str, float] = {}
    for report in reports:
        weighty = {ref["id"] for part in report["categories"].values() for ref in part["auditRefs"] if ref["weight"]}
        for audit in weighty:
            score = report["audits"][audit]["score"]
            if score is not None and score < 1:
                worst[audit] = min(score, worst.get(audit, 1))
    return worst


def _installed() -> Path:
    """Lighthouse as its lock says, fetched into a folder that git ignores when the lock has changed."""
    lock = (LOCK / "package-lock.json").read_bytes()
    if not (KEPT / "done").exists() or (KEPT / "done").read_bytes() != lock:
        shutil.rmtree(KEPT, ignore_errors=True)
        shutil.copytree(LOCK, KEPT)
        npm = [shutil.which("npm") or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(npm, cwd=KEPT, check=True, stdout=subprocess.DEVNULL)
        (KEPT / "done").write_bytes(lock)
    return KEPT / "node_modules" / "lighthouse" / "cli" / "index.js"
