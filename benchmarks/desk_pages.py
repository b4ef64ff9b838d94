"""How long the desk's pages take over HTTP, on a seeded desk: inbox, filters, search, case page.

    python -m benchmarks.desk_pages [--messages 100000 --checks 20000] [--times 40] [--home FOLDER]

Writes ``benchmarks/results/desk_pages.json``. Without ``--home`` a desk is seeded in a folder that goes away again. One
web process serves, one client asks, page after page in turn; each time is that of the whole answer.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median, quantiles
from urllib.error import URLError

RESULTS = Path(__file__).parent / "results"
GOAL_MS, GOAL_BYTES = 300, 100_000
PAGES = {
    "inbox": "/desk/",
    "inbox, page 40": "/desk/?page=40",
    "inbox, growing fastest": "/desk/?sort=growing",
    "inbox, waiting longest, Thai": "/desk/?sort=waiting&in=th",
    "inbox, mine and being written": "/desk/?owner=mine&stage=draft",
    "inbox, words": "/desk/?q=ung+thu",
    "settled": "/desk/settled/",
    "settled, page 400": "/desk/settled/?page=400",
    "settled, most asked, Vietnamese": "/desk/settled/?sort=asked&in=vi",
    "search, common words": "/desk/search/?q=trong+ngay",
    "search, rare words": "/desk/search/?q=gung+tan+soi+than+trong+50",
    "search, Thai": "/desk/search/?q=%E0%B8%99%E0%B9%89%E0%B8%B3%E0%B8%A1%E0%B8%B0%E0%B8%99%E0%B8%B2%E0%B8%A7",
    "what is new": "/desk/live/",
    "fact-checks in work": "/desk/waiting/",
}


def sign_in(home: Path) -> tuple[str, dict[str, str]]:
    """A session of an editor, and the pages of the cases asked most and with most messages."""
    os.environ["CORRIGENDA_HOME"] = str(home)
    from corrigenda.cli.boot import boot

    boot()
    from corrigenda.core.models import Member, Role
    from corrigenda.desk.models import Demand
    from tests.people import _signed_in

    email = "bench@seed.example"
    member = Member.objects.filter(email=email).first()
    if member is None:
        member = Member.objects.create_user(email, "not a secret at all", name="Bench", role=Role.EDITOR)
    cookie = _signed_in(member).cookies["sessionid"].value
    still_open = Demand.objects.filter(case__state="open").select_related("case")
    cases = {"case, asked most": "-requests", "case, most wordings": "-messages", "case, one wording": "messages"}
    found = {name: still_open.order_by(order, "pk").first() for name, order in cases.items()}
    return cookie, {name: f"/desk/cases/{row.case.public_id}/" for name, row in found.items() if row}


def serve() -> tuple[subprocess.Popen[bytes], str]:
    """The web process of a desk, as `corrigenda serve` starts it."""
    from corrigenda.cli.household import Household

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = Household("127.0.0.1", port)._web_command()
    return subprocess.Popen(command, env={**os.environ, "CORRIGENDA_LOG_LEVEL": "ERROR"}), f"http://127.0.0.1:{port}"


def ask(address: str, cookie: str) -> tuple[float, int]:
    """Milliseconds and bytes of one page."""
    request = urllib.request.Request(address, headers={"Cookie": f"sessionid={cookie}"})
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as answer:
        body = answer.read()
        if "/account/" in answer.url:
            raise SystemExit(f"{address} led to {answer.url}: the session is not good.")
    return (time.perf_counter() - began) * 1000, len(body)


def measured(base: str, cookie: str, pages: dict[str, str], *, times: int) -> dict[str, dict[str, object]]:
    """p50, p95 and weight of each page; the pages take turns, so that a busy moment falls on all of them."""
    took: dict[str, list[float]] = {name: [] for name in pages}
    weight: dict[str, int] = {}
    for turn in range(times + 2):
        for name, path in pages.items():
            milliseconds, size = ask(base + path, cookie)
            weight[name] = size
            if turn >= 2:  # the first two warm up
                took[name].append(milliseconds)
    return {
        name: {
            "p50_ms": round(median(values)),
            "p95_ms": round(quantiles(values, n=20)[-1]),
            "bytes": weight[name],
            "reached": quantiles(values, n=20)[-1] <= GOAL_MS and weight[name] <= GOAL_BYTES,
        }
        for name, values in took.items()
    }


def wait_for(base: str) -> None:
    """Until the site answers. (It calls itself ready only once the engine is, which no page here needs.)"""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{base}/account/login/", timeout=5).close()
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("The site did not become ready.")


def seeded(home: Path, *, messages: int, checks: int) -> dict[str, object]:
    """Seed a desk by the command itself; what it says."""
    command = [sys.executable, "-m", "corrigenda", "seed", "--messages", str(messages), "--checks", str(checks)]
    said = subprocess.run(
        [*command, "--no-index", "--json"],
        env={**os.environ, "CORRIGENDA_HOME": str(home)},
        check=True,
        capture_output=True,
    )
    found: dict[str, object] = json.loads(said.stdout)
    return found


def run(home: Path, times: int) -> dict[str, dict[str, object]]:
    """Measure a desk that is there."""
    cookie, cases = sign_in(home)
    web, base = serve()
    try:
        wait_for(base)
        return measured(base, cookie, PAGES | cases, times=times)
    finally:
        web.terminate()
        web.wait(20)


def main() -> None:
    """Measure, print, write."""
    options = argparse.ArgumentParser()
    options.add_argument("--messages", type=int, default=100_000)
    options.add_argument("--checks", type=int, default=20_000)
    options.add_argument("--times", type=int, default=40)
    options.add_argument("--home", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="corrigenda-pages-") as folder:
        home = chosen.home or Path(folder)
        seed = {} if chosen.home else seeded(home, messages=chosen.messages, checks=chosen.checks)
        load = round(os.getloadavg()[0], 1)
        figures = run(home, chosen.times)
    for name, figure in figures.items():
        print(f"{name:36} p50 {figure['p50_ms']:>5} ms  p95 {figure['p95_ms']:>5} ms  {figure['bytes']:>7,} bytes")
    goal = f"p95 <= {GOAL_MS} ms, <= {GOAL_BYTES:,} bytes"
    notes: dict[str, object] = {"goal": goal, "seed": seed or "a desk that was there"}
    loads = {"load average before": load, "load average after": round(os.getloadavg()[0], 1)}
    notes |= {"times": chosen.times, **loads, "cores": os.cpu_count()}
    (RESULTS / "desk_pages.json").write_text(json.dumps({"figures": figures, "notes": notes}, indent=1) + "\n")


if __name__ == "__main__":
    main()
