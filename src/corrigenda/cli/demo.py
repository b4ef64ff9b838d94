"""`corrigenda demo`: a desk with a register, two people and a page that behaves like a chat app."""

import os

import typer

from corrigenda import settings


def demo() -> None:
    """Open a demo desk: a register of well-known myths, sample messages, two people who may sign in.

    Kept in a folder of its own (CORRIGENDA_HOME if that is set), so it never mixes with a real desk.
    """
    home = os.environ.get("CORRIGENDA_HOME") or str(settings.default_home()) + "-demo"
    os.environ["CORRIGENDA_HOME"] = home
    os.environ["CORRIGENDA_DEMO"] = "1"
    import importlib

    importlib.reload(settings)  # the two lines above changed what it reads
    from corrigenda.cli.boot import boot
    from corrigenda.cli.household import check_port_is_free
    from corrigenda.cli.progress import progress_bar
    from corrigenda.cli.serve import run_household

    check_port_is_free(settings.CORRIGENDA_HOST, settings.PORT)
    boot()
    from corrigenda.demo.load import load_demo

    with progress_bar("Preparing the demo desk") as report:
        people = load_demo(progress=report)
    typer.echo(f"Send a message as a stranger would:  {settings.CORRIGENDA_SITE_URL}/demo/chat")
    for person in people:
        typer.echo(f"Work at the desk as {person.name} ({person.role}):  {person.email}  password {person.password}")
    run_household()
