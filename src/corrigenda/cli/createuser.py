"""`corrigenda createuser`: a member, and the link with which that person chooses a password."""

import json
from typing import Annotated

import typer

from corrigenda import settings
from corrigenda.cli.boot import boot

ROLES = "volunteer, fact_checker, editor or administrator"


def createuser(
    email: Annotated[str, typer.Argument(help="The e-mail address this person signs in with.")],
    name: Annotated[str, typer.Option(help="The name the others at the desk see.")] = "",
    role: Annotated[str, typer.Option(help=f"What the person may do: {ROLES}.")] = "fact_checker",
    as_json: Annotated[bool, typer.Option("--json", help="Say the link as JSON.")] = False,
) -> None:
    """Make a member and print a link, good once within 7 days, to choose a password with.

    For a member who exists already, it prints a new link: the way back in after a lost password or phone.
    """
    boot()
    from corrigenda.core.members import create_member, welcome_path

    member, token = create_member(email, name=name, role=role)
    link = settings.CORRIGENDA_SITE_URL + welcome_path(token)
    if as_json:
        typer.echo(json.dumps({"email": member.email, "name": member.name, "role": member.role, "link": link}))
        return
    typer.echo(f"{member.name} ({member.get_role_display()}) chooses a password here, once, within 7 days:\n  {link}")
