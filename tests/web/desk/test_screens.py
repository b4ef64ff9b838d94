"""Lists, cases, pictures: what they show, and to whom it is said what to do."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from django.test import Client
from PIL import Image

from corrigenda.claims.models import Claim, FactCheck, Publisher
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.demo.load import read_lines
from corrigenda.desk import actions
from corrigenda.desk.models import Case, CaseState
from corrigenda.engine.types import EngineError
from corrigenda.intake.models import Attachment, Message
from corrigenda.intake.pictures import UploadedPicture, keep, redraw
from corrigenda.matching import queries as matching
from corrigenda.matching.models import Match, MatchState
from tests.desk.cases import case_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(db: None) -> FactCheck:
    return FactCheck.objects.create(
        claim=Claim.objects.create(text="Drinking vinegar cures dengue fever.", lang="en"),
        origin="imported",
        state="published",
        published_at=now(),
        publisher=Publisher.objects.create(name="Example Checks <b>", site="checks.example"),
        title="No, vinegar does not cure dengue",
        url="javascript:alert(1)",
        rating_words="Pants on fire",
        lang="en",
    )


THAI_CLAIMS = [row["claim"] for row in read_lines("register.jsonl") if row["lang"] == "th"][:26]


@pytest.fixture
def case() -> Case:
    return case_about("Uống giấm trị sốt xuất huyết", asked=7)


def read(client: Client, address: str) -> str:
    return unescape(client.get(address).content.decode())


def seen(page: str) -> str:
    """What is read on a page by those who see it."""
    page = re.sub(r'<span class="unseen">[^<]*</span>', "", page)
    return " ".join(re.sub(r"<[^>]*>", "", page).split())


def test_an_empty_desk_says_what_to_do(bo_client: Client) -> None:
    assert "Send a message yourself" in read(bo_client, "/desk/")
    assert "Open a case and write its fact-check" in read(bo_client, "/desk/waiting/")
    assert "Nothing is settled yet" in read(bo_client, "/desk/settled/")


def test_a_filter_without_cases_leads_back(bo_client: Client, case: Case) -> None:
    assert "Show all open cases" in read(bo_client, "/desk/?owner=mine")


def test_a_long_list_is_turned_page_by_page(bo_client: Client) -> None:
    for claim in THAI_CLAIMS:
        case_about(claim, lang="th")
    first, second = read(bo_client, "/desk/"), read(bo_client, "/desk/?page=2")
    assert (first.count("data-line"), second.count("data-line")) == (25, 1)
    assert 'start="26"' in second
    for page in ("99", "-1", "x", "9" * 30):
        assert bo_client.get("/desk/", {"page": page}).status_code == 200


def test_a_filter_is_kept_on_the_next_page(bo_client: Client) -> None:
    for claim in THAI_CLAIMS:
        case_about(claim, lang="th")
    assert "?owner=nobody&in=th&page=2" in read(bo_client, "/desk/?owner=nobody&in=th")


def test_a_case_shows_what_was_asked_and_what_may_answer_it(bo_client: Client, case: Case, imported: FactCheck) -> None:
    Match.objects.create(message=case.case_messages.get().message, fact_check=imported, probability=0.871)
    page = read(bo_client, f"/desk/cases/{case.public_id}/")
    assert "7 people asked" in page
    assert "very likely the same claim" in page
    assert "87\u00a0%" in page
    assert "Pants on fire" in page
    assert 'href="javascript:' not in page


def test_confirming_a_suggestion_answers_the_case(bo_client: Client, case: Case, imported: FactCheck) -> None:
    Match.objects.create(message=case.case_messages.get().message, fact_check=imported, probability=0.87)
    address = f"/desk/cases/{case.public_id}/"
    answer = bo_client.post(f"{address}answer/", {"fact_check": imported.public_id}, follow=True)
    assert "Everyone who asked gets this fact-check" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED
    assert Match.objects.get().state == MatchState.CONFIRMED
    again = bo_client.post(f"{address}answer/", {"fact_check": imported.public_id}, follow=True)
    assert "This case is not open: it is answered." in unescape(again.content.decode())


def test_rejecting_a_suggestion_takes_it_off_the_page(bo_client: Client, case: Case, imported: FactCheck) -> None:
    Match.objects.create(message=case.case_messages.get().message, fact_check=imported, probability=0.4)
    address = f"/desk/cases/{case.public_id}/"
    bo_client.post(f"{address}reject/", {"fact_check": imported.public_id})
    page = read(bo_client, address)
    assert "data-suggestion" not in page
    assert "1 said to be another claim" in page


def test_the_register_is_searched_by_words_when_the_engine_cannot(
    bo_client: Client, case: Case, imported: FactCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str, *, lang: str | None = None, limit: int = 10) -> list[matching.Found]:
        raise EngineError("The model is being replaced.")

    monkeypatch.setattr(matching, "search", fail)
    page = read(bo_client, f"/desk/cases/{case.public_id}/?q=Vinegar+DENGUE")
    assert "No, vinegar does not cure dengue" in seen(page)
    assert "Nothing found" in read(bo_client, f"/desk/cases/{case.public_id}/?q=vinegar+%25_")


def test_who_was_slower_reads_who_was_faster(ana_client: Client, bo_client: Client, case: Case) -> None:
    ana_client.post(f"/desk/cases/{case.public_id}/take/")
    answer = bo_client.post(f"/desk/cases/{case.public_id}/take/", follow=True)
    assert "Ana has taken this case already." in answer.content.decode()


def test_a_case_found_not_checkable_can_be_opened_again(bo_client: Client, case: Case) -> None:
    address = f"/desk/cases/{case.public_id}/"
    bo_client.post(f"{address}not-checkable/", {"reason": "satire"})
    assert "satire or a joke" in read(bo_client, "/desk/settled/")
    bo_client.post(f"{address}reopen/")
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


def test_not_checkable_without_a_reason_changes_nothing(bo_client: Client, case: Case) -> None:
    answer = bo_client.post(f"/desk/cases/{case.public_id}/not-checkable/", {"reason": "evil"}, follow=True)
    assert "Choose why there is nothing to check" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


class TestPictures:
    @pytest.fixture
    def digest(self) -> str:
        body = io.BytesIO()
        Image.new("RGB", (30, 20), "teal").save(body, "PNG")
        picture = redraw(UploadedPicture(body.getvalue()))
        keep(picture)
        message = Message.objects.create(text="", text_key="picture")
        Attachment.objects.create(
            message=message,
            digest=picture.digest,
            media_type=picture.media_type,
            size_bytes=len(picture.body),
            width_px=picture.width_px,
            height_px=picture.height_px,
        )
        actions.open_case_for(message.pk)
        return picture.digest

    def test_a_picture_is_seen_on_its_case_only_as_a_download(self, bo_client: Client, digest: str) -> None:
        case = Case.objects.get()
        assert "A picture without words" in read(bo_client, "/desk/")
        assert f'src="/desk/pictures/{digest}/"' in read(bo_client, f"/desk/cases/{case.public_id}/")
        answer = bo_client.get(f"/desk/pictures/{digest}/")
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "image/png"
        assert b"".join(answer).startswith(b"\x89PNG")

    def test_cy_sees_no_picture(self, cy_client: Client, digest: str) -> None:
        assert cy_client.get(f"/desk/pictures/{digest}/").status_code == 302

    def test_a_picture_that_is_gone_is_said_to_be_gone(self, bo_client: Client, digest: str) -> None:
        assert bo_client.get(f"/desk/pictures/{'0' * 64}/").status_code == 404


def test_a_member_keeps_to_the_waiting_list_what_is_his_to_sign(
    ana_client: Client, bo_client: Client, bo: Member, case: Case
) -> None:
    from corrigenda.claims.actions import save_draft
    from corrigenda.claims.drafts import draft_of
    from tests.desk.test_drafts import WORDS

    fact_check = actions.start_fact_check(case.pk, member=bo)
    save_draft(fact_check.pk, WORDS, stamp_seen=draft_of(fact_check).stamp, member=bo)
    actions.send_for_sign_off(fact_check.pk, member=bo)
    assert "you can sign this" in read(ana_client, "/desk/waiting/")
    assert "1 fact-check waits for a second person" in read(ana_client, "/desk/")
    page = read(bo_client, "/desk/waiting/")
    assert "you can sign this" not in page
    assert "you wrote in it" in page
