"""Writes the generated reference pages: settings and commands, from the code itself."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
NOTE = "<!-- Written by `make docs`; change the code, not this page. -->\n"


def pages() -> Iterator[tuple[Path, str]]:
    """Each generated page with its text."""
    yield REFERENCE / "settings.md", settings_page()
    yield REFERENCE / "commands.md", commands_page()
    yield REFERENCE / "roles.md", roles_page()


def settings_page() -> str:
    """Every setting with its default and help."""
    from corrigenda.settings import SETTINGS

    rows = [f"| `{each.name}` | {each.default or 'empty'} | {each.help} |" for each in SETTINGS]
    return "\n".join([f"# Settings\n\n{NOTE}\n| name | default | what it is |\n| --- | --- | --- |", *rows, ""])


def roles_page() -> str:
    """What each role may do, from the one table of permissions."""
    import os

    import django
    from django.utils import translation

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corrigenda.settings")
    django.setup()
    from corrigenda.core.roles import MAY, Permission, Role

    with translation.override("en"):
        heads = " | ".join(str(role.label) for role in Role)
        rows = [
            f"| {each.label} | {' | '.join('yes' if role in MAY[each] else 'no' for role in Role)} |"
            for each in Permission
        ]
    note = "Nobody signs a fact-check that they wrote or edited, whatever their role; the database refuses it."
    return "\n".join([f"# Roles\n\n{NOTE}\n{note}\n\n| | {heads} |\n| --- |{' --- |' * len(Role)}", *rows, ""])


def commands_page() -> str:
    """Every command with its arguments and options."""
    import typer.main

    from corrigenda.cli.main import app

    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    parts = [f"# Commands\n\n{NOTE}"]
    for name in sorted(commands):
        command = commands[name]
        if not command.hidden:
            parts.append(f"## corrigenda {name}\n\n{(command.help or '').strip()}\n\n{_parameters(command)}")
    return "\n".join(parts)


def _parameters(command: "object") -> str:
    rows = []
    for parameter in command.params:  # type: ignore[attr-defined]
        names = " ".join(f"`{o}`" for o in parameter.opts)
        what = getattr(parameter, "help", "") or ""
        rows.append(f"| {names} | {what.replace(chr(10), ' ')} |")
    return "\n".join(["| option | meaning |", "| --- | --- |", *rows, ""]) if rows else ""


if __name__ == "__main__":
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for path, text in pages():
        path.write_text(text)
        print(path.relative_to(ROOT))
