"""The database finds words as people type them: without accents, in capitals, begun only, or without spaces."""

from __future__ import annotations

import pytest
from django.db import connection

from corrigenda.claims.models import Claim, FactCheck
from corrigenda.core.models import Member
from tests.desk.cases import message_saying

pytestmark = pytest.mark.django_db


def found(table: str, asked: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} WHERE words @@ corrigenda_asked(%s)", [asked])
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Đường Trần Hưng Đạo NGẬP nặng", "duong tran hung dao ngap"),
        ("Đường Trần Hưng Đạo ngập", "ĐƯỜNG ngậ"),
        ("กินวิตามินซีป้องกันโควิดได้", "วิตามินซี"),
        ("ห้ามใช้ 5G เด็ดขาด", "5g"),
        ("ห้ามใช้5Gเด็ดขาด", "5g"),
        ("Vaccines don't contain microchips, says W.H.O.", "microchip"),
        ("Vaccines don’t contain microchips", "don't vaccines"),
        ("喝醋可以治癌症", "治癌症"),
        ("Straße gesperrt! https://example.org/a?b=c", "example.org"),
    ],
)
def test_a_message_is_found_by_its_words(text: str, asked: str) -> None:
    message_saying(text)
    assert found("desk_messagewords", asked) == 1


@pytest.mark.parametrize("asked", ["", "   ", "!?", "🙏", "' & | ! ( ) : * \\ ''", "xin chào"])
def test_what_is_not_there_is_not_found(asked: str) -> None:
    message_saying("Đường Trần Hưng Đạo ngập")
    assert found("desk_messagewords", asked) == 0


def test_a_fact_check_is_found_by_its_claim_and_follows_every_change(bo: Member) -> None:
    claim = Claim.objects.create(text="Uống giấm trị sốt xuất huyết", lang="vi")
    fact_check = FactCheck.objects.create(claim=claim, title="Giấm không phải thuốc", edited_by=bo)
    assert (found("desk_factcheckwords", "giam thuoc"), found("desk_factcheckwords", "xuat huyet")) == (1, 1)
    FactCheck.objects.filter(pk=fact_check.pk).update(body="Theo **Bộ Y tế**")
    Claim.objects.filter(pk=claim.pk).update(text="Uống giấm trị ho")
    assert (found("desk_factcheckwords", "bo y te"), found("desk_factcheckwords", "xuat huyet")) == (1, 0)
