"""The database's own rules, said to the person who met one of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from corrigenda.core.exceptions import StateConflict

CHECK_VIOLATION = "23514"


class RefusedByDatabase(StateConflict):
    """The rules of sign-off do not allow this."""

    code = "refused_by_database"


@contextmanager
def refusals_as_sentences() -> Iterator[None]:
    """Run a block in one transaction; raise RefusedByDatabase with the sentence of the trigger that said no.

    A violated constraint (a fault of ours, not a rule that a person can read) passes through unchanged.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if diagnosis is None or diagnosis.sqlstate != CHECK_VIOLATION or diagnosis.constraint_name:
            raise
        raise RefusedByDatabase(gettext(diagnosis.message_primary)) from error
