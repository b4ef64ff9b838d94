"""Taking, commenting, declaring, returning and signing: who may, who is told, and that no word is lost."""

from __future__ import annotations

import pytest
from django.db import connection

from corrigenda.claims.models import FactCheck
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import AuditEntry, Member, Role
from corrigenda.desk import actions
from corrigenda.desk import sign_off_queries as second
from corrigenda.desk.models import Comment, Reading, SignOff
from tests.publish.stories import THAI, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(db: None) -> Member:
    """A second fact-checker."""
    return Member.objects.create_user("dee@desk.example", "a long enough secret", name="Dee")


@pytest.fixture
def vo(db: None) -> Member:
    return Member.objects.create_user("vo@desk.example", "a long enough secret", name="Võ", role=Role.VOLUNTEER)


@pytest.fixture
def waiting(bo: Member) -> FactCheck:
    made = draft(bo)
    actions.send_for_sign_off(made.pk, member=bo)
    made.refresh_from_db()
    return made


def test_one_takes_it_to_read_and_the_other_is_told(waiting: FactCheck, ana: Member, dee: Member) -> None:
    actions.take_to_read(waiting.pk, member=dee)
    actions.take_to_read(waiting.pk, member=dee)
    with pytest.raises(StateConflict, match="Dee"):
        actions.take_to_read(waiting.pk, member=ana)
    with pytest.raises(StateConflict, match="Dee"):
        actions.sign(waiting.pk, member=ana, no_interest=True)
    assert AuditEntry.objects.filter(action="take_to_read").count() == 1


def test_its_writer_and_a_volunteer_do_not_take_it(waiting: FactCheck, bo: Member, vo: Member) -> None:
    for member in (bo, vo):
        with pytest.raises(NotAllowed):
            actions.take_to_read(waiting.pk, member=member)
    assert not Reading.objects.exists()


def test_who_took_it_or_an_editor_releases_it(waiting: FactCheck, ana: Member, bo: Member, dee: Member) -> None:
    actions.take_to_read(waiting.pk, member=dee)
    with pytest.raises(NotAllowed):
        actions.release_reading(waiting.pk, member=bo)
    actions.release_reading(waiting.pk, member=ana)
    actions.release_reading(waiting.pk, member=ana)
    actions.take_to_read(waiting.pk, member=ana)
    actions.release_reading(waiting.pk, member=ana)
    assert not Reading.objects.exists()


def test_what_somebody_took_who_has_left_is_free(waiting: FactCheck, ana: Member, dee: Member) -> None:
    actions.take_to_read(waiting.pk, member=dee)
    Member.objects.filter(pk=dee.pk).update(is_active=False)
    assert second.waiting_queue(ana)[0].may_sign
    actions.take_to_read(waiting.pk, member=ana)
    actions.sign(waiting.pk, member=ana, no_interest=True, version_seen=waiting.version)
    assert SignOff.objects.get().signed_by == ana


def test_the_queue_is_oldest_first_and_says_whose_it_is(
    waiting: FactCheck, ana: Member, bo: Member, dee: Member
) -> None:
    later = draft(ana, THAI)
    actions.send_for_sign_off(later.pk, member=ana)
    actions.comment(later.pk, "ดูอีกครั้ง", part="title", member=dee)
    actions.take_to_read(later.pk, member=dee)
    first, last = second.waiting_queue(bo)
    assert (first.fact_check, first.writers, first.wrote_it, first.may_sign) == (waiting, ("Bo",), True, False)
    assert (last.fact_check, last.reader, last.open_comments, last.may_sign) == (later, dee, 1, False)
    assert second.waiting_queue(dee)[1].may_sign


def test_a_returned_text_shows_what_changed_since(waiting: FactCheck, ana: Member, bo: Member) -> None:
    connection.check_constraints()  # versions are kept at the end of a transaction
    actions.return_with_reasons(waiting.pk, "Con số nào?", member=ana, version_seen=waiting.version)
    waiting.refresh_from_db()
    assert second.changed_since_return(waiting) == []
    FactCheck.objects.filter(pk=waiting.pk).update(summary="Chưa có 3 nghiên cứu nào trên người cho thấy điều này.")
    waiting.refresh_from_db()
    (changed,) = second.changed_since_return(waiting)
    assert changed.part == "summary"
    assert [piece.text.strip() for piece in changed.pieces if piece.kind == "new"] == ["3"]


