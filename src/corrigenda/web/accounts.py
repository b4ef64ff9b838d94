"""Sign-in rules for allauth: nobody signs up; members come by invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class NoSignUp(DefaultAccountAdapter):  # type: ignore[misc]
    """Members are invited; there is no open sign-up and no default account."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
