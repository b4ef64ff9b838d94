"""Two who press at the same moment, and a member who is removed while signing: real transactions, side by side."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction

from corrigenda.claims.models import FactCheck
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.core.models import Member, Role
from corrigenda.desk import actions
from corrigenda.desk.models import Reading, SignOff
from corrigenda.publish.actions import publish_fact_check
from corrigenda.publish.amending import publish_amendment
from corrigenda.publish.models import Publication
from tests.publish.stories import draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scale(transactional_db: None) -> None:
    importlib.import_module("corrigenda.claims.migrations.0002_rating_scale").add_scale(apps, None)


@pytest.fixture
def waiting(scale: None, bo: Member) -> FactCheck:
    made = draft(bo, body="15")
    actions.send_for_sign_off(made.pk, member=bo)
    made.refresh_from_db()
    return made


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What came of each, in one thread each: "done", or the sentence of the refusal."""
    said = [""] * len(acts)
    gate = threading.Barrier(len(acts))

    def run(place: int) -> None:
        gate.wait()
        try:
            acts[place]()
            said[place] = "done"
        except CorrigendaError as error:
            said[place] = error.sentence
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return said


def test_of_two_who_sign_at_once_one_wins_and_the_other_is_told(waiting: FactCheck, ana: Member, lee: Member) -> None:
    def sign(member: Member) -> Callable[[], object]:
        return lambda: actions.sign(waiting.pk, member=member, no_interest=True, version_seen=waiting.version)

    said = at_once(sign(ana), sign(lee), sign(ana))
    assert said.count("done") == 1
    assert SignOff.objects.count() == 1
    assert all("not waiting" in each for each in said if each != "done")


def test_of_two_who_take_it_at_once_one_reads(waiting: FactCheck, ana: Member, lee: Member) -> None:
    said = at_once(*(lambda m=m: actions.take_to_read(waiting.pk, member=m) for m in (ana, lee)))  # type: ignore[misc]
    assert sorted(each == "done" for each in said) == [False, True]
    assert Reading.objects.count() == 1


def test_published_at_once_is_published_once(waiting: FactCheck, ana: Member, bo: Member, lee: Member) -> None:
    actions.sign(waiting.pk, member=ana, no_interest=True)
    assert at_once(*[lambda: publish_fact_check(waiting.pk, member=ana)] * 3) == ["done"] * 3
    made = actions.start_amendment(waiting.pk, kind="correction", reason="Đúng là 50.", member=bo)
    FactCheck.objects.filter(pk=made.pk).update(body="50")
    actions.send_for_sign_off(made.pk, member=bo)
    actions.sign(made.pk, member=lee, no_interest=True)
    assert at_once(*[lambda: publish_amendment(made.pk, member=lee)] * 3) == ["done"] * 3
    assert list(Publication.objects.order_by("pk").values_list("kind", flat=True)) == ["first", "correction"]


def test_two_corrections_begun_at_once_are_one(waiting: FactCheck, ana: Member, bo: Member) -> None:
    actions.sign(waiting.pk, member=ana, no_interest=True)
    publish_fact_check(waiting.pk, member=ana)

    def begin(member: Member) -> Callable[[], object]:
        return lambda: actions.start_amendment(waiting.pk, kind="update", reason="x", member=member)

    assert at_once(begin(ana), begin(bo)).count("done") == 1
    assert waiting.amendments.count() == 1


def test_a_member_removed_while_signing_signs_before_or_not_at_all(waiting: FactCheck, ana: Member) -> None:
    """Whoever removes Ana while her signature is being written waits for it; removed first, she does not sign."""
    signed, removed = threading.Event(), threading.Event()

    def remove() -> None:
        signed.wait(10)
        Member.objects.filter(pk=ana.pk).update(is_active=False)
        removed.set()
        connection.close()

    thread = threading.Thread(target=remove)
    thread.start()
    with transaction.atomic():
        actions.sign(waiting.pk, member=ana, no_interest=True)
        signed.set()
        assert not removed.wait(1), "Ana was removed between the look at her role and the end of her signing."
    thread.join(10)
    assert removed.is_set()
    with pytest.raises(CorrigendaError):  # the member as the screen still holds her: active
        publish_fact_check(waiting.pk, member=Member.objects.get(pk=ana.pk))


def test_who_was_removed_a_moment_ago_does_not_sign(waiting: FactCheck, ana: Member) -> None:
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    assert ana.is_active  # as her open page still knows her
    with pytest.raises(CorrigendaError, match="Only an active"):
        actions.sign(waiting.pk, member=ana, no_interest=True)
    Member.objects.filter(pk=ana.pk).update(is_active=True, role=Role.VOLUNTEER)
    with pytest.raises(CorrigendaError, match="Only an active"):
        actions.sign(waiting.pk, member=ana, no_interest=True)