def test_another_version_than_the_one_read_is_not_returned(waiting: FactCheck, ana: Member) -> None:
    with pytest.raises(StateConflict, match="changed since you read it"):
        actions.return_with_reasons(waiting.pk, "x", member=ana, version_seen=waiting.version - 1)


def test_who_signs_declares_first(waiting: FactCheck, ana: Member) -> None:
    with pytest.raises(Invalid, match="no interest"):
        actions.sign(waiting.pk, member=ana, no_interest=False)
    assert not SignOff.objects.exists()


def test_who_stated_an_interest_signs_neither_it_nor_its_amendments(
    waiting: FactCheck, ana: Member, dee: Member
) -> None:
    actions.take_to_read(waiting.pk, member=ana)
    actions.state_interest(waiting.pk, "My sister works there.", member=ana)
    actions.state_interest(waiting.pk, "My sister works there.", member=ana)
    assert not Reading.objects.exists()
    with pytest.raises(NotAllowed, match="interest"):
        actions.sign(waiting.pk, member=ana, no_interest=True)
    assert second.standing_of(dee, waiting).may_sign(dee)
    assert len(second.standing_of(dee, waiting).interests) == 1
    with pytest.raises(Invalid):
        actions.state_interest(waiting.pk, "  ", member=ana)


def test_a_comment_outlives_its_words(waiting: FactCheck, ana: Member, bo: Member) -> None:
    said = actions.comment(waiting.pk, "Nguồn nào?", part="summary", quote="nghiên cứu   nào", member=ana)
    actions.reply_to_comment(said.pk, "Tôi sẽ thêm.", fact_check_id=waiting.pk, member=bo)
    (thread,) = second.threads_of(waiting)
    assert (thread.words_are_gone, [reply.text for reply in thread.replies]) == (False, ["Tôi sẽ thêm."])
    actions.take_back(waiting.pk, member=bo)
    FactCheck.objects.filter(pk=waiting.pk).update(summary="Viết lại hết.")
    waiting.refresh_from_db()
    (thread,) = second.threads_of(waiting)
    assert thread.words_are_gone
    assert thread.is_open


def test_words_quoted_from_the_page_are_found_in_the_markdown(bo: Member) -> None:
    made = draft(bo, body="Một *bằng chứng* **rất** rõ, xem [ở đây](https://example.org).")
    actions.comment(made.pk, "?", part="body", quote="bằng chứng rất rõ", member=bo)
    assert not second.threads_of(made)[0].words_are_gone


def test_comments_are_settled_and_opened_again(waiting: FactCheck, ana: Member, bo: Member, vo: Member) -> None:
    said = actions.comment(waiting.pk, "x", part="claim", member=ana)
    with pytest.raises(NotAllowed):
        actions.settle_comment(said.pk, settled=True, fact_check_id=waiting.pk, member=vo)
    for _ in range(2):
        actions.settle_comment(said.pk, settled=True, fact_check_id=waiting.pk, member=bo)
    assert Comment.objects.get().settled_by == bo
    actions.settle_comment(said.pk, settled=False, fact_check_id=waiting.pk, member=bo)
    assert Comment.objects.get().settled_at is None
    assert AuditEntry.objects.filter(action="settle_comment").count() == 1


def test_a_comment_of_another_fact_check_is_not_found(waiting: FactCheck, ana: Member) -> None:
    other = draft(ana, THAI)
    said = actions.comment(other.pk, "x", part="claim", member=ana)
    with pytest.raises(NotFound):
        actions.settle_comment(said.pk, settled=True, fact_check_id=waiting.pk, member=ana)
    with pytest.raises(NotFound):
        actions.reply_to_comment(said.pk, "x", fact_check_id=waiting.pk, member=ana)


@pytest.mark.parametrize(("text", "part"), [("", "claim"), (" \n", "claim"), ("x", "verdict"), ("x", "")])
def test_a_comment_says_something_about_a_part(waiting: FactCheck, ana: Member, text: str, part: str) -> None:
    with pytest.raises(Invalid):
        actions.comment(waiting.pk, text, part=part, member=ana)
