"""The docs say what is there: every setting, command and folder, and the eight limits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from corrigenda.settings import SETTINGS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
LIMITS = (
    "Claims, not people",
    "Facts, not opinions",
    "No crawling of people",
    "Askers are forgotten",
    "One open voice",
    "No takedowns",
    "Evidence or silence",
    "A person decides",
)


@pytest.mark.parametrize("limit", LIMITS)
def test_readme_names_every_limit(limit: str) -> None:
    assert f"**{limit}" in README


def test_readme_maps_every_room() -> None:
    rooms = {
        path.name
        for path in (ROOT / "src" / "corrigenda").iterdir()
        if path.is_dir() and not path.name.startswith("__") and path.name != "corrigenda.egg-info"
    }
    assert not {room for room in rooms if not re.search(rf"\b{room}/", README)}


def test_every_setting_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text()
    assert not [setting.name for setting in SETTINGS if f"`{setting.name}`" not in page]


def test_every_setting_that_is_read_is_declared() -> None:
    text = (ROOT / "src" / "corrigenda" / "settings.py").read_text()
    read = set(re.findall(r"environ\.get\(\"(CORRIGENDA_\w+|PORT)\"", text))
    assert read - {"CORRIGENDA_LOG_LEVEL"} <= {setting.name for setting in SETTINGS}


def test_every_command_is_documented() -> None:
    from corrigenda.cli.main import app

    page = (ROOT / "docs" / "reference" / "commands.md").read_text()
    names = [c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands if not c.hidden]
    assert not [name for name in names if f"## corrigenda {name}" not in page]


def test_the_generated_pages_are_up_to_date() -> None:
    from scripts.docs import pages

    stale = [path for path, text in pages() if not path.exists() or path.read_text() != text]
    assert not stale, "run `make docs`"


def test_every_link_between_the_docs_leads_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
            if not target.startswith(("http", "mailto:")) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert not broken


def test_no_private_host_or_path_is_named() -> None:
    private = re.compile(r"(?<![\w.~])/(?:home|root|tmp|work)/\w|\bregistry\.")
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "Makefile"]
    assert not [str(page) for page in pages if private.search(page.read_text())]
