"""A message with several claims: words of it become cases of their own, and the message stays in its own."""

from __future__ import annotations

import pytest

from corrigenda.claims.models import Claim, FactCheck, Publisher
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member, Role
from corrigenda.desk import actions
from corrigenda.desk.models import Case, Part
from corrigenda.intake.models import Message
from corrigenda.matching.models import Match
from tests.desk.cases import case_about, message_saying

pytestmark = pytest.mark.django_db
DENGUE, DURIAN = "Uống giấm trị sốt xuất huyết.", "กินทุเรียนกับน้ำอัดลมแล้วตายทันที"
LONG = f"Chia sẻ gấp!\n{DENGUE}  Gọi [phone].\n{DURIAN}\nGửi cho mọi người nhé."


@pytest.fixture
def case() -> Case:
    return case_about(LONG, asked=4)


def cut(case: Case, words: str, member: Member) -> Case:
    return actions.cut_claim(case.pk, case.case_messages.get().message_id, words=words, member=member)


def test_each_claim_of_a_message_gets_a_case_of_its_own(case: Case, bo: Member) -> None:
    first, second = cut(case, DENGUE, bo), cut(case, DURIAN, bo)
    assert len({case.pk, first.pk, second.pk}) == 3
    assert first.case_messages.get().message.text == DENGUE
    assert second.case_messages.get().message.lang == "th"
    assert case.case_messages.get().message.text == LONG
    assert Part.objects.filter(message__text=LONG, cut_by=bo).count() == 2


def test_nobody_is_counted_twice_as_asking(case: Case, bo: Member) -> None:
    assert not cut(case, DENGUE, bo).case_messages.get().message.requests.exists()


def test_pressing_twice_makes_one_case(case: Case, bo: Member) -> None:
    assert cut(case, DENGUE, bo) == cut(case, f"  {DENGUE}\n", bo)
    assert (Case.objects.count(), Part.objects.count()) == (2, 1)


def test_line_ends_and_spaces_do_not_matter(case: Case, bo: Member) -> None:
    assert cut(case, "Gọi [phone].\r\nกินทุเรียน", bo) != case


@pytest.mark.parametrize("words", ["Uống rượu trị sốt xuất huyết", "", " \n ", "\x00", LONG, LONG.upper()])
def test_what_is_no_part_of_the_message_is_refused(case: Case, bo: Member, words: str) -> None:
    with pytest.raises(Invalid):
        cut(case, words, bo)
    assert (Case.objects.count(), Part.objects.count(), Message.objects.count()) == (1, 0, 1)


def test_words_that_somebody_else_sent_lead_to_the_case_there_is(case: Case, bo: Member) -> None:
    other = case_about(DURIAN, asked=2, lang="th")
    assert cut(case, DURIAN, bo) == other
    assert Message.objects.count() == 2


def test_a_message_of_the_same_case_is_split_off_instead(case: Case, bo: Member) -> None:
    case.case_messages.create(message=message_saying(DURIAN, lang="th"))
    message = Message.objects.get(text=LONG)
    with pytest.raises(StateConflict, match="Split it off"):
        actions.cut_claim(case.pk, message.pk, words=DURIAN, member=bo)
    assert not Part.objects.exists()


def test_a_claim_that_is_answered_already_shows_its_answer(case: Case, bo: Member) -> None:
    known = FactCheck.objects.create(
        claim=Claim.objects.create(text=DURIAN, lang="th"),
        origin="imported",
        state="published",
        published_at=now(),
        publisher=Publisher.objects.create(name="โรงเรียนข่าว", site="news.example"),
    )
    Match.objects.create(message=message_saying(DURIAN, lang="th"), fact_check=known, state="confirmed")
    own = cut(case, DURIAN, bo)
    assert (own.state, own.fact_check) == ("answered", known)


def test_messages_of_another_case_are_not_found(case: Case, bo: Member) -> None:
    other = case_about("Số 4 là con số xui xẻo nhất trong năm nay")
    with pytest.raises(NotFound):
        actions.cut_claim(case.pk, other.case_messages.get().message_id, words=DURIAN, member=bo)


def test_a_volunteer_cuts_nothing(case: Case) -> None:
    with pytest.raises(NotAllowed):
        cut(case, DENGUE, Member.objects.create_user("vo@desk.example", name="Võ", role=Role.VOLUNTEER))


def test_a_cut_is_undone_while_nobody_has_worked_on_it(case: Case, bo: Member) -> None:
    own = cut(case, DENGUE, bo)
    assert actions.undo_cut(own.pk, member=bo) == case
    assert (Case.objects.count(), Part.objects.count(), Message.objects.count()) == (1, 0, 1)


def test_work_on_a_cut_is_not_thrown_away(case: Case, bo: Member) -> None:
    own = cut(case, DENGUE, bo)
    actions.add_note(own.pk, "Xem số liệu của Bộ Y tế.", member=bo)
    with pytest.raises(StateConflict, match="worked on"):
        actions.undo_cut(own.pk, member=bo)


def test_who_asked_for_just_these_words_is_not_forgotten(case: Case, bo: Member) -> None:
    own = case_about(DURIAN, lang="th")
    cut(case, DURIAN, bo)
    with pytest.raises(StateConflict):
        actions.undo_cut(own.pk, member=bo)
    assert Message.objects.filter(text=DURIAN).exists()


def test_the_case_of_a_whole_message_is_no_cut(case: Case, bo: Member) -> None:
    with pytest.raises(StateConflict):
        actions.undo_cut(case.pk, member=bo)
