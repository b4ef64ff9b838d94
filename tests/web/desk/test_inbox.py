"""The inbox: every filter says what it says, in every order; what is new is told; nothing takes long or weighs much."""

from __future__ import annotations

import json
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from corrigenda.claims.models import Claim, FactCheck, Publisher
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.demo.seed import Size, seed_desk
from corrigenda.desk import actions
from corrigenda.desk.models import Case, SavedSearch
from corrigenda.intake.models import Request
from tests.desk.cases import case_about

pytestmark = pytest.mark.django_db
FLOOD = "Đập sắp vỡ, cả huyện phải sơ tán trong đêm nay"
LEMON = "น้ำมะนาวร้อนรักษามะเร็งหายขาดทุกระยะ"
PETROL = "Free petrol for everyone who shares this link"


@pytest.fixture
def three(bo: Member) -> list[Case]:
    flood, lemon, petrol = (
        case_about(FLOOD, asked=3),
        case_about(LEMON, asked=2, lang="th"),
        case_about(PETROL, asked=1, lang="en"),
    )
    Request.objects.filter(message__case_message__case=flood).update(received_at=now() - timedelta(days=2))
    Case.objects.filter(pk=flood.pk).update(opened_at=now() - timedelta(days=2), topic="disasters")
    Case.objects.filter(pk=petrol.pk).update(opened_at=now() - timedelta(days=3), due_at=now() - timedelta(hours=1))
    actions.take_case(lemon.pk, member=bo)
    return [flood, lemon, petrol]


def listed(client: Client, query: str) -> list[str]:
    page = unescape(client.get(f"/desk/?{query}").content.decode())
    places = [(page.index(text), text) for text in (FLOOD, LEMON, PETROL) if text in page]
    return [text for _place, text in sorted(places)]


def test_a_language_stays_chosen_when_its_last_case_closes(bo_client: Client, bo: Member, three: list[Case]) -> None:
    actions.mark_not_checkable(three[2].pk, "satire", member=bo)
    page = bo_client.get("/desk/?in=en").content.decode()
    assert '<option value="en" selected>English</option>' in page
    assert "data-case=" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [FLOOD, LEMON, PETROL]),
        ("sort=growing", [LEMON, PETROL, FLOOD]),
        ("sort=waiting", [PETROL, FLOOD, LEMON]),
        ("sort=newest", [LEMON, FLOOD, PETROL]),
        ("owner=mine", [LEMON]),
        ("owner=nobody", [FLOOD, PETROL]),
        ("in=en", [PETROL]),
        ("in=ms", []),  # known, though no case is in it now: somebody chose it when there was one
        ("topic=disasters", [FLOOD]),
        ("stage=overdue", [PETROL]),
        ("stage=draft", []),
        ("q=dap+SAP+vo", [FLOOD]),
        ("q=มะเร็ง&owner=mine", [LEMON]),
        ("q=petrol&owner=mine", []),
        ("owner=%00&in=xx&topic=people&stage=x&sort=asker&page=-1", [FLOOD, LEMON, PETROL]),
    ],
)
def test_filters_and_orders_show_what_they_say(
    query: str, shown: list[str], bo_client: Client, three: list[Case]
) -> None:
    assert listed(bo_client, query) == shown


def test_a_member_can_be_chosen_as_owner(ana_client: Client, three: list[Case], bo: Member) -> None:
    assert listed(ana_client, f"owner={bo.public_id}") == [LEMON]


def test_what_was_just_asked_is_counted_when_the_inbox_is_opened(bo_client: Client, three: list[Case]) -> None:
    message = three[2].case_messages.get().message
    for number in range(9):
        Request.objects.create(message=message, receipt_digest=str(number), tipline="web", lang="en")
    page = unescape(bo_client.get("/desk/").content.decode())
    assert page.index("<strong>10</strong>") < page.index(PETROL) < page.index(FLOOD)
    assert "+10 in 6 h" in page


def test_the_machines_guess_of_a_language_is_shown_as_one(bo_client: Client, three: list[Case]) -> None:
    assert "language detected by machine" in bo_client.get("/desk/").content.decode()


