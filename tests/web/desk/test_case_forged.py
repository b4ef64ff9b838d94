"""The case page under bad input: forged fields, ids of other cases, double presses, sessions that ended."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from corrigenda.core.models import Member
from corrigenda.desk.models import Case, Mention, Note, Part, Presence
from corrigenda.matching.models import Match, MatchState
from tests.desk.cases import case_about
from tests.web.desk.test_reasons import known, suggested

pytestmark = pytest.mark.django_db
DENGUE = "Uống giấm trị sốt xuất huyết"


@pytest.fixture
def case() -> Case:
    return case_about(f"Tin nóng: {DENGUE}, chuyển cho mọi người", asked=2)


@pytest.fixture
def other() -> Case:
    return suggested("Số 4 là con số xui xẻo nhất trong năm nay", known("Số 4 xui xẻo"))


def at(case: Case, rest: str = "") -> str:
    return f"/desk/cases/{case.public_id}/{rest}"


def message_of(case: Case) -> str:
    return case.case_messages.get().message.public_id


def test_a_message_of_another_case_is_not_shown_nor_cut(case: Case, other: Case, bo_client: Client) -> None:
    address = at(case, f"messages/{message_of(other)}/")
    assert bo_client.get(address).status_code == 404
    assert bo_client.post(f"{address}cut/", {"words": "Số 4"}).status_code == 404
    assert not Part.objects.exists()


def test_a_suggestion_of_another_case_is_not_decided_here(case: Case, other: Case, bo_client: Client) -> None:
    sent = {"fact_check": Match.objects.get().fact_check.public_id}
    bo_client.post(at(case, "reject/"), sent)
    bo_client.post(at(case, "reconsider/"), sent)
    assert Match.objects.get().state == MatchState.SUGGESTED


def test_what_was_typed_for_a_claim_is_still_there_when_refused(case: Case, bo_client: Client) -> None:
    typed = "</textarea><script>alert(1)</script>"
    answer = bo_client.post(at(case, f"messages/{message_of(case)}/cut/"), {"words": typed})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.content.decode()
    assert typed in unescape(answer.content.decode())


def test_pressed_twice_is_pressed_once(case: Case, bo_client: Client) -> None:
    for _ in range(2):
        bo_client.post(at(case, f"messages/{message_of(case)}/cut/"), {"words": DENGUE})
        bo_client.post(at(case, "note/"), {"text": "Xem bảng 3."})
    assert (Case.objects.count(), Note.objects.count()) == (2, 1)


@pytest.mark.parametrize("sent", ["", "2026-13-45T25:61", "0001-01-01T00:00", "9999-12-31T23:59:59", "\x00", "9" * 500])
def test_a_time_that_is_none_changes_nothing(case: Case, bo_client: Client, sent: str) -> None:
    assert bo_client.post(at(case, "due/"), {"due_at": sent}).status_code == 303
    case.refresh_from_db()
    assert case.due_at is None


def test_nothing_in_a_note_becomes_markup(case: Case, bo_client: Client) -> None:
    Member.objects.create_user("m@desk.example", name="<b>M</b>")
    bo_client.post(
        at(case, "note/"), {"text": "<script>alert(1)</script> @<b>M</b> javascript:alert(2) https://x.example/<i>"}
    )
    page = bo_client.get(at(case)).content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert "<i>" not in page
    assert 'href="javascript' not in page
    assert '<span class="mention">@&lt;b&gt;M&lt;/b&gt;</span>' in page
    assert Mention.objects.get().member.name == "<b>M</b>"


def test_a_page_that_was_left_open_is_told_that_it_is_signed_out(case: Case, bo: Member, cy_client: Client) -> None:
    answer = cy_client.post(at(case, "here/"), {"stamp": "x"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
    assert not Presence.objects.exists()


def test_presence_is_for_members_only_and_goes_when_they_leave(
    case: Case, ana_client: Client, bo_client: Client, volunteer_client: Client
) -> None:
    ana_client.post(at(case, "here/"))
    volunteer_client.post(at(case, "here/"))
    seen = bo_client.post(at(case, "here/"), {"stamp": "x"}).content.decode()
    assert "Ana, Võ are looking at this case too." in seen
    assert "This case has changed since you opened it." in seen
    ana_client.post(at(case, "here/"), {"leaving": "1"})
    assert "Võ is looking at this case too." in bo_client.post(at(case, "here/")).content.decode()


def test_somebody_elses_mentions_are_nobody_elses(case: Case, ana_client: Client, bo_client: Client) -> None:
    bo_client.post(at(case, "note/"), {"text": "@Ana xem giúp"})
    assert "xem giúp" not in bo_client.get("/desk/mentions/").content.decode()
    page = ana_client.get("/desk/mentions/").content.decode()
    assert "xem giúp" in page
    assert "(1 new)" in page
    ana_client.get(at(case))
    assert "(1 new)" not in ana_client.get("/desk/mentions/").content.decode()


def test_all_notes_are_found_in_full(case: Case, bo: Member, bo_client: Client) -> None:
    Note.objects.bulk_create([Note(case=case, text=f"Ghi chú {n}: " + "dài " * 600, written_by=bo) for n in range(25)])
    assert "All notes, the older ones too" in bo_client.get(at(case)).content.decode()
    first = bo_client.get(at(case, "notes/")).content.decode()
    second = bo_client.get(at(case, "notes/?page=2")).content.decode()
    assert (first.count("dài"), second.count("dài")) == (20 * 600, 5 * 600)
