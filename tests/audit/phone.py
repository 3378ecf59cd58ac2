"""Lighthouse on its phone profile, run against the machine's own Chromium."""

import json
import os
import statistics
import subprocess
from pathlib import Path

COMMAND = Path(__file__).parent / "node_modules/lighthouse/cli/index.js"
LEAST = 95
# Other work on the machine moves a single measurement by several points: the median of so many
# counts, of at most so many tries, since the browser gives up now and then.
RUNS, MOST_TRIES = 3, 6
# Key of Lighthouse: Vietnamese.
CATEGORIES = {
    "performance": "Tốc độ",
    "accessibility": "Tiếp cận",
    "best-practices": "Thông lệ tốt",
    "seo": "Dễ tìm",
}
BROWSER = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def scores(address):
    """
    Return ({category: points of 100}, [what lowers them, …]) of one page: of each category the
    median of ``RUNS`` measurements, and the reasons of the one that came out worst.

    :raises RuntimeError: when too many tries fail
    """
    runs, failure = [], ""
    for _unused in range(MOST_TRIES):
        points, reasons, failure = _measure(address)
        if points:
            runs.append((points, reasons))
        if len(runs) == RUNS:
            break
    else:
        raise RuntimeError(f"{address}: {failure}")
    middle = {
        key: statistics.median(points[key] for points, _reasons in runs) for key in CATEGORIES
    }
    worst = min(runs, key=lambda run: sum(run[0].values()))
    return middle, worst[1] if min(middle.values()) < LEAST else []


def _measure(address):
    """Return (points, reasons, ""), or (None, [], what Lighthouse says) when it failed."""
    command = [
        "node",
        COMMAND,
        address,
        "--quiet",
        "--output=json",
        "--disable-full-page-screenshot",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(BROWSER)}",
    ]
    environment = {"CHROME_PATH": "/usr/bin/chromium"} | os.environ
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        return None, [], done.stderr[-2000:]
    report = json.loads(done.stdout)
    points = {key: round(100 * report["categories"][key]["score"]) for key in CATEGORIES}
    return points, list(_reasons(report, points)), ""


def _reasons(report, points):
    """Name the checks that cost points, in the categories that fell below what is asked."""
    for key, reached in points.items():
        if reached >= LEAST:
            continue
        for part in report["categories"][key]["auditRefs"]:
            check = report["audits"][part["id"]]
            if part["weight"] and check["score"] is not None and check["score"] < 0.9:
                yield f"{check['id']}: {check['title']} {check.get('displayValue', '')}".strip()
