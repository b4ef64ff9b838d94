"""People look at automatic answers: a draw nobody chooses, what was questioned, taking back, undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from corrigenda.core.clock import now
from corrigenda.core.exceptions import NotAllowed, NotFound, StateConflict
from corrigenda.core.models import AuditEntry, Member, Role
from corrigenda.matching import actions, answers
from corrigenda.matching.models import Match, MatchState
from tests.matching.decisions import THAI, decided, fact_check

pytestmark = pytest.mark.django_db
ANY = {"ranker_version": "any", "automatic": True, "was_automatic": True, "decided_at": None}


def sent(count: int, **fields: object) -> list[Match]:
    """Automatic answers that nobody has looked at."""
    return decided([2.0] * count, member=None, right=True, **{**ANY, **fields})


def stands(match: Match) -> tuple[str, bool, bool, bool]:
    match.refresh_from_db()
    return match.state, match.automatic, match.decided_by_id is not None, match.drawn


def queued() -> Iterator[str]:
    yield from ProcrastinateJob.objects.values_list("task_name", flat=True)


def test_the_draw_is_the_same_until_it_is_decided_about_and_does_not_follow_time() -> None:
    all_of_them = sent(60)
    first = [each.match.pk for each in answers.drawn()]
    assert len(first) == answers.DRAWN
    assert first == [each.match.pk for each in answers.drawn()]
    assert first != sorted(first)
    assert not set(first) <= {match.pk for match in all_of_them[: answers.DRAWN]}


def test_old_answers_those_looked_at_and_those_of_people_are_not_drawn(bo: Member) -> None:
    sent(1, created_at=now() - answers.DRAWN_FROM - timedelta(days=1))
    sent(1, decided_by=bo)
    sent(1, automatic=False, was_automatic=False)
    sent(1, state=MatchState.SUGGESTED)
    assert answers.drawn() == []
    [fresh] = sent(1)
    assert [each.match for each in answers.drawn()] == [fresh]


def test_what_is_questioned_comes_first_and_is_no_part_of_the_draw(bo: Member) -> None:
    sent(3)
    [doubted] = sent(1)
    assert actions.question(doubted.message_id)
    asked_at = Match.objects.get(pk=doubted.pk).questioned_at
    assert actions.question(doubted.message_id)  # twice is once
    assert Match.objects.get(pk=doubted.pk).questioned_at == asked_at
    assert [each.match for each in answers.questioned()] == [doubted]
    assert doubted not in [each.match for each in answers.drawn()]
    actions.find_right(doubted.message.public_id, member=bo)
    assert stands(doubted) == ("confirmed", True, True, False)
    assert not actions.question(doubted.message_id)


def test_a_right_one_stays_and_counts(bo: Member) -> None:
    [match] = sent(1)
    actions.find_right(match.message.public_id, member=bo)
    assert stands(match) == ("confirmed", True, True, True)
    assert not answers.drawn()
    assert not list(queued())
    with pytest.raises(NotFound):
        actions.find_wrong(match.message.public_id, member=bo)


def test_a_wrong_one_is_taken_back_goes_to_the_desk_and_does_not_answer_again(bo: Member) -> None:
    [match] = sent(1)
    actions.find_wrong(match.message.public_id, member=bo)
    assert stands(match) == ("rejected", False, True, True)
    assert sorted(queued()) == ["desk.open_case", "reply.withdraw"]
    assert AuditEntry.objects.get().action == "find_answer_wrong"


def test_both_can_be_undone_while_there_is_no_other_answer(bo: Member) -> None:
    [right], [wrong], [answered_anew] = sent(1), sent(1), sent(1)
    actions.find_right(right.message.public_id, member=bo)
    actions.find_wrong(wrong.message.public_id, member=bo)
    assert answers.last_checked(bo) == wrong
    for match in (right, wrong):
        actions.undo_check(match.message.public_id, member=bo)
        assert stands(match) == ("confirmed", True, False, False)
    assert answers.last_checked(bo) is None
    assert "reply.answer_message" in set(queued())
    actions.find_wrong(answered_anew.message.public_id, member=bo)
    actions.link(answered_anew.message_id, fact_check().pk, member=bo)
    with pytest.raises(StateConflict):
        actions.undo_check(answered_anew.message.public_id, member=bo)


def test_a_volunteer_decides_nothing() -> None:
    volunteer = Member.objects.create_user("v@desk.example", "a long enough secret", name="V", role=Role.VOLUNTEER)
    [match] = sent(1)
    for decide in (actions.find_right, actions.find_wrong, actions.undo_check):
        with pytest.raises(NotAllowed):
            decide(match.message.public_id, member=volunteer)
    assert stands(match) == ("confirmed", True, False, False)


def test_only_what_was_drawn_counts_as_drawn(bo: Member) -> None:
    matches = sent(answers.DRAWN * 3)
    on_the_page = {each.match.pk for each in answers.drawn()}
    other = next(match for match in matches if match.pk not in on_the_page)
    actions.find_right(other.message.public_id, member=bo)
    assert stands(other)[3] is False
    chosen = next(match for match in matches if match.pk in on_the_page)
    actions.find_right(chosen.message.public_id, member=bo)
    assert stands(chosen)[3] is True


def test_a_language_can_be_looked_at_by_itself(bo: Member) -> None:
    sent(answers.DRAWN * 2)
    thai = sent(2, groups=THAI)
    assert answers.languages_to_check() == ["th", "vi"]
    assert {each.match for each in answers.drawn(lang="th")} == set(thai)
    actions.find_wrong(thai[0].message.public_id, member=bo)
    assert stands(thai[0])[3] is True


def test_the_rate_of_what_is_drawn_is_that_of_all(bo: Member) -> None:
    """Every fifth answer is wrong: of a hundred drawn ones about twenty are, in whatever order they came."""
    matches = sent(500)
    wrong = {match.pk for match in Random(7).sample(matches, 100)}
    found = 0
    for _ in range(10):
        for each in answers.drawn():
            is_wrong = each.match.pk in wrong
            found += is_wrong
            (actions.find_wrong if is_wrong else actions.find_right)(each.match.message.public_id, member=bo)
    assert Match.objects.filter(drawn=True).count() == 100
    assert 7 <= found <= 35  # three standard deviations
