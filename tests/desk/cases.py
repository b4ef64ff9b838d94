"""Cases, complete drafts and known claims, as the desk's tests need them."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from django.db import connection

from corrigenda.claims.models import Claim, FactCheck, Publisher
from corrigenda.core.clock import now
from corrigenda.core.exceptions import StateConflict
from corrigenda.core.ids import new_receipt, receipt_digest
from corrigenda.core.models import Member
from corrigenda.desk.actions import open_case_for, take_case
from corrigenda.desk.models import Case
from corrigenda.engine.text import near_key, text_key
from corrigenda.intake.models import Message, Request
from corrigenda.matching.models import Match


def message_saying(text: str, *, asked: int = 1, lang: str = "vi") -> Message:
    message = Message.objects.create(text=text, text_key=text_key(text), near_key=near_key(text) or None, lang=lang)
    for _ in range(asked):
        Request.objects.create(message=message, receipt_digest=receipt_digest(new_receipt()), tipline="web", lang=lang)
    return message


def case_about(text: str, *, asked: int = 1, lang: str = "vi") -> Case:
    case = open_case_for(message_saying(text, asked=asked, lang=lang).pk)
    assert case is not None
    return case


def taken_at_once(case: Case, people: Sequence[Member]) -> None:
    """Members take one case at the same moment, each by a connection of their own: one wins, the others are told."""
    start, outcome = threading.Barrier(len(people)), dict[str, str]()

    def press(member: Member) -> None:
        try:
            start.wait()
            take_case(case.pk, member=member)
            outcome[member.name] = "won"
        except StateConflict as error:
            outcome[member.name] = error.sentence
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[member]) for member in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    case.refresh_from_db()
    assert case.owner is not None
    told = f"{case.owner.name} has taken this case already."
    assert outcome == {member.name: "won" if member == case.owner else told for member in people}


def complete(stamp: str, **changes: object) -> dict[str, object]:
    """What the editor's form sends for a fact-check with everything it needs."""
    return {
        "stamp": stamp,
        "claim": "Nước chanh nóng chữa khỏi ung thư.",
        "title": "Nước chanh không chữa được ung thư",
        "rating": "false",
        "summary": "Chưa có nghiên cứu nào trên người cho thấy điều này.",
        "body": "Bằng **chứng** rất rõ.",
        "topics": ["health"],
        "sources_reason": "Chỉ viện này nghiên cứu về việc đó.",
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


def known(claim: str, *, site: str = "checks.example", lang: str = "vi", title: str = "") -> FactCheck:
    """A published fact-check of another publisher."""
    publisher, _ = Publisher.objects.get_or_create(site=site, defaults={"name": site.partition(".")[0].title()})
    return FactCheck.objects.create(
        claim=Claim.objects.create(text=claim, lang=lang),
        origin="imported",
        state="published",
        published_at=now(),
        publisher=publisher,
        title=title,
        lang=lang,
        url=f"https://{site}/1",
    )


def suggested(message: str, *fact_checks: FactCheck, probability: float = 0.87, lang: str = "vi") -> Case:
    """An open case for which fact-checks are suggested."""
    case = case_about(message, lang=lang)
    for fact_check in fact_checks:
        row = case.case_messages.get().message
        Match.objects.create(message=row, fact_check=fact_check, probability=probability)
    return case
