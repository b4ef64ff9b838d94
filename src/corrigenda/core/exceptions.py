"""Errors: a sentence for the person who meets it, a code for programs, one bit for the worker."""

from django.utils.translation import gettext


class CorrigendaError(Exception):
    """Something a person can understand and often mend.

    `code` is stable and for programs; `permanent` says that trying again will not help.
    """

    code = "error"
    permanent = True

    @property
    def sentence(self) -> str:
        """What to show the person who meets this, in the language of the page."""
        return str(self) or gettext((self.__doc__ or self.code).strip().splitlines()[0])


class NotAllowed(CorrigendaError):
    """You may not do this with your role."""

    code = "not_allowed"


class NotFound(CorrigendaError):
    """This does not exist, or not any more."""

    code = "not_found"


class StateConflict(CorrigendaError):
    """Somebody else changed this in the meantime. Load it again to see how it stands."""

    code = "state_conflict"


class Invalid(CorrigendaError):
    """What was sent is not complete or not well formed."""

    code = "invalid"
