"""What a suggestion says for itself: how likely, why, what differs; marked in both texts, safe, readable."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

import corrigenda
from corrigenda.desk.models import Case
from corrigenda.matching.models import Match, MatchState
from tests.desk.cases import case_about, known, suggested
from tests.web.desk.test_screens import seen

pytestmark = pytest.mark.django_db

STATIC = Path(corrigenda.__file__).parent / "web" / "static"


def page_of(client: Client, case: Case, lang: str = "en", query: str = "") -> str:
    answer = client.get(f"/desk/cases/{case.public_id}/{query}", headers={"accept-language": lang})
    assert answer.status_code == 200
    return answer.content.decode()


def marks(page: str, kind: str) -> list[str]:
    found = re.findall(rf'<mark class="mark mark--{kind}">(.*?)</mark>', page, re.DOTALL)
    return [seen(unescape(each)) for each in found]


def test_both_texts_are_marked_and_the_reason_is_said(bo_client: Client) -> None:
    case = suggested("uong 6 lit nuoc muoi moi ngay", known("Uống 6 lít nước muối mỗi ngày diệt virus."))
    page = page_of(bo_client, case)
    assert "lit nuoc muoi" in marks(page, "phrase")
    assert any(mark.startswith("lít nước muối") for mark in marks(page, "phrase"))
    assert marks(page, "number") == ["6", "6"]
    assert '<span class="unseen">shared number: </span>6' in page
    assert "Both say: " in seen(page)


def test_what_differs_is_said_in_words_and_marked(bo_client: Client) -> None:
    page = page_of(bo_client, suggested("Uống 6 lít nước muối", known("Uống 4 lít nước muối diệt virus")))
    assert marks(page, "differing") == ["they differ", "6", "4"]
    assert "Another number. In the message: “6”. In the claim: “4”." in seen(unescape(page))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "No words in common; the meaning is close."),
        ("vi", "Không có từ nào chung, nhưng ý gần nhau."),
        ("th", "ไม่มีคำที่ตรงกัน แต่ความหมายใกล้เคียงกัน"),
    ],
)
def test_nothing_in_common_is_said_in_every_language(bo_client: Client, lang: str, words: str) -> None:
    case = suggested("ปลาหมึกมีหัวใจสามดวง", known("Con bạch tuộc có ba trái tim"), lang="th")
    assert words in page_of(bo_client, case, lang)


def test_nothing_in_a_message_or_a_claim_becomes_markup(bo_client: Client) -> None:
    hostile = "<script>alert(1)</script> nước chanh <img src=x onerror=alert(2)> \"'&amp;"
    case = suggested(hostile, known(f"{hostile} chữa khỏi ung thư", title=f"<b>{hostile}</b>"))
    page = page_of(bo_client, case)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<b>" not in page
    assert any("nước chanh" in mark for mark in marks(page, "phrase"))


def test_a_long_message_is_shown_around_what_matters(bo_client: Client) -> None:
    filler = "Chúc cả nhà một ngày vui vẻ và bình an. " * 120
    case = suggested(filler + "Nước chanh nóng diệt tế bào ung thư", known("Nước chanh nóng diệt tế bào ung thư."))
    compared = page_of(bo_client, case).partition('class="compare__text"')[2].partition("</p>")[0]
    assert "… " in compared
    assert "Nước chanh nóng diệt tế bào ung thư" in seen(compared)
    assert len(seen(compared)) < 500


def test_one_claim_is_shown_once_and_rejected_as_a_whole(bo_client: Client) -> None:
    claim = "Uống nước chanh nóng mỗi sáng chữa khỏi ung thư"
    rows = [known(claim, site="one.example"), known(f"“{claim}”!", site="two.example")]
    case = suggested("nước chanh nóng chữa ung thư thật không", *rows)
    page = page_of(bo_client, case)
    assert page.count('<li class="known"') == 1
    assert re.search(r"Also checked by\s+(One|Two)", seen(page))
    assert page.count("Answer with this one instead") == 1
    sent = re.findall(r'name="fact_check" value="([^"]+)"', page.partition("/reject/")[2].partition("</form>")[0])
    assert sorted(sent) == sorted(row.public_id for row in rows)
    bo_client.post(f"/desk/cases/{case.public_id}/reject/", {"fact_check": sent})
    assert set(Match.objects.values_list("state", flat=True)) == {MatchState.REJECTED}


@pytest.mark.parametrize("sent", [[], ["\x00"], ["nothing"], ["x" * 5000]])
def test_a_forged_rejection_changes_nothing(bo_client: Client, sent: list[str]) -> None:
    case = suggested("Nước chanh nóng", known("Nước chanh nóng chữa ung thư"))
    assert bo_client.post(f"/desk/cases/{case.public_id}/reject/", {"fact_check": sent}).status_code in {303, 404}
    assert Match.objects.get().state == MatchState.SUGGESTED


def test_what_is_searched_for_is_marked_in_what_is_found(bo_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from corrigenda.matching import queries

    row = known("Nước chanh nóng chữa khỏi ung thư")
    monkeypatch.setattr(queries, "search", lambda words: [queries.Found(row, 0.4, ("lexical",))])
    page = page_of(bo_client, case_about("Tin khác"), query="?q=nuoc+chanh")
    assert marks(page, "phrase") == ["Nước chanh"]
    assert "perhaps the same claim" in page


def luminance(colour: str) -> float:
    parts = colour.lstrip("#")
    parts = "".join(each * 2 for each in parts) if len(parts) == 3 else parts
    channels = [int(parts[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_readable_and_tell_themselves_apart_without_colour(scheme: str) -> None:
    sheets = [(STATIC / name).read_text() for name in ("site.css", "reasons.css")]
    tokens: dict[str, str] = {}
    for sheet in sheets:
        blocks = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)
        for block in blocks[: 1 if scheme == "light" else 2]:
            tokens |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block))
    for mark in ("shared", "differs"):
        assert contrast(tokens["ink"], tokens[mark]) >= 7
        assert contrast(tokens["accent"], tokens["shared"]) >= 4.5  # a marked title is a link
        assert contrast(tokens[f"{mark}-line"], tokens[mark]) >= 3
        assert contrast(tokens[f"{mark}-line"], tokens["card"]) >= 3
    styles = re.findall(r"underline (\w+)", sheets[1])
    assert len(styles) == len(set(styles)) == 2