class TestDoing:
    def test_ticked_cases_are_taken_and_given_back_with_undo(
        self, bo_client: Client, bo: Member, three: list[Case]
    ) -> None:
        sent = {"do": "take", "case": [case.public_id for case in three], "back": "sort=waiting&page=1"}
        answer = bo_client.post("/desk/bulk/", sent)
        assert (answer.status_code, answer["Location"]) == (303, "/desk/?sort=waiting&page=1")
        page = bo_client.get(answer["Location"]).content.decode()
        assert "You took 2 cases." in page
        assert "1 case was left as it was: nothing to change." in page
        undo = page.split('action="/desk/bulk/')[1].split('"')[0]
        bo_client.post(f"/desk/bulk/{undo}", {"back": ""})
        assert Case.objects.filter(owner=bo).count() == 1

    def test_an_address_to_go_back_to_leads_nowhere_else(self, bo_client: Client, three: list[Case]) -> None:
        for back in ("//evil.example", "https://evil.example/", "owner=mine&next=//evil.example", "page=²"):
            answer = bo_client.post("/desk/bulk/", {"do": "release", "case": [three[0].public_id], "back": back})
            assert answer["Location"] in {"/desk/", "/desk/?owner=mine"}

    def test_a_wrong_button_keeps_the_filters_and_says_what_is_wrong(self, bo_client: Client) -> None:
        answer = bo_client.post("/desk/bulk/", {"do": "take", "back": "in=vi"}, follow=True)
        assert "Select at least one case." in answer.content.decode()

    def test_a_search_is_saved_renamed_and_deleted(self, bo_client: Client, bo: Member, three: list[Case]) -> None:
        bo_client.post("/desk/searches/", {"name": "Thái", "back": "in=th&sort=asked&evil=1"})
        saved = SavedSearch.objects.get(member=bo)
        assert saved.address == "in=th"
        assert 'href="/desk/?in=th"' in bo_client.get("/desk/").content.decode()
        bo_client.post(f"/desk/searches/{saved.public_id}/rename/", {"name": "Tiếng Thái"})
        assert "Tiếng Thái" in bo_client.get("/desk/").content.decode()
        bo_client.post(f"/desk/searches/{saved.public_id}/forget/")
        assert "Tiếng Thái" not in bo_client.get("/desk/").content.decode()


class TestLive:
    def test_new_cases_and_changed_lines_are_told(
        self, ana_client: Client, three: list[Case], ana: Member, bo: Member
    ) -> None:
        since = now().isoformat()
        case_about("Ngày mai cúp điện toàn thành phố từ tám giờ")
        actions.take_case(three[0].pk, member=bo)
        asked = {"since": since, "case": [three[0].public_id, "AAAAAAAAAAAA"]}
        told = json.loads(ana_client.get("/desk/live/", asked).content)
        assert told["new"] == "1 new case"
        assert list(told["rows"]) == [three[0].public_id]
        assert "Bo" in told["rows"][three[0].public_id]["state"]
        assert json.loads(ana_client.get("/desk/live/", asked | {"owner": "mine"}).content)["new"] == ""

    @pytest.mark.parametrize("since", ["", "x", "2026-13-45T00:00:00Z", "2026-01-01", "\x00"])
    def test_a_moment_that_is_none_is_now(self, since: str, bo_client: Client, three: list[Case]) -> None:
        assert json.loads(bo_client.get("/desk/live/", {"since": since}).content) == {"new": "", "rows": {}}


class TestSearch:
    def test_cases_and_fact_checks_in_every_state_are_found(
        self, bo_client: Client, bo: Member, three: list[Case]
    ) -> None:
        actions.mark_not_checkable(three[0].pk, "satire", member=bo)
        publisher = Publisher.objects.create(name="Checks", site="checks.example")
        FactCheck.objects.create(
            claim=Claim.objects.create(text="Đập ở thượng nguồn sắp vỡ", lang="vi"),
            **{"origin": "imported", "state": "published", "published_at": now(), "publisher": publisher},
            **{"title": "Đập vẫn an toàn", "url": "https://checks.example/1"},
        )
        page = unescape(bo_client.get("/desk/search/", {"q": "đập vỡ"}).content.decode())
        assert FLOOD in page
        assert "satire or a joke" in page
        assert "Đập vẫn an toàn" in page
        assert LEMON not in page
        assert "Nothing has all these words" in bo_client.get("/desk/search/", {"q": "xyz"}).content.decode()

    @pytest.mark.parametrize("words", ["'", "& | !", ":*", "\\", "%", "\x00", "<script>", "a" * 5000])
    def test_any_words_are_only_words(self, words: str, bo_client: Client, three: list[Case]) -> None:
        for address in ("/desk/search/", "/desk/", "/desk/settled/"):
            answer = bo_client.get(address, {"q": words})
            assert answer.status_code == 200
            assert b"<script>" not in answer.content


@pytest.mark.parametrize(
    "address",
    ["/desk/", "/desk/?sort=growing", "/desk/?q=ung+thu&in=vi&sort=waiting", "/desk/settled/", "/desk/search/?q=ngay"],
)
def test_a_page_asks_little_and_weighs_little(address: str, ana_client: Client) -> None:
    seed_desk(Size(messages=1200, checks=60, number=3))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = ana_client.get(address)
    assert answer.status_code == 200
    assert len(asked) <= 25
    assert 8_000 < len(answer.content) <= 100_000
