"""Every version's words are kept, can be compared word by word, and come back as a new version."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from corrigenda.claims.actions import save_draft, start_draft
from corrigenda.claims.drafts import Draft, EvidenceRow, draft_from, draft_of
from corrigenda.claims.history import begun_from, between, restore_version, versions_of
from corrigenda.claims.models import FactCheck, Version
from corrigenda.core.differences import differences
from corrigenda.core.exceptions import NotAllowed, NotFound
from corrigenda.core.models import Member, Role

pytestmark = pytest.mark.django_db
FIRST = Draft(
    claim="Uống nước chanh chữa ung thư.",
    lang="vi",
    title="Nước chanh không chữa ung thư",
    rating="false",
    summary="Chưa có nghiên cứu nào trên người.",
    topics=("health",),
    evidence=(EvidenceRow(url="https://example.org/a", quote="Không.", stance="contradicts"),),
)


@pytest.fixture
def draft(bo: Member) -> FactCheck:
    started = start_draft(lang="vi", member=bo)
    return save_draft(started.pk, FIRST, stamp_seen=draft_of(started).stamp, member=bo)


def kept(fact_check: FactCheck) -> list[Draft]:
    return [draft_from(each.content) for each in fact_check.versions.order_by("version")]


def test_every_save_is_kept_word_for_word(draft: FactCheck, ana: Member) -> None:
    second = replace(FIRST, title="ชื่อใหม่", evidence=())
    save_draft(draft.pk, second, stamp_seen=FIRST.stamp, member=ana)
    assert kept(draft) == [Draft(lang="vi"), FIRST, second]
    assert [each.member.name for each in versions_of(draft)] == ["Ana", "Bo", "Bo"]


def test_one_save_is_one_kept_version_however_many_sources_changed(draft: FactCheck, bo: Member) -> None:
    rows = tuple(EvidenceRow(url=f"https://{n}.example/", quote=str(n)) for n in range(5))
    save_draft(draft.pk, replace(FIRST, body="x", evidence=rows), stamp_seen=FIRST.stamp, member=bo)
    assert draft.versions.count() == 3


@pytest.mark.django_db(transaction=True)
def test_words_changed_by_plain_sql_are_kept_too(bo: Member) -> None:
    started = start_draft(lang="vi", member=bo)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claims_factcheck SET title = 'Lén sửa' WHERE id = %s", [started.pk])
    assert kept(started)[-1].title == "Lén sửa"


@pytest.mark.parametrize("change", ["UPDATE claims_version SET content = '{}'", "DELETE FROM claims_version"])
def test_a_kept_version_is_never_changed_or_removed(draft: FactCheck, change: str) -> None:
    with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert Version.objects.count() == 2


def test_an_earlier_version_comes_back_as_a_new_one(draft: FactCheck, ana: Member) -> None:
    first = draft.version
    save_draft(draft.pk, replace(FIRST, title="Khác", evidence=()), stamp_seen=FIRST.stamp, member=ana)
    restored = restore_version(draft.pk, first, member=ana)
    assert draft_of(FactCheck.objects.get(pk=draft.pk)) == FIRST
    assert restored.version > first
    assert kept(draft)[-1] == FIRST


def test_nobody_restores_what_is_not_there_or_may_not(draft: FactCheck, ana: Member) -> None:
    with pytest.raises(NotFound):
        restore_version(draft.pk, 999, member=ana)
    volunteer = Member.objects.create_user("vo@desk.example", name="Võ", role=Role.VOLUNTEER)
    with pytest.raises(NotAllowed):
        restore_version(draft.pk, 1, member=volunteer)


def test_the_words_a_writer_began_from_are_found_by_their_stamp(draft: FactCheck, ana: Member) -> None:
    save_draft(draft.pk, replace(FIRST, title="Khác"), stamp_seen=FIRST.stamp, member=ana)
    assert begun_from(draft, FIRST.stamp) == FIRST
    assert begun_from(draft, "no such stamp") is None


def test_only_the_fields_that_differ_are_shown() -> None:
    found = between(FIRST, replace(FIRST, title="Nước chanh không trị ung thư", topics=("food", "health")))
    assert [each.name for each in found] == ["title", "topics"]


@pytest.mark.parametrize(
    ("old", "new", "gone", "added"),
    [
        ("Lemon water cures cancer.", "Lemon water does not cure cancer.", ["cures"], ["does not cure"]),
        ("uống 4 lít nước", "uống 6 lít nước", ["4"], ["6"]),
        ("น้ำมะนาวรักษามะเร็ง", "น้ำมะนาวไม่รักษามะเร็ง", [], ["ไม่"]),
        ("一杯水", "两杯水", ["一"], ["两"]),
        ("", "x", [], ["x"]),
        ("one\n\ntwo\n\nthree", "one\n\nthree", ["two\n\n"], []),
    ],
)
def test_differences_are_words_in_every_script(old: str, new: str, gone: list[str], added: list[str]) -> None:
    pieces = differences(old, new)
    assert [each.text for each in pieces if each.kind == "gone"] == gone
    assert [each.text for each in pieces if each.kind == "new"] == added
    assert "".join(each.text for each in pieces if each.kind != "new") == old
    assert "".join(each.text for each in pieces if each.kind != "gone") == new


def test_two_long_texts_without_a_word_in_common_are_compared_at_once() -> None:
    old, new = ("mot " * 40_000), ("hai " * 40_000)
    assert [each.kind for each in differences(old, new)] == ["gone", "new"]
