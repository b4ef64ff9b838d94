"""Several cases at once: one transaction, audited case by case, undone exactly, and never over somebody else's work."""

from __future__ import annotations

import pytest

from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import AuditEntry, Member, Role
from corrigenda.desk import actions, bulk
from corrigenda.desk.models import BulkChange, Case, SavedSearch
from tests.desk.cases import case_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def cases() -> list[Case]:
    texts = (
        "Đập sắp vỡ đêm nay ở huyện bên",
        "น้ำมะนาวร้อนรักษามะเร็งหายขาดทุกระยะ",
        "Free petrol for everyone who shares this",
    )
    return [case_about(text, lang=lang) for text, lang in zip(texts, ("vi", "th", "en"), strict=True)]


def ids(cases: list[Case]) -> list[str]:
    return [case.public_id for case in cases]


def standing() -> list[tuple[object, ...]]:
    return list(Case.objects.order_by("pk").values_list("pk", "owner", "topic", "state", "not_checkable", "closed_at"))


@pytest.mark.parametrize(
    ("action", "value"), [("take", ""), ("assign", "ana"), ("not_checkable", "satire"), ("topic", "health")]
)
def test_undo_brings_back_precisely_what_was_before(
    action: str, value: str, cases: list[Case], ana: Member, bo: Member
) -> None:
    Case.objects.filter(pk=cases[0].pk).update(topic="scams", owner=bo)
    before = standing()
    outcome = actions.change_cases(action, ids(cases), member=bo, value=ana.public_id if value == "ana" else value)
    assert standing() != before
    assert outcome.changed == len(outcome.change.changes) >= 2
    assert bulk.last_change(bo) == outcome.change
    undone = actions.undo_change(outcome.change.public_id, member=bo)
    assert standing() == before
    assert (undone.changed, undone.left) == (outcome.changed, 0)
    assert bulk.last_change(bo) is None


def test_each_case_is_in_the_audit_log(cases: list[Case], bo: Member) -> None:
    change = actions.change_cases("take", ids(cases), member=bo).change
    actions.undo_change(change.public_id, member=bo)
    for action in ("take_case", "undo_bulk"):
        assert set(AuditEntry.objects.filter(action=action).values_list("subject_id", flat=True)) == set(ids(cases))


def test_what_somebody_else_has_is_left_with_the_reason(cases: list[Case], ana: Member, bo: Member) -> None:
    actions.take_case(cases[1].pk, member=ana)
    outcome = actions.change_cases("take", ids(cases), member=bo)
    assert (outcome.changed, outcome.left) == (2, 1)
    assert outcome.reasons == ("Ana has taken this case already.",)
    cases[1].refresh_from_db()
    assert cases[1].owner == ana


def test_a_case_changed_since_is_not_undone(cases: list[Case], ana: Member, bo: Member) -> None:
    change = actions.change_cases("take", ids(cases), member=bo).change
    actions.release_case(cases[2].pk, member=ana)
    undone = actions.undo_change(change.public_id, member=bo)
    assert (undone.changed, undone.left) == (2, 1)
    with pytest.raises(StateConflict):
        actions.undo_change(change.public_id, member=bo)


def test_nobody_undoes_what_another_did(cases: list[Case], ana: Member, bo: Member) -> None:
    change = actions.change_cases("take", ids(cases), member=bo).change
    with pytest.raises(NotFound):
        actions.undo_change(change.public_id, member=ana)


@pytest.mark.parametrize(
    ("action", "value"),
    [("not_checkable", "hostile"), ("topic", "people"), ("assign", "nobody"), ("delete", ""), ("", "")],
)
def test_what_makes_no_sense_changes_nothing(action: str, value: str, cases: list[Case], bo: Member) -> None:
    before = standing()
    with pytest.raises(Invalid):
        actions.change_cases(action, ids(cases), member=bo, value=value)
    assert (standing(), BulkChange.objects.count()) == (before, 0)


def test_nothing_selected_is_said(bo: Member) -> None:
    with pytest.raises(Invalid):
        actions.change_cases("take", ["AAAAAAAAAAAA"], member=bo)


def test_a_volunteer_changes_nothing_and_is_given_nothing(cases: list[Case], ana: Member) -> None:
    volunteer = Member.objects.create_user("vo@desk.example", name="Võ", role=Role.VOLUNTEER)
    with pytest.raises(NotAllowed):
        actions.change_cases("take", ids(cases), member=volunteer)
    with pytest.raises(Invalid):
        actions.change_cases("assign", ids(cases), member=ana, value=volunteer.public_id)


def test_only_an_editor_gives_away_what_another_has(cases: list[Case], ana: Member, bo: Member) -> None:
    other = Member.objects.create_user("cat@desk.example", name="Cát")
    actions.take_case(cases[0].pk, member=other)
    assert actions.change_cases("assign", ids(cases[:1]), member=bo, value=bo.public_id).changed == 0
    assert actions.change_cases("assign", ids(cases[:1]), member=ana, value=bo.public_id).changed == 1


def test_saved_searches_are_ones_own(ana: Member, bo: Member) -> None:
    saved = actions.save_search("  Vaccine   tin đồn ", "in=vi&topic=health", member=bo)
    assert (saved.name, bulk.saved_searches(ana)) == ("Vaccine tin đồn", [])
    assert actions.save_search("Vaccine tin đồn", "in=th", member=bo).pk == saved.pk
    with pytest.raises(NotFound):
        actions.rename_search(saved.public_id, "x", member=ana)
    with pytest.raises(NotFound):
        actions.forget_search(saved.public_id, member=ana)
    for name, address in (("", "in=vi"), ("x" * 61, "in=vi"), ("x", ""), ("x", "q=" + "x" * 600)):
        with pytest.raises(Invalid):
            actions.save_search(name, address, member=bo)
    actions.rename_search(saved.public_id, "ข่าวลือ", member=bo)
    actions.forget_search(saved.public_id, member=bo)
    assert not SavedSearch.objects.exists()
