"""Fact-checks as far as they have come, in three scripts; made through the database's own rules."""

from __future__ import annotations

from dataclasses import dataclass

from corrigenda.claims.models import Appearance, Claim, Evidence, FactCheck, Publisher, Rating
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.models import SignOff
from corrigenda.publish.actions import publish_fact_check


@dataclass(frozen=True, slots=True)
class Story:
    """A claim and what was found."""

    lang: str
    claim: str
    title: str
    summary: str


VIETNAMESE = Story(
    "vi",
    "Nước chanh nóng chữa khỏi ung thư.",
    "Nước chanh không chữa được ung thư",
    "Chưa có nghiên cứu nào trên người cho thấy điều này.",
)
THAI = Story("th", "ดื่มน้ำมะนาวรักษามะเร็งได้", "น้ำมะนาวไม่ได้รักษามะเร็ง", "ยังไม่มีงานวิจัยในคนที่แสดงเช่นนั้น")
ENGLISH = Story("en", "Lemon water cures cancer.", "Lemon water is no cure", "No trial in people has shown this.")
HOSTILE = Story(
    "en",
    "</script><script>alert('claim')</script>",
    "<img src=x onerror=alert('title')>",
    "<b>summary</b> & \u2028 </script>",
)


def draft(writer: Member, story: Story = VIETNAMESE, *, rating: str = "false", body: str = "") -> FactCheck:
    claim = Claim.objects.create(text=story.claim, lang=story.lang)
    fact_check = FactCheck.objects.create(
        claim=claim,
        lang=story.lang,
        title=story.title,
        summary=story.summary,
        body=body,
        sources_reason="Only the ministry keeps these figures.",
        rating=Rating.objects.get(code=rating),
        edited_by=writer,
    )
    Appearance.objects.create(claim=claim, url="https://example.net/seen", seen_on="2026-01-02")
    Evidence.objects.create(
        fact_check=fact_check, url="https://example.org/a", title="Bộ Y tế", quote="Không.", edited_by=writer
    )
    return fact_check


def signed_off(
    writer: Member, signer: Member, story: Story = VIETNAMESE, *, rating: str = "false", body: str = ""
) -> FactCheck:
    fact_check = draft(writer, story, rating=rating, body=body)
    FactCheck.objects.filter(pk=fact_check.pk).update(state="waiting")
    fact_check.refresh_from_db()
    SignOff.objects.create(fact_check=fact_check, version=fact_check.version, signed_by=signer, no_interest=True)
    FactCheck.objects.filter(pk=fact_check.pk).update(state="signed_off")
    fact_check.refresh_from_db()
    return fact_check


def published(
    writer: Member, signer: Member, story: Story = VIETNAMESE, *, rating: str = "false", body: str = ""
) -> FactCheck:
    fact_check = signed_off(writer, signer, story, rating=rating, body=body)
    publish_fact_check(fact_check.pk, member=signer)
    fact_check.refresh_from_db()
    return fact_check


def imported(
    story: Story = THAI, *, words: str = "Pants on Fire", rating: str | None = None, **fields: object
) -> FactCheck:
    publisher, _ = Publisher.objects.get_or_create(site="example.org", defaults={"name": "Tòa soạn <b>Khác</b>"})
    made: dict[str, object] = {
        "lang": story.lang,
        "title": story.title,
        "summary": story.summary,
        "url": "https://example.org/check",
    }
    return FactCheck.objects.create(
        origin="imported",
        state="published",
        published_at=now(),
        claim=Claim.objects.create(text=story.claim, lang=story.lang),
        publisher=publisher,
        rating_words=words,
        rating=Rating.objects.filter(code=rating).first(),
        **(made | fields),
    )
