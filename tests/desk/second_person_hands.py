"""How the machine does things (see `second_person_machine`): as whom, to what, in a savepoint, by a button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis.stateful import RuleBasedStateMachine

from corrigenda.claims.models import FactCheck
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.publish.actions import publish_fact_check
from corrigenda.publish.amending import publish_amendment
from tests.desk.second_person_books import SIGNING_ROLES, Books, Steps

REFUSALS = (IntegrityError, CorrigendaError)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


class Hands(RuleBasedStateMachine):
    """Members of every role. `people`, `clients` and `folder` are set by the test."""

    people: Sequence[Member] = ()
    clients: Sequence[Client] = ()
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.offset = timedelta()
        self.clock = mock.patch("django.utils.timezone.now", self.now)
        self.clock.start()
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(id), 0) FROM desk_signoff")
            last = cursor.fetchone()[0]
        self.books = Books(
            roles={person.pk: person.role for person in self.people},
            active={person.pk: True for person in self.people},
            last_sign_off=last,
        )
        self.known: list[int] = []

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def member(self, number: int) -> Member:
        return Member.objects.get(pk=self.people[number % len(self.people)].pk)

    def one(self, number: int) -> int:
        return self.known[-1 - number % min(len(self.known), 5)]

    def attempt(self, act: Callable[[], object]) -> bool:
        """Try it in a savepoint; a refusal is fine, and undoes it. Anything else that goes wrong is a finding."""
        Steps.taken += 1
        try:
            with transaction.atomic():
                act()
        except REFUSALS:
            Steps.refused += 1
            return False
        return True

    def press(self, number: int, button: str, wanted: int, **sent: object) -> None:
        """Press a button of a screen, in the browser of a member who may have left."""
        Steps.taken += 1
        public_id = FactCheck.objects.values_list("public_id", flat=True).get(pk=wanted)
        answer = self.clients[number % len(self.clients)].post(f"/desk/fact-checks/{public_id}/{button}", sent)
        assert answer.status_code < 500, (button, answer.status_code)

    def walk(self, pk: int, wrote: set[int] | None = None) -> None:
        found = FactCheck.objects.get(pk=pk)
        writers = wrote or self.books.wrote.get(pk, set())
        barred = {member for about, member in self.books.interests if about in {pk, found.amends_id}}
        second = self.somebody(without=writers | barred)
        if found.state == "draft":
            actions.send_for_sign_off(pk, member=second)
        actions.sign(pk, member=second, no_interest=True)
        (publish_amendment if found.is_amendment else publish_fact_check)(pk, member=second)

    def somebody(self, *, without: set[int]) -> Member:
        """A member who may sign, by the machine's own books."""
        able = [pk for pk in self.books.roles if self.books.active[pk] and self.books.roles[pk] in SIGNING_ROLES]
        return Member.objects.get(pk=next((pk for pk in able if pk not in without), self.people[0].pk))
