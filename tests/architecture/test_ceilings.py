"""The house's ceilings, measured in the code itself (aims and ceilings: the house rules in CONTRIBUTING)."""

from __future__ import annotations

import ast
import statistics
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "corrigenda"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
STEPS = ("claims", "intake", "matching", "desk", "publish", "reply")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions() -> list[tuple[str, Function]]:
    found = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, Function):
                found.append((f"{path.relative_to(PACKAGE)}:{node.name}", node))
    return found


def length(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def test_no_file_passes_four_hundred_lines() -> None:
    long = {str(path.relative_to(PACKAGE)): n for path in FILES if (n := len(path.read_text().splitlines())) > 400}
    assert not long


def test_the_median_file_stays_under_ninety_lines() -> None:
    lengths = [n for path in FILES if (n := len(path.read_text().splitlines())) > 3]
    assert statistics.median(lengths) <= 90


def test_no_function_passes_sixty_lines() -> None:
    assert not {name: length(node) for name, node in functions() if length(node) > 60}


def test_the_median_function_stays_under_ten_lines() -> None:
    assert statistics.median(length(node) for _, node in functions()) <= 9


def test_no_function_takes_more_than_three_positional_parameters() -> None:
    many = {}
    for name, node in functions():
        positional = [a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.arg not in {"self", "cls"}]
        if len(positional) > 3 and not node.name.startswith("__") and not _is_command(name):
            many[name] = positional
    assert not many


def _is_command(name: str) -> bool:
    return name.startswith("cli/")  # typer reads a command's options from its parameters


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "handler"])
def test_no_room_is_called_by_a_word_that_says_nothing(word: str) -> None:
    assert not [path for path in FILES if path.stem == word or word in path.parts]


def test_events_are_connected_in_the_wiring_only() -> None:
    connecting = [
        str(path.relative_to(PACKAGE))
        for path in FILES
        if ".connect(" in path.read_text() and "events" in path.read_text() and path.name != "wiring.py"
    ]
    assert not connecting


@pytest.mark.parametrize("step", STEPS)
def test_every_step_has_the_same_files(step: str) -> None:
    names = {path.stem for path in (PACKAGE / step).iterdir()}
    assert {"models", "queries", "apps", "actions"} <= names


def test_a_newcomers_five_files_stay_short() -> None:
    five = ("__init__.py", "flow/wiring.py", "publish/actions.py", "engine/search.py")
    assert sum(len((PACKAGE / name).read_text().splitlines()) for name in five) < 400


def test_saves_name_their_fields() -> None:
    bare = []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            saves = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "save"
            if saves and not node.keywords and not node.args and "models.py" not in path.name:
                bare.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
    assert not bare


NETWORK = {"urllib.request", "http.client", "http.server", "socket", "ssl", "ftplib", "smtplib"}


def test_the_engine_imports_no_network_of_the_standard_library() -> None:
    found = []
    for path in FILES:
        if "engine" in path.relative_to(PACKAGE).parts[:1]:
            for node in ast.walk(ast.parse(path.read_text())):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                found += [(path.name, name) for name in names if name in NETWORK]
    assert not found
