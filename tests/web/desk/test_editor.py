"""The editor: no word is lost, no script runs, nothing is doubled."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from lxml import html

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Note
from tests.desk.cases import case_about, complete

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert('ไทย')</script><img src=x onerror=alert(1)>"


@pytest.fixture
def draft(bo: Member) -> FactCheck:
    return actions.start_fact_check(case_about(f"{SCRIPT} Tin đồn").pk, member=bo)


@pytest.fixture
def editor(draft: FactCheck) -> str:
    return f"/desk/fact-checks/{draft.public_id}/"


def alive(page: str) -> list[str]:
    """What of a page would run, or would fetch from elsewhere: there should be nothing."""
    found = []
    for part in html.fromstring(page).iter():
        if part.tag in {"script", "style"} and not (part.get("src") or "").startswith("/static/"):
            found.append(f"{part.tag}: {part.text}")
        for name, value in part.attrib.items():
            runs = name.startswith("on") or name == "style" or value.strip().lower().startswith("javascript:")
            if runs or (name == "src" and not value.startswith("/")):
                found.append(f"{part.tag} {name}={value}")
    return found


def stamp(client: Client, editor: str) -> str:
    found = re.search(r'name="stamp" value="(\w*)"', client.get(editor).content.decode())
    assert found
    return found[1]


def test_a_stale_save_shows_both_texts_and_loses_neither(
    ana_client: Client, bo_client: Client, editor: str, draft: FactCheck
) -> None:
    began = stamp(bo_client, editor)
    ana_client.post(editor, complete(began, summary="Lời của Ana"))
    answer = bo_client.post(editor, complete(began, summary="Lời của Bo", body="ข้อความของโบ"))
    page = unescape(answer.content.decode())
    assert answer.status_code == 409
    assert "Lời của Ana" in page
    assert "Lời của Bo" in page
    assert "ข้อความของโบ" in page
    draft.refresh_from_db()
    assert draft.summary == "Lời của Ana"

    shown = re.search(r'name="stamp" value="(\w*)"', page)
    assert shown
    assert bo_client.post(editor, complete(shown[1], summary="Lời chung")).status_code == 303
    draft.refresh_from_db()
    assert draft.summary == "Lời chung"


def test_words_typed_while_somebody_sent_it_stay_in_the_form(
    ana_client: Client, bo_client: Client, editor: str
) -> None:
    began = stamp(bo_client, editor)
    ana_client.post(editor, complete(began, then="send"))
    answer = bo_client.post(editor, complete(began, body="Viết dở dang"))
    assert answer.status_code == 409
    assert "Viết dở dang" in answer.content.decode()


@pytest.mark.parametrize(
    "broken",
    [
        {"evidence-0-url": "javascript:alert(1)"},
        {"evidence-0-url": "ftp://x.example/"},
        {"evidence-0-url": ""},
        {"evidence-0-url": "https://"},
        {"review_by": "ngày mai"},
        {"rating": "evil"},
        {"lang": "xx"},
        {"evidence-0-kind": "rumour"},
        {"evidence-TOTAL_FORMS": "9999"},
        {"evidence-TOTAL_FORMS": "x"},
        {"title": "ก" * 301},
    ],
)
def test_what_cannot_be_stored_stays_in_the_form(
    bo_client: Client, editor: str, draft: FactCheck, broken: dict[str, str]
) -> None:
    answer = bo_client.post(editor, complete(stamp(bo_client, editor), summary="Giữ lại", **broken))
    assert answer.status_code == 409
    assert "Giữ lại" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.summary == ""


def test_a_script_in_every_field_is_only_text(
    ana_client: Client, bo_client: Client, editor: str, draft: FactCheck
) -> None:
    fields = dict.fromkeys(("claim", "title", "summary", "evidence-0-title", "evidence-0-quote"), SCRIPT)
    body = SCRIPT + "\n\n[x](javascript:alert(1)) ![y](https://example.org/z.png) <a href='javascript:1'>q</a>"
    sent = bo_client.post(editor, complete(stamp(bo_client, editor), body=body, then="send", **fields))
    assert sent.status_code == 303, sent.content.decode()
    case = draft.cases.get().public_id
    bo_client.post(f"/desk/cases/{case}/note/", {"text": SCRIPT})
    ana_client.post(f"{editor}return/", {"reasons": SCRIPT})
    addresses = [editor, f"{editor}read/", "/desk/", "/desk/waiting/", f"/desk/cases/{case}/"]
    pages = [bo_client.get(address).content.decode() for address in addresses]
    pages.append(bo_client.post(f"{editor}preview/", {"body": body}, headers={"HX-Request": "true"}).content.decode())
    assert [alive(page) for page in pages] == [[] for _ in pages]


def test_no_page_of_the_desk_has_anything_inline(bo_client: Client, editor: str) -> None:
    for address in ("/desk/", "/desk/waiting/", "/desk/settled/", editor, f"{editor}read/", "/account/2fa/"):
        page = bo_client.get(address)
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert alive(page.content.decode()) == []


def test_nul_and_line_ends_do_not_break_a_save(bo_client: Client, editor: str, draft: FactCheck) -> None:
    answer = bo_client.post(editor, complete(stamp(bo_client, editor), body="một\x00\r\nhai\rba", title="A\x00B"))
    assert answer.status_code == 303
    draft.refresh_from_db()
    assert (draft.body, draft.title) == ("một\nhai\nba", "AB")


def test_nul_elsewhere_breaks_nothing(bo_client: Client, draft: FactCheck) -> None:
    case = draft.cases.get().public_id
    assert bo_client.get("/desk/", {"in": "\x00", "owner": "\x00", "page": "\x00"}).status_code == 200
    assert bo_client.get(f"/desk/cases/{case}/", {"q": "\x00"}).status_code == 200
    assert bo_client.post(f"/desk/cases/{case}/note/", {"text": "a\x00b"}).status_code == 303
    assert bo_client.post(f"/desk/cases/{case}/answer/", {"fact_check": "\x00"}).status_code == 404
    assert Note.objects.get().text == "ab"


def test_rows_of_evidence_are_added_and_removed_without_javascript(
    bo_client: Client, editor: str, draft: FactCheck
) -> None:
    bo_client.post(editor, complete(stamp(bo_client, editor), then="more"))
    page = bo_client.get(editor).content.decode()
    assert 'name="evidence-1-url"' in page
    second = {
        "evidence-TOTAL_FORMS": "2",
        "evidence-INITIAL_FORMS": "1",
        "evidence-0-DELETE": "on",
        "evidence-1-url": "https://example.org/hai",
        "evidence-1-quote": "สอง",
    }
    assert bo_client.post(editor, complete(stamp(bo_client, editor), **second)).status_code == 303
    assert [each.url for each in draft.evidence.all()] == ["https://example.org/hai"]


def test_sending_without_everything_says_what_is_missing(bo_client: Client, editor: str, draft: FactCheck) -> None:
    answer = bo_client.post(editor, complete(stamp(bo_client, editor), rating="", then="send"), follow=True)
    assert "Something is still missing" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.state, draft.title) == ("draft", "Nước chanh không chữa được ung thư")


def test_a_form_sent_twice_is_saved_once(bo_client: Client, editor: str, draft: FactCheck) -> None:
    form = complete(stamp(bo_client, editor))
    assert bo_client.post(editor, form).status_code == 303
    draft.refresh_from_db()
    saved = draft.version
    assert bo_client.post(editor, form).status_code == 303
    draft.refresh_from_db()
    assert draft.version == saved
    assert draft.evidence.count() == 1


def test_signing_twice_publishes_once(ana_client: Client, bo_client: Client, editor: str, draft: FactCheck) -> None:
    bo_client.post(editor, complete(stamp(bo_client, editor), then="send"))
    draft.refresh_from_db()
    for _ in range(2):
        assert ana_client.post(f"{editor}sign/", {"version": draft.version, "declaration": "none"}).status_code == 303
    assert draft.publications.count() == 1
    assert draft.sign_offs.count() == 1


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "٣", "earlier"])
def test_a_version_nobody_read_is_not_signed(
    ana_client: Client, bo_client: Client, editor: str, draft: FactCheck, version: str
) -> None:
    bo_client.post(editor, complete(stamp(bo_client, editor)))
    draft.refresh_from_db()
    earlier = draft.version
    bo_client.post(editor, complete(stamp(bo_client, editor), title="Khác", then="send"))
    ana_client.post(f"{editor}sign/", {"version": earlier if version == "earlier" else version, "declaration": "none"})
    draft.refresh_from_db()
    assert draft.state == "waiting"


def test_returned_reasons_stand_above_the_form(ana_client: Client, bo_client: Client, editor: str) -> None:
    bo_client.post(editor, complete(stamp(bo_client, editor), then="send"))
    ana_client.post(f"{editor}return/", {"reasons": "Nguồn 2 không mở được."})
    assert "Nguồn 2 không mở được." in bo_client.get(editor).content.decode()


def test_what_is_published_is_not_edited(ana_client: Client, bo_client: Client, editor: str, draft: FactCheck) -> None:
    bo_client.post(editor, complete(stamp(bo_client, editor), then="send"))
    draft.refresh_from_db()
    ana_client.post(f"{editor}sign/", {"version": draft.version, "declaration": "none"})
    assert bo_client.get(editor)["Location"] == f"{editor}read/"
    assert bo_client.post(editor, complete("x", title="Lén sửa")).status_code == 409
    draft.refresh_from_db()
    assert draft.title == "Nước chanh không chữa được ung thư"
