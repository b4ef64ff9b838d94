"""Before what cannot be taken back lightly, a member shows again that it is really them."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase

from corrigenda.core.models import Member

P = ParamSpec("P")
Screen = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]
LATELY = 15 * 60  # seconds


def make_sure(view: "Screen[P]") -> "Screen[P]":
    """Ask for the password or second factor again, unless it was given lately; then go on with what was pressed."""

    @wraps(view)
    def asked(request: HttpRequest, member: Member, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        from allauth.account.authentication import get_authentication_records
        from allauth.core.exceptions import ReauthenticationRequired

        shown = [record["at"] for record in get_authentication_records(request, member)]
        if time.time() - max(shown, default=0) > LATELY:
            raise ReauthenticationRequired
        return view(request, member, *args, **kwargs)

    return asked
