"""Suggestions in a real browser: they fit a phone in three languages and both schemes, without a complaint."""

from __future__ import annotations

from datetime import date

import pytest

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk.models import Case
from tests.browsers import IN_A_BROWSER, Windows, findings, keep, sideways
from tests.desk.cases import case_about, known, suggested

pytestmark = IN_A_BROWSER
MESSAGE = (
    "KHẨN!!! 🙏🙏 Chuyển tiếp cho cả nhà. Bác sĩ Trần Văn Minh ở Bệnh viện Bạch Mai, Hà Nội nói: uống 6 lít nước muối "
    "ấm mỗi ngày trong 15 ngày thì diệt sạch virus Covid-19, không cần tiêm vắc-xin. " + "Hãy chia sẻ ngay nhé! " * 30
)


@pytest.fixture
def case() -> Case:
    claim = "Uống 4 lít nước muối ấm mỗi ngày diệt virus Covid-19, theo Bác sĩ Trần Văn Minh ở Huế."
    rows: list[FactCheck] = [
        known(claim, site="kiemchung.example", title="Nước muối không diệt được virus trong cơ thể"),
        known(claim, site="tintoc.example", title="Bác tin uống nước muối trị Covid-19"),
    ]
    FactCheck.objects.filter(pk=rows[0].pk).update(reviewed_on=date(2026, 3, 1))
    thai = known("ดื่มน้ำเกลือวันละ 6 ลิตรฆ่าเชื้อโควิด", site="saniti.example", lang="th", title="น้ำเกลือไม่ฆ่าเชื้อโควิดในร่างกาย")
    far = known("Rửa mũi hằng ngày tốt cho sức khỏe", site="xa.example", title="x" * 200)
    made = suggested(MESSAGE, *rows)
    for row, probability in ((thai, 0.55), (far, 0.08)):
        made.case_messages.get().message.matches.create(fact_check=row, probability=probability)
    return made


@pytest.mark.parametrize("width", [320, 1180])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "vi", "th"])
def test_suggestions_fit_and_break_no_policy(
    windows: Windows, bo: Member, case: Case, lang: str, scheme: str, width: int
) -> None:
    page = windows.open(bo, f"/desk/cases/{case.public_id}/", lang=lang, dark=scheme == "dark", width=width)
    page.locator(".also summary").first.focus()
    page.keyboard.press("Enter")
    page.locator(".also button").first.wait_for()
    keep(page, f"{lang}-reasons-{scheme}-{width}")
    lines = page.evaluate(
        "[...document.querySelectorAll('.compare .mark')].map(m => getComputedStyle(m).textDecorationStyle)"
    )
    assert sideways(page) == 0
    assert {"solid", "wavy", "double"} <= set(lines)
    assert not findings(page)


def test_a_screen_reader_hears_what_a_mark_means(windows: Windows, bo: Member, case: Case) -> None:
    case_about("Một tin khác")
    page = windows.open(bo, f"/desk/cases/{case.public_id}/")
    heard = page.locator(".compare__text").first.aria_snapshot()
    seen = page.locator(".compare__text .unseen").first.bounding_box()
    assert "differs: 6" in heard
    assert seen is not None
    assert (seen["width"], seen["height"]) == (1, 1)
