"""Cases and complete drafts, as the desk's tests need them."""

from __future__ import annotations

from corrigenda.core.ids import new_receipt, receipt_digest
from corrigenda.desk.actions import open_case_for
from corrigenda.desk.models import Case
from corrigenda.engine.text import near_key, text_key
from corrigenda.intake.models import Message, Request


def message_saying(text: str, *, asked: int = 1, lang: str = "vi") -> Message:
    message = Message.objects.create(text=text, text_key=text_key(text), near_key=near_key(text) or None, lang=lang)
    for _ in range(asked):
        Request.objects.create(message=message, receipt_digest=receipt_digest(new_receipt()), tipline="web", lang=lang)
    return message


def case_about(text: str, *, asked: int = 1, lang: str = "vi") -> Case:
    case = open_case_for(message_saying(text, asked=asked, lang=lang).pk)
    assert case is not None
    return case


def complete(stamp: str, **changes: object) -> dict[str, object]:
    """What the editor's form sends for a fact-check with everything it needs."""
    return {
        "stamp": stamp,
        "claim": "Nước chanh nóng chữa khỏi ung thư.",
        "title": "Nước chanh không chữa được ung thư",
        "rating": "false",
        "summary": "Chưa có nghiên cứu nào trên người cho thấy điều này.",
        "body": "Bằng **chứng** rất rõ.",
        "topic": "health",
        "lang": "vi",
        "review_by": "2031-01-31",
        "evidence-TOTAL_FORMS": "1",
        "evidence-INITIAL_FORMS": "0",
        "evidence-0-url": "https://example.org/study",
        "evidence-0-quote": "Không có bằng chứng.",
        "evidence-0-title": "Viện nghiên cứu",
        "evidence-0-kind": "primary",
        "evidence-0-seen_on": "2026-11-01",
        **changes,
    }
