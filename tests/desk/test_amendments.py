"""Corrections, updates, retractions and reviews: what each does to the record, the index, the cases and the replies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from corrigenda.claims.models import FactCheck, Rating, State
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import AuditEntry, Member
from corrigenda.desk import actions
from corrigenda.desk import sign_off_queries as second
from corrigenda.desk.models import CaseState
from corrigenda.matching import actions as matching
from corrigenda.matching.models import Match, MatchState
from corrigenda.matching.queries import may_answer
from corrigenda.publish.actions import SignOffMissing
from corrigenda.publish.amending import publish_amendment
from corrigenda.publish.changes import changes_of, public_changes
from corrigenda.publish.formats.claimreview import claim_review
from corrigenda.publish.models import Publication
from corrigenda.publish.queries import byline, feed_of, public_form
from corrigenda.reply import actions as reply
from corrigenda.reply.models import DeliveryState, Reply
from tests.desk.cases import case_about
from tests.publish.stories import draft, imported, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def fact_check(ana: Member, bo: Member) -> FactCheck:
    return published(bo, ana, body="Tiền 15 triệu.")


def amended(
    fact_check: FactCheck, writer: Member, signer: Member, *, kind: str = "correction", **words: object
) -> None:
    made = actions.start_amendment(fact_check.pk, kind=kind, reason="Đúng là 50 triệu.", member=writer)
    if words:
        FactCheck.objects.filter(pk=made.pk).update(**words)
    actions.send_for_sign_off(made.pk, member=writer)
    actions.sign(made.pk, member=signer, no_interest=True)
    publish_amendment(made.pk, member=signer)
    publish_amendment(made.pk, member=signer)
    fact_check.refresh_from_db()


def test_a_correction_shows_what_it_said_before(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    amended(fact_check, bo, ana, body="Tiền 50 triệu.")
    (change,) = changes_of(fact_check)
    (part,) = change.parts
    assert (change.kind, change.reason, part.name) == ("correction", "Đúng là 50 triệu.", "In detail")
    assert [(piece.kind, piece.text) for piece in part.pieces if piece.kind != "same"] == [
        ("gone", "15"),
        ("new", "50"),
    ]
    assert list(public_changes()) == [Publication.objects.latest("pk")]
    assert AuditEntry.objects.filter(action="publish_amendment").count() == 1


def test_claimreview_and_feed_carry_the_correction(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    amended(fact_check, bo, ana, body="Tiền 50 triệu.")
    content = claim_review(public_form(fact_check))
    assert content["correction"][0]["text"] == "Đúng là 50 triệu."  # type: ignore[index]
    assert content["dateModified"] > content["datePublished"]  # type: ignore[operator]
    assert content["version"] == 3
    feed, (form,) = feed_of(None, title="x", url="https://x.example/feed")
    assert feed.updated_at == form.changed_at > form.published_at


def test_the_byline_names_who_signed_the_correction(
    fact_check: FactCheck, ana: Member, bo: Member, lee: Member
) -> None:
    amended(fact_check, bo, lee, body="Tiền 50 triệu.")
    line = byline(fact_check)
    assert line is not None
    assert line.signed_off_by == "administrator"


def test_an_update_leaves_the_finding(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    made = actions.start_amendment(fact_check.pk, kind="update", reason="Bộ đã trả lời.", member=bo)
    FactCheck.objects.filter(pk=made.pk).update(rating=Rating.objects.get(code="true"))
    with pytest.raises(Invalid, match="rating"):
        actions.send_for_sign_off(made.pk, member=bo)
    actions.change_reason(made.pk, kind="correction", reason="Sai.", member=bo)
    actions.send_for_sign_off(made.pk, member=bo)


def test_a_correction_that_corrects_nothing_is_not_sent(fact_check: FactCheck, bo: Member) -> None:
    made = actions.start_amendment(fact_check.pk, kind="correction", reason="x", member=bo)
    with pytest.raises(Invalid, match="Nothing in it differs"):
        actions.send_for_sign_off(made.pk, member=bo)


def test_what_would_not_be_sent_today_can_be_withdrawn(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    """Published before two sources or a reason were asked for."""
    made = actions.start_amendment(fact_check.pk, kind="retraction", reason="Sai.", member=bo)
    FactCheck.objects.filter(pk=made.pk).update(sources_reason="", title="")
    actions.send_for_sign_off(made.pk, member=bo)
    actions.sign(made.pk, member=ana, no_interest=True)
    publish_amendment(made.pk, member=ana)
    fact_check.refresh_from_db()
    assert (fact_check.state, bool(fact_check.title)) == (State.RETRACTED, True)


def test_only_one_at_a_time_and_a_dropped_one_makes_room(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    made = actions.start_amendment(fact_check.pk, kind="update", reason="x", member=bo)
    with pytest.raises(StateConflict, match="in work already"):
        actions.start_amendment(fact_check.pk, kind="retraction", reason="x", member=ana)
    actions.drop_amendment(made.pk, member=ana)
    actions.start_amendment(fact_check.pk, kind="retraction", reason="x", member=ana)


def test_what_is_not_published_or_not_ours_is_not_amended(bo: Member) -> None:
    with pytest.raises(StateConflict):
        actions.start_amendment(draft(bo).pk, kind="update", reason="x", member=bo)
    with pytest.raises(NotFound):
        actions.start_amendment(imported().pk, kind="update", reason="x", member=bo)


@pytest.mark.parametrize(("kind", "reason"), [("", "x"), ("deletion", "x"), ("update", " ")])
def test_an_amendment_needs_a_kind_and_a_reason(fact_check: FactCheck, bo: Member, kind: str, reason: str) -> None:
    with pytest.raises(Invalid):
        actions.start_amendment(fact_check.pk, kind=kind, reason=reason, member=bo)


def test_an_unsigned_amendment_is_not_put_in_force(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    made = actions.start_amendment(fact_check.pk, kind="retraction", reason="x", member=bo)
    with pytest.raises(SignOffMissing):
        publish_amendment(made.pk, member=ana)
    with pytest.raises(NotFound):
        publish_amendment(fact_check.pk, member=ana)


def test_a_retraction_opens_what_it_answered(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    case = case_about("Nước chanh nóng chữa ung thư", asked=2)
    actions.use_existing(case.pk, fact_check.pk, member=bo)
    message = case.case_messages.get().message
    reply.answer_message(message.pk)
    Reply.objects.update(state=DeliveryState.DELIVERED, delivered_at=now())
    amended(fact_check, bo, ana, kind="retraction")
    assert not may_answer(fact_check)
    assert reply.words_for(message.pk) is None
    assert matching.withdraw(fact_check.pk) == 1
    assert matching.withdraw(fact_check.pk) == 0
    assert actions.reopen_withdrawn(fact_check.pk) == 1
    assert reply.tell_of_change(fact_check.pk) == 2
    case.refresh_from_db()
    assert (case.state, case.fact_check) == (CaseState.OPEN, None)
    assert Match.objects.get().state == MatchState.SUGGESTED
    assert Reply.objects.filter(state=DeliveryState.READY, fact_check=fact_check).count() == 2


def test_a_retracted_fact_check_carries_no_rating_for_machines(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    amended(fact_check, bo, ana, kind="retraction")
    content = claim_review(public_form(fact_check))
    assert "reviewRating" not in content
    assert content["creativeWorkStatus"] == "Retracted"
    _feed, (form,) = feed_of(None, title="x", url="https://x.example/feed")
    assert form.title.startswith("Withdrawn: ") or form.title != fact_check.title


def test_what_is_past_its_date_answers_nobody_until_an_editor_looked(
    fact_check: FactCheck, ana: Member, bo: Member
) -> None:
    yesterday = (now() - timedelta(days=1)).date()
    amended(fact_check, bo, ana, kind="update", review_by=yesterday, body="Tiền 50 triệu.")
    message = case_about("Nước chanh nóng chữa ung thư").case_messages.get().message
    match = Match.objects.create(
        message=message, fact_check=fact_check, state=MatchState.CONFIRMED, automatic=True, probability=0.99
    )
    assert not may_answer(fact_check)
    assert reply.words_for(message.pk) is None
    assert list(second.due_for_review()) == [fact_check]
    actions.confirm_still_right(
        fact_check.pk, until=(now() + timedelta(days=90)).date(), version_seen=fact_check.version, member=ana
    )
    fact_check.refresh_from_db()
    assert may_answer(fact_check)
    words = reply.words_for(message.pk)
    assert words is not None
    assert words.fact_check_id == match.fact_check_id
    assert list(second.due_for_review()) == []
    assert Publication.objects.count() == 2


def test_the_engine_does_not_answer_with_what_is_past_its_date(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    from corrigenda.engine.types import Decision, Hit
    from corrigenda.matching.queries import known_claim

    message = case_about("Nước chanh nóng chữa ung thư").case_messages.get().message
    decision = Decision(outcome="answer", hits=(Hit(known_claim(fact_check), 1.0, 0.999, ("exact",)),), reason="sure")
    amended(fact_check, bo, ana, kind="update", review_by=(now() - timedelta(days=1)).date(), body="x")
    assert not matching.apply_decision(message, decision)
    assert Match.objects.get().state == MatchState.SUGGESTED
    actions.confirm_still_right(
        fact_check.pk, until=(now() + timedelta(days=9)).date(), version_seen=fact_check.version, member=ana
    )
    assert matching.apply_decision(message, decision)


def test_only_an_editor_confirms_what_was_read_and_for_a_day_to_come(
    fact_check: FactCheck, ana: Member, bo: Member
) -> None:
    soon, version = (now() + timedelta(days=9)).date(), fact_check.version
    with pytest.raises(NotAllowed):
        actions.confirm_still_right(fact_check.pk, until=soon, version_seen=version, member=bo)
    for day in (now().date(), (now() + timedelta(days=3000)).date()):
        with pytest.raises(Invalid):
            actions.confirm_still_right(fact_check.pk, until=day, version_seen=version, member=ana)
    with pytest.raises(StateConflict):
        actions.confirm_still_right(fact_check.pk, until=soon, version_seen=version - 1, member=ana)
    assert fact_check.state == State.PUBLISHED


def test_an_explainer_is_corrected_like_a_fact_check(ana: Member, bo: Member) -> None:
    from corrigenda.claims.models import Claim, Evidence, Kind
    from corrigenda.publish.actions import publish_fact_check

    made = FactCheck.objects.create(
        kind=Kind.EXPLAINER,
        claim=Claim.objects.create(text="", lang="vi"),
        lang="vi",
        title="Vắc-xin hoạt động ra sao",
        summary="Tóm tắt.",
        body="Nội dung.",
        sources_reason="x",
        edited_by=bo,
    )
    Evidence.objects.create(fact_check=made, url="https://example.org/a", quote="x", edited_by=bo)
    actions.send_for_sign_off(made.pk, member=bo)
    actions.sign(made.pk, member=ana, no_interest=True)
    publish_fact_check(made.pk, member=ana)
    amended(made, bo, ana, summary="Tóm tắt khác.")
    (change,) = changes_of(made)
    assert [part.name for part in change.parts] == ["Summary"]
    assert Publication.objects.latest("pk").content["@type"] == "Article"
