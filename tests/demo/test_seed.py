"""A seeded desk: the same for the same number, under the same rules as real work, and nobody hears of it."""

from __future__ import annotations

import json

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob
from typer.testing import CliRunner

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.demo.seed import NotEmpty, Size, seed_desk
from corrigenda.desk.enforcement import missing_rules
from corrigenda.desk.models import Case, Demand, Edit, News, SignOff
from corrigenda.intake.models import Message, Request
from corrigenda.matching.models import Match
from corrigenda.reply.models import Reply
from tests.desk.cases import case_about

pytestmark = pytest.mark.django_db
SMALL = Size(messages=400, checks=60, number=7)


def miscounted() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM corrigenda_miscounted()")
        return int(cursor.fetchone()[0])


def test_there_is_as_much_as_was_asked_for() -> None:
    made = seed_desk(SMALL)
    assert (Message.objects.count(), FactCheck.objects.count()) == (400, 60)
    assert (made.messages, made.fact_checks) == (400, 60)
    assert made.requests == Request.objects.count() > 400
    assert made.cases == Case.objects.count()
    assert made.open_cases == Case.objects.filter(state="open").count() > 5
    assert set(Case.objects.values_list("state", flat=True)) == {"open", "answered", "not_checkable"}
    assert set(Message.objects.values_list("lang", flat=True)) == {"en", "vi", "th", ""}
    assert Demand.objects.filter(messages__gt=3).exists()


def test_the_same_number_makes_the_same_desk() -> None:
    def everything() -> list[object]:
        messages = Message.objects.order_by("public_id").values_list("public_id", "text")
        cases = Case.objects.order_by("public_id").values_list("public_id", "state", "owner__email", "demand__requests")
        return [*messages, *cases, *FactCheck.objects.order_by("public_id").values_list("public_id", "title")]

    with transaction.atomic():
        seed_desk(SMALL)
        first = everything()
        transaction.set_rollback(True)
    seed_desk(SMALL)
    assert everything() == first


def test_it_stands_under_the_rules_of_real_work() -> None:
    seed_desk(SMALL)
    ours = FactCheck.objects.filter(origin="desk", state="published")
    assert ours.exists()
    for fact_check in ours:
        signed = SignOff.objects.get(fact_check=fact_check, version=fact_check.version)
        assert not Edit.objects.filter(fact_check=fact_check, member=signed.signed_by).exists()
    assert missing_rules() == []
    assert miscounted() == 0
    assert not News.objects.exists()


def test_nobody_hears_of_it() -> None:
    seed_desk(SMALL)
    assert not ProcrastinateJob.objects.exists()
    assert not Reply.objects.exclude(state="delivered").exists()
    assert not Reply.objects.filter(request__message__case_message__case__state="open").exists()
    assert not Match.objects.filter(message__case_message__case__state="open", state="confirmed").exists()


def test_nobody_can_sign_in_as_a_made_up_member() -> None:
    seed_desk(SMALL)
    assert not [member.email for member in Member.objects.all() if member.has_usable_password()]


def test_a_desk_with_work_is_refused_and_stays_as_it_was() -> None:
    case_about("Một việc có thật")
    with pytest.raises(NotEmpty, match="1 messages, 1 cases"):
        seed_desk(SMALL)
    assert Message.objects.count() == 1
    assert seed_desk(SMALL, anyway=True).messages == 400
    with pytest.raises(NotEmpty, match="number 7 already"):
        seed_desk(SMALL, anyway=True)


def test_the_command_says_what_it_made(monkeypatch: pytest.MonkeyPatch) -> None:
    from corrigenda.cli import seed
    from corrigenda.cli.main import app

    monkeypatch.setattr(seed, "boot", lambda: "")
    told = CliRunner().invoke(app, ["seed", "--messages", "50", "--checks", "5", "--no-index", "--json"])
    assert told.exit_code == 0, told.output
    said = json.loads(told.stdout)
    assert (said["messages"], said["fact_checks"], said["indexed"]) == (50, 5, 0)
