"""Where a one-time link leads: a person becomes a member, or a member gets in again."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from corrigenda.core.exceptions import Invalid, NotFound
from corrigenda.core.members import accept_invitation, invitation_for
from corrigenda.core.models import Member
from corrigenda.web.desk.screen import refused, typed


@never_cache
@sensitive_post_parameters("password")
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Choose name, e-mail address and password. The link is good once."""
    try:
        invitation = invitation_for(token)
        if request.method != "POST":
            return render(request, "desk/welcome.html", {"invitation": invitation})
        member = accept_invitation(
            token,
            email=typed(request.POST, "email", most=254),
            name=typed(request.POST, "name", most=120),
            password=request.POST.get("password", "")[:1024],
            lang=get_language() or "en",
        )
    except NotFound as error:
        return refused(request, error, status=404)
    except Invalid as error:
        context = {"invitation": invitation, "error": error.sentence, "typed": request.POST}
        return render(request, "desk/welcome.html", context, status=400)
    return signed_in(request, member)


def signed_in(request: HttpRequest, member: Member) -> HttpResponse:
    """Sign in whoever just chose a password, and go on to the second factor, without asking for it all again."""
    from allauth.account.internal.flows.login import record_authentication

    logout(request)
    login(request, member, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, member, method="password", reauthenticated=True)
    return redirect("mfa_index")
