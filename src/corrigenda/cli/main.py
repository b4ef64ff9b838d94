"""The commands. Each lives in a file of its own and is loaded when it is called."""

import sys

import typer

from corrigenda import __version__
from corrigenda.cli.calibrate import calibrate
from corrigenda.cli.cluster import cluster
from corrigenda.cli.createuser import createuser
from corrigenda.cli.demo import demo, prepare_demo
from corrigenda.cli.doctor import doctor
from corrigenda.cli.evaluate import evaluate
from corrigenda.cli.import_ import import_
from corrigenda.cli.match import match
from corrigenda.cli.reindex import reindex
from corrigenda.cli.seed import seed
from corrigenda.cli.serve import serve, worker
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.engine.types import EngineError

app = typer.Typer(
    name="corrigenda",
    help="An open answer desk. Start with `corrigenda demo`, or `corrigenda serve` for a desk of your own.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def say_version(version: bool = typer.Option(False, "--version", help="Say the version and stop.")) -> None:
    """An open answer desk. Start with `corrigenda demo`, or `corrigenda serve` for a desk of your own."""
    if version:
        typer.echo(f"corrigenda {__version__}")
        raise typer.Exit


RUN, REGISTER, CARE = "Run a desk", "Work on the register", "Look after it"
app.command(rich_help_panel=RUN)(demo)
app.command(rich_help_panel=RUN)(serve)
app.command(rich_help_panel=RUN)(createuser)
app.command(name="import", rich_help_panel=REGISTER)(import_)
app.command(rich_help_panel=REGISTER)(reindex)
app.command(rich_help_panel=REGISTER)(match)
app.command(rich_help_panel=REGISTER)(cluster)
app.command(rich_help_panel=REGISTER)(evaluate)
app.command(rich_help_panel=CARE)(calibrate)
app.command(rich_help_panel=CARE)(seed)
app.command(rich_help_panel=CARE)(doctor)
app.command(hidden=True)(worker)
app.command(hidden=True)(prepare_demo)


def main() -> None:
    """Run a command; an error is one sentence on stderr and exit code 1."""
    try:
        app()
    except (CorrigendaError, EngineError) as error:
        typer.secho(f"corrigenda: {error}", err=True, fg=typer.colors.RED)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.secho("Stopped. What was finished is kept.", err=True)
        sys.exit(130)
