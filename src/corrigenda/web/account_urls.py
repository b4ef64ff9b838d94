"""Addresses of sign-in, below /account/: only what a desk that sends no mail and has no sign-up needs."""

from allauth.account import views
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path


def closed(request: HttpRequest, **_address: str) -> HttpResponse:
    """There is no such page: nobody signs up, and no mail is sent. An administrator makes a new link instead."""
    raise Http404


# allauth looks some names up, so they have addresses; behind them there is nothing.
CLOSED = {
    "account_signup": "signup/",
    "account_email": "email/",
    "account_email_verification_sent": "confirm-email/",
    "account_confirm_email": "confirm-email/<str:key>/",
    "account_reset_password": "password/reset/",
    "account_reset_password_done": "password/reset/done/",
    "account_set_password": "password/set/",
}
urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/", include("allauth.mfa.urls")),
    *(path(address, closed, name=name) for name, address in CLOSED.items()),
]
