"""How long a desk takes to start and to read a register, as whole commands in folders of their own.

    python -m benchmarks.desk

Writes ``benchmarks/results/desk.json``. The baseline of the first start is the second one, of the import the same
import again, all in one run. Nothing is downloaded: this begins where `pip install` ended.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

from benchmarks import sets

RESULTS = Path(__file__).parent / "results"
GOALS = {
    "first start, seconds to the first page": "<= 60",
    "second start, seconds to the first page": "<= 5",
    "import and index 14,231 fact-checks, seconds": "<= 180",
    "the same import again, seconds": "",
}


def start(home: Path) -> float:
    """Seconds from `corrigenda demo` to the first page; the desk is stopped again."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "CORRIGENDA_HOME": str(home), "PORT": str(port)}
    began = time.monotonic()
    desk = subprocess.Popen(
        [sys.executable, "-m", "corrigenda", "demo"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(port):
            if desk.poll() is not None or time.monotonic() - began > 300:
                raise SystemExit("The demo did not start.")
            time.sleep(0.05)
        return time.monotonic() - began
    finally:
        desk.send_signal(signal.SIGTERM)
        desk.wait(60)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except (URLError, OSError):
        return False
    return True


def read_register(home: Path) -> float:
    """Seconds that `corrigenda import` takes for the whole of 2A, indexing included."""
    claims = sets.FOLDER / sets.TWEETS / "claims.jsonl.gz"
    began = time.monotonic()
    environment = {**os.environ, "CORRIGENDA_HOME": str(home)}
    command = [sys.executable, "-m", "corrigenda", "import", str(claims), "--json"]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def main() -> None:
    """Measure, print, write."""
    if not sets.present(sets.TWEETS):
        raise SystemExit(f"The public sets are not in {sets.FOLDER}. Name their folder with CORRIGENDA_DATA.")
    with tempfile.TemporaryDirectory(prefix="corrigenda-bench-") as folder:
        demo, register = Path(folder) / "demo", Path(folder) / "register"
        times = [start(demo), start(demo), read_register(register), read_register(register)]
    figures = {
        name: {"goal": goal, "measured": round(seconds, 1)}
        for (name, goal), seconds in zip(GOALS.items(), times, strict=True)
    }
    for name, figure in figures.items():
        print(f"{name}: {figure['measured']} {figure['goal']}")
    notes = {"load average at the end": round(os.getloadavg()[0], 1), "cores": os.cpu_count()}
    (RESULTS / "desk.json").write_text(json.dumps({"figures": figures, "notes": notes}, indent=1) + "\n")


if __name__ == "__main__":
    main()
