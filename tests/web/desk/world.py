"""A desk with something of everything: what a member owns, and the same of others. For tests of all addresses.

A new kind of id in an address gets its line in `IDS`; a new address its line in `tests/web/desk/rules.py`.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from PIL import Image

from corrigenda.claims.models import FactCheck
from corrigenda.core.members import invite
from corrigenda.core.models import Invitation, Member, MemberSession, Role
from corrigenda.desk.models import Case
from corrigenda.intake.models import Attachment, Message
from corrigenda.intake.pictures import UploadedPicture, keep, redraw
from tests.desk.cases import known, suggested
from tests.people import _signed_in
from tests.publish.stories import Story, draft, published

NUMBERS = count(1)
STORIES = {  # what came in, and the title of what was found
    "vi": (
        "Tin đồn số {n}: uống <b>giấm</b> mỗi sáng trị khỏi sốt xuất huyết, chuyển tiếp cho cả nhà nhé!",
        "Giấm không trị sốt {n}",
    ),
    "th": (
        "ข่าวลือที่ {n} ดื่มน้ำส้มสายชูทุกเช้ารักษาไข้เลือดออกหายขาด ส่งต่อให้ทุกคนในบ้าน",
        "น้ำส้มสายชูไม่รักษาไข้เลือดออก {n}",
    ),
    "en": (
        "Rumour {n}: a spoon of vinegar every morning cures dengue fever, pass it on to the whole family!",
        "Vinegar is no cure {n}",
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Something of everything that one member works on."""

    member: Member
    case: Case
    fact_check: FactCheck  # waits for a second person
    session: MemberSession
    invitation: Invitation
    picture: Attachment


IDS: dict[str, Callable[[Place], str]] = {
    "case_id": lambda place: place.case.public_id,
    "fact_check_id": lambda place: place.fact_check.public_id,
    "member_id": lambda place: place.member.public_id,
    "session_id": lambda place: place.session.public_id,
    "invitation_id": lambda place: place.invitation.public_id,
    "digest": lambda place: place.picture.digest,
    "message_id": lambda place: place.picture.message.public_id,
    "change_id": lambda place: "none",
    "search_id": lambda place: "none",
    "which": lambda place: "ratings",
    "code": lambda place: "false",
    "token": lambda place: "no-such-token",
}


def somebody(role: Role, *, name: str = "", lang: str = "vi") -> Member:
    """A member with a role."""
    number = next(NUMBERS)
    return Member.objects.create_user(
        f"m{number}@desk.example", "a long enough secret", name=name or f"{role} {number}", role=role, lang=lang
    )


def place_of(member: Member, *, lang: str = "vi") -> Place:
    """A case of a member's, with suggestions, a picture and a fact-check that waits; an invitation; a session."""
    number = next(NUMBERS)
    words, title = (text.format(n=number) for text in STORIES[lang])
    case = suggested(words, known(f"Giấm trị sốt xuất huyết {number}.", site=f"site{number}.example"), lang=lang)
    fact_check = draft(member, Story(lang, words, title, "Chưa có nghiên cứu nào. ยังไม่มีงานวิจัย"))
    FactCheck.objects.filter(pk=fact_check.pk).update(state="waiting")
    Case.objects.filter(pk=case.pk).update(owner=member, fact_check=fact_check)
    case.refresh_from_db()
    fact_check.refresh_from_db()
    message = case.case_messages.get().message
    picture = _picture(message, number)
    invite(Role.VOLUNTEER, member=somebody(Role.ADMINISTRATOR), whom="Người mới")
    _signed_in(member)
    session = MemberSession.objects.filter(member=member).latest("created_at")
    return Place(member, case, fact_check, session, Invitation.objects.latest("pk"), picture)


def _picture(message: Message, number: int) -> Attachment:
    body = io.BytesIO()
    Image.new("RGB", (40, 30), (number % 256, number // 256 % 256, 99)).save(body, "PNG")
    redrawn = redraw(UploadedPicture(body.getvalue()))
    keep(redrawn)
    return Attachment.objects.create(
        message=message,
        digest=redrawn.digest,
        media_type=redrawn.media_type,
        size_bytes=len(redrawn.body),
        width_px=40,
        height_px=30,
    )


def public_story(writer: Member, signer: Member, *, lang: str = "vi") -> FactCheck:
    """A fact-check that is published."""
    words, title = (text.format(n=next(NUMBERS)) for text in STORIES[lang])
    return published(writer, signer, Story(lang, words, title, "Không đúng."))


def desk_patterns() -> dict[str, URLPattern]:
    """Every address of the desk, by name, from the URLconf itself."""
    from corrigenda.web.desk.urls import urlpatterns

    return dict(_named(urlpatterns))


def _named(patterns: list[URLPattern | URLResolver]) -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += _named(pattern.url_patterns)
        else:
            found.append((str(pattern.name), pattern))
    return found


def address_of(pattern: URLPattern, place: Place) -> str:
    """An address of the desk for what a member works on."""
    return reverse(f"desk:{pattern.name}", kwargs={name: IDS[name](place) for name in pattern.pattern.converters})


def window(member: Member | None) -> Client:
    """A member's browser, or a stranger's."""
    return _signed_in(member) if member else Client()
