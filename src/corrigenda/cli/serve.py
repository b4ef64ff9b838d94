"""`corrigenda serve`: database, web and worker together, until told to stop."""

import asyncio
import os
import sys

import typer

from corrigenda import settings
from corrigenda.cli.boot import boot
from corrigenda.cli.household import Household, check_port_is_free


def serve() -> None:
    """Run the desk: database, web site and worker. Ctrl-C stops it cleanly.

    The address is CORRIGENDA_HOST and PORT, the data folder CORRIGENDA_HOME.
    """
    check_port_is_free(settings.CORRIGENDA_HOST, settings.PORT)
    boot()
    run_household()


def run_household() -> None:
    """Start web and worker, say where the site is, and look after both until the end."""
    from corrigenda.core.members import first_run_link

    household = Household(host=settings.CORRIGENDA_HOST, port=settings.PORT)
    household.start()
    try:
        household.wait_until_ready(seconds=120)
        typer.echo(f"{settings.CORRIGENDA_SITE_NAME} is at {settings.CORRIGENDA_SITE_URL}/")
        link = first_run_link(settings.CORRIGENDA_SITE_URL)
        if link:
            typer.echo(f"Nobody can sign in yet. Open this once, within 24 hours, to become administrator:\n  {link}")
        sys.stdout.flush()
        household.look_after()
    finally:
        household.stop()


def worker() -> None:
    """Work on queued jobs until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corrigenda.settings")
    import django

    django.setup()
    from corrigenda.flow.worker import work, worker_queue
    from corrigenda.matching import engine_room

    engine_room.encoder()  # the first message should not wait for it
    asyncio.run(work(worker_queue()))
