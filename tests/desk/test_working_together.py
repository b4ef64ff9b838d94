"""Several people at one case: mentions, due times, who is looking, and an owner who left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, StateConflict
from corrigenda.core.models import AuditEntry, Member, Role
from corrigenda.desk import actions
from corrigenda.desk.mentions import members_named, unseen_mentions
from corrigenda.desk.models import Case, Mention, Presence
from corrigenda.desk.presence import others_looking
from tests.desk.cases import case_about, taken_at_once

RUMOUR = "Nóng: ngày mai mất điện toàn thành phố từ 8 giờ, hãy sạc điện thoại ngay"


@pytest.fixture
def case(db: None) -> Case:
    return case_about(RUMOUR)


def member(name: str, **fields: object) -> Member:
    return Member.objects.create_user(f"{Member.objects.count()}@desk.example", name=name, **fields)


@pytest.mark.django_db
class TestMentions:
    @pytest.mark.parametrize(
        ("text", "named"),
        [
            ("@Ana xem giúp nhé", ["Ana"]),
            ("(@ana)", ["Ana"]),
            ("@Anastasia", []),
            ("a@Ana.example", []),
            ("@Nguyễn Văn An và @Ana", ["Ana", "Nguyễn Văn An"]),
            ("@Nguyễn Văn xem", ["Nguyễn Văn"]),
            ("ฝากดู @สมชายด้วยนะ", ["สมชาย"]),
            ("@Left @Nobody", []),
            ("ไม่มีใคร", []),
        ],
    )
    def test_names_are_found_as_people_write_them(self, ana: Member, text: str, named: list[str]) -> None:
        for name in ("Nguyễn Văn", "Nguyễn Văn An", "สมชาย"):
            member(name)
        member("Left", is_active=False)
        assert [each.name for each in members_named(text)] == named

    def test_whoever_is_named_is_told_once_until_the_case_is_opened(self, case: Case, ana: Member, bo: Member) -> None:
        actions.add_note(case.pk, "@Ana, @Ana! @Bo tự xem", member=bo)
        assert unseen_mentions(ana).count() == 1
        assert not unseen_mentions(bo).exists()  # nobody is told of the own words
        actions.mark_mentions_seen(case, member=ana)
        assert not unseen_mentions(ana).exists()
        assert Mention.objects.count() == 1

    def test_another_case_stays_unseen(self, case: Case, ana: Member, bo: Member) -> None:
        actions.add_note(case.pk, "@Ana", member=bo)
        actions.mark_mentions_seen(case_about("กินทุเรียนกับน้ำอัดลมแล้วตายทันที", lang="th"), member=ana)
        assert unseen_mentions(ana).count() == 1

    def test_two_of_one_name_are_both_told(self, case: Case, ana: Member, bo: Member) -> None:
        twin = member("Ana")
        actions.add_note(case.pk, "@Ana", member=bo)
        assert set(Mention.objects.values_list("member_id", flat=True)) == {ana.pk, twin.pk}


@pytest.mark.django_db
class TestDue:
    def test_a_case_is_overdue_only_while_it_is_open(self, case: Case, bo: Member) -> None:
        actions.set_due(case.pk, now() + timedelta(hours=1), member=bo)
        case.refresh_from_db()
        assert not case.is_overdue
        Case.objects.filter(pk=case.pk).update(due_at=now() - timedelta(seconds=1))
        case.refresh_from_db()
        assert case.is_overdue
        actions.mark_not_checkable(case.pk, "satire", member=bo)
        case.refresh_from_db()
        assert not case.is_overdue

    @pytest.mark.parametrize("away", [timedelta(minutes=-1), timedelta(days=400)])
    def test_a_time_that_makes_no_sense_is_refused(self, case: Case, bo: Member, away: timedelta) -> None:
        with pytest.raises(Invalid):
            actions.set_due(case.pk, now() + away, member=bo)

    def test_a_due_time_can_go(self, case: Case, bo: Member) -> None:
        actions.set_due(case.pk, now() + timedelta(hours=1), member=bo)
        actions.set_due(case.pk, None, member=bo)
        case.refresh_from_db()
        assert case.due_at is None

    def test_a_volunteer_sets_no_time(self, case: Case) -> None:
        with pytest.raises(NotAllowed):
            actions.set_due(case.pk, None, member=member("Võ", role=Role.VOLUNTEER))


@pytest.mark.django_db
class TestPresence:
    def test_others_are_seen_and_oneself_is_not(self, case: Case, ana: Member, bo: Member) -> None:
        for each in (ana, bo, ana):
            actions.look_at(case, member=each)
        assert (others_looking(case, member=bo), others_looking(case, member=ana)) == (["Ana"], ["Bo"])
        actions.look_away(case, member=ana)
        assert others_looking(case, member=bo) == []

    def test_it_is_forgotten_after_a_minute(self, case: Case, ana: Member, bo: Member) -> None:
        actions.look_at(case, member=ana)
        Presence.objects.update(at=now() - timedelta(seconds=61))
        assert others_looking(case, member=bo) == []
        actions.forget_old_presence()
        assert not Presence.objects.exists()

    def test_nothing_of_it_is_kept_elsewhere(self, case: Case, ana: Member) -> None:
        before = AuditEntry.objects.count()
        actions.look_at(case, member=ana)
        actions.look_away(case, member=ana)
        assert AuditEntry.objects.count() == before

    def test_who_left_the_desk_is_not_seen(self, case: Case, ana: Member, bo: Member) -> None:
        actions.look_at(case, member=ana)
        Member.objects.filter(pk=ana.pk).update(is_active=False)
        assert others_looking(case, member=bo) == []
        with pytest.raises(NotAllowed):
            actions.look_at(case, member=Member.objects.get(pk=ana.pk))


@pytest.mark.django_db
def test_the_case_of_somebody_who_left_can_be_taken(case: Case, ana: Member, bo: Member) -> None:
    actions.take_case(case.pk, member=ana)
    with pytest.raises(StateConflict):
        actions.take_case(case.pk, member=bo)
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    actions.take_case(case.pk, member=bo)
    case.refresh_from_db()
    assert case.owner == bo


@pytest.mark.django_db(transaction=True)
def test_two_people_taking_the_case_of_somebody_who_left_do_not_both_win(ana: Member, bo: Member) -> None:
    gone = member("Cát")
    case = case_about(RUMOUR)
    actions.take_case(case.pk, member=gone)
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    taken_at_once(case, [ana, bo])
