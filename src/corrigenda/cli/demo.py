"""`corrigenda demo`: a desk with a register, two people and a page that behaves like a chat app."""

import os
import subprocess
import sys

import typer

from corrigenda import settings


def demo() -> None:
    """Open a demo desk: a register of well-known myths, sample messages, two people who may sign in.

    Kept in a folder of its own (CORRIGENDA_HOME if that is set), so it never mixes with a real desk.
    """
    os.environ["CORRIGENDA_HOME"] = os.environ.get("CORRIGENDA_HOME") or f"{settings.default_home()}-demo"
    os.environ["CORRIGENDA_DEMO"] = "1"
    import importlib

    importlib.reload(settings)  # the two lines above changed what it reads
    from corrigenda.cli.boot import boot
    from corrigenda.cli.household import check_port_is_free
    from corrigenda.cli.serve import run_household

    check_port_is_free(settings.CORRIGENDA_HOST, settings.PORT)
    boot()
    # In a process of its own, so that the one that looks after the desk stays small.
    prepared = subprocess.run([sys.executable, "-m", "corrigenda", "prepare-demo"], check=False)
    if prepared.returncode:
        raise typer.Exit(prepared.returncode)
    run_household()


def prepare_demo() -> None:
    """Publish the demo register on the desk that is running, and say who may sign in."""
    from corrigenda.cli.boot import set_up_django
    from corrigenda.cli.progress import progress_bar

    set_up_django(os.environ["CORRIGENDA_DATABASE_URL"])
    from corrigenda.demo.load import load_demo

    with progress_bar("Preparing the demo desk") as report:
        people = load_demo(progress=report)
    typer.echo(f"Send a message as a stranger would:  {settings.CORRIGENDA_SITE_URL}/demo/chat")
    for person in people:
        typer.echo(f"Work at the desk as {person.name} ({person.role}):  {person.email}  password {person.password}")
