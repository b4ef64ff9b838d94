"""A list as a file: what the screen shows, in its order; harmless in spreadsheets; flat in memory."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import psutil
import pytest
from django.test import Client
from django.utils.timezone import localdate

from corrigenda.core.models import AuditEntry, Member
from corrigenda.desk import actions
from corrigenda.web.desk.exports import harmless
from tests.desk.cases import case_about
from tests.publish.stories import THAI, VIETNAMESE, draft, published
from tests.web.desk.world import place_of

pytestmark = pytest.mark.django_db
LISTS = (
    "/desk/",
    "/desk/settled/",
    "/desk/waiting/",
    "/desk/log/",
    "/desk/members/",
    "/desk/search/?q=gi",
    "/desk/review/?within=365",
)


def fetched(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.streaming
    return b"".join(answer.streaming_content)  # type: ignore[arg-type]


def with_format(address: str, kind: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}format={kind}"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u3000=1", "＝1+1", "＠x", "=cmd|' /C calc'!A0"]
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Uống giấm", "a=b", "1-2", "ดื่มน้ำ", "'quoted'"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("kind", ["csv", "excel", "jsonl"])
def test_every_list_has_its_file(address: str, kind: str, lee: Member, lee_client: Client) -> None:
    place_of(lee)
    content = fetched(lee_client, with_format(address, kind))
    assert content.startswith(b"\xef\xbb\xbf") == (kind == "excel")
    if kind == "jsonl":
        rows = [json.loads(line) for line in content.decode().splitlines()]
    else:
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows or address in {"/desk/settled/", "/desk/review/?within=365"}
    entry = AuditEntry.objects.filter(action="export_list").latest("pk")
    assert (entry.member, entry.details["format"]) == (lee, kind)


def test_work_in_one_language(bo: Member, bo_client: Client) -> None:
    drafts = {story.lang: draft(bo, story) for story in (VIETNAMESE, THAI)}
    page = bo_client.get("/desk/waiting/?in=th").content.decode()
    assert f'href="/desk/fact-checks/{drafts["th"].public_id}/' in page
    assert f'href="/desk/fact-checks/{drafts["vi"].public_id}/' not in page
    assert 'href="?in=vi"' in page
    rows = [json.loads(line) for line in fetched(bo_client, "/desk/waiting/?in=th&format=jsonl").splitlines()]
    assert [row["fact_check"] for row in rows] == [drafts["th"].public_id]
    # What is no language shows everything, as on every list.
    assert len(fetched(bo_client, "/desk/waiting/?in=zz&format=jsonl").splitlines()) == 2


def test_what_is_due_has_its_file(ana: Member, bo: Member, bo_client: Client) -> None:
    far, near = published(bo, ana), published(bo, ana, THAI)
    for fact_check, days in ((far, 80), (near, 3)):
        actions.confirm_still_right(
            fact_check.pk, until=localdate() + timedelta(days=days), version_seen=fact_check.version, member=ana
        )
    for within, wanted in ((7, [near]), (90, [near, far])):
        rows = [
            json.loads(line) for line in fetched(bo_client, f"/desk/review/?within={within}&format=jsonl").splitlines()
        ]
        assert [row["fact_check"] for row in rows] == [each.public_id for each in wanted]
    assert rows[0]["review_by"] == (localdate() + timedelta(days=3)).isoformat()


def test_a_file_has_the_rows_of_the_screen_in_its_order(bo: Member, bo_client: Client) -> None:
    case_about('=HYPERLINK("http://evil.example") tin đồn', asked=2)
    case_about('Uống, "giấm"\nmỗi ngày', asked=5)
    case_about("ดื่มน้ำส้มสายชู", asked=9, lang="th")
    rows = [json.loads(line) for line in fetched(bo_client, "/desk/?format=jsonl").decode().splitlines()]
    page = bo_client.get("/desk/").context["rows"]
    assert [row["case"] for row in rows] == [row.case.public_id for row in page]
    assert [row["people"] for row in rows] == [9, 5, 2]
    filtered = fetched(bo_client, "/desk/?in=th&format=csv").decode()
    shown = bo_client.get("/desk/?in=th").context["rows"]
    assert len(list(csv.reader(io.StringIO(filtered)))) == len(shown) + 1
    cells = list(csv.reader(io.StringIO(fetched(bo_client, "/desk/?format=csv").decode())))
    assert cells[3][3].startswith("'=HYPERLINK")
    assert cells[2][3] == 'Uống, "giấm"\nmỗi ngày'


def test_headings_speak_the_language_of_the_page(lee_client: Client) -> None:
    vietnamese = fetched(lee_client, "/desk/members/?format=csv&lang=vi").decode().splitlines()[0]
    assert "Vai trò" in vietnamese


def test_a_volunteer_exports_nothing(volunteer_client: Client) -> None:
    for address in LISTS:
        assert volunteer_client.get(with_format(address, "csv")).status_code == 403


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_hundred_thousand_rows_stream_with_flat_memory(lee: Member, lee_client: Client) -> None:
    made = (AuditEntry(member=lee, action="add_note", subject_type="Case", subject_id=f"x{n}") for n in range(100_000))
    AuditEntry.objects.bulk_create(made, batch_size=10_000)
    answer = lee_client.get("/desk/log/?format=csv")
    this, lines, held = psutil.Process(), 0, []
    for chunk in answer.streaming_content:  # type: ignore[attr-defined]
        lines += chunk.count(b"\n")
        held.append(this.memory_info().rss)
    assert lines == 100_002  # the heading, and the entry of this very export
    assert max(held) - held[1] < 30 * 1024 * 1024
