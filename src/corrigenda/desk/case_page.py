"""What a case page shows: its messages page by page, its notes, what was said of its suggestions, cut-out claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from corrigenda.claims.models import FactCheck
from corrigenda.core.exceptions import NotFound
from corrigenda.desk.models import Case, CaseMessage, Note, Part
from corrigenda.engine.text import language_of
from corrigenda.intake.models import Attachment, Message, Request
from corrigenda.matching.models import Match, MatchState

MESSAGES_A_PAGE = 20
NOTES_SHOWN = 20
UNFOLDED = 400  # characters of a message that are seen at once
ALL_MESSAGES = 12_000  # characters of all messages of a page together: it stays below 100 kB in any script
ALL_NOTES = 8_000


@dataclass(frozen=True, slots=True)
class Folded:
    """A text for a page that must not grow without end: what is seen, what unfolds, how much is elsewhere."""

    seen: str
    unfolds: str
    missing: int  # characters


@dataclass(frozen=True, slots=True)
class CutOut:
    """A claim that was cut out of a message, and its case."""

    words: str
    lang: str
    case: Case | None


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message of a case: how often and when it was asked, and in what language it probably is."""

    message: Message
    text: Folded
    lang: str  # by its letters and words; "" where they do not tell
    requests: int
    first_at: datetime
    newest_at: datetime | None
    pictures: tuple[Attachment, ...]
    cut_out: tuple[CutOut, ...]


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note, folded where it is long."""

    note: Note
    text: Folded


def case_messages(case: Case) -> QuerySet[Message]:
    """The messages of a case, most asked first."""
    asked = Message.objects.filter(case_message__case=case).annotate(
        request_count=Count("requests"),
        asked_first_at=Min("requests__received_at"),
        asked_last_at=Max("requests__received_at"),
    )
    ordered: QuerySet[Message] = asked.order_by("-request_count", "received_at", "pk")
    return ordered


def message_in(case: Case, public_id: str) -> Message:
    """A message of a case. Raises NotFound, also for a message of another case."""
    message = case_messages(case).filter(public_id=public_id).first()
    if message is None:
        raise NotFound
    return message


def shown_messages(messages: QuerySet[Message]) -> list[ShownMessage]:
    """The rows for one page of `case_messages`."""
    rows = list(messages.prefetch_related("attachments"))
    cut_out = cut_out_of(rows)
    each_has = max(UNFOLDED, ALL_MESSAGES // max(1, len(rows)))
    return [
        ShownMessage(
            message=row,
            text=folded(row.text, most=each_has),
            lang=probable_language(row),
            requests=getattr(row, "request_count", 0),
            first_at=getattr(row, "asked_first_at", None) or row.received_at,
            newest_at=getattr(row, "asked_last_at", None),
            pictures=tuple(row.attachments.all()),
            cut_out=tuple(cut_out.get(row.pk, ())),
        )
        for row in rows
    ]


def folded(text: str, *, most: int) -> Folded:
    """A text in three parts; a fold that would hide a few words only is not made."""
    if len(text) <= UNFOLDED * 5 // 4:
        return Folded(text, "", 0)
    at = _word_end(text, UNFOLDED)
    until = len(text) if len(text) <= most else max(at, _word_end(text, most))
    return Folded(text[:at], text[at:until], len(text) - until)


def probable_language(message: Message) -> str:
    """The language that letters and words speak for, "" where they do not tell."""
    if message.lang:
        return message.lang
    return language_of(message.text)


def cut_out_of(messages: Sequence[Message]) -> dict[int, list[CutOut]]:
    """The claims that were cut out of messages, by message."""
    parts = Part.objects.filter(message__in=messages).select_related("words__case_message__case__fact_check")
    found: dict[int, list[CutOut]] = {}
    for part in parts.order_by("pk"):
        row: CaseMessage | None = getattr(part.words, "case_message", None)
        words = CutOut(part.words.text, part.words.lang, row.case if row else None)
        found.setdefault(part.message_id, []).append(words)
    return found


def cut_from(messages: Sequence[ShownMessage]) -> Part | None:
    """The cut that a case began with, where nobody asked for its words by themselves."""
    if len(messages) != 1 or messages[0].requests:
        return None
    parts = Part.objects.filter(words=messages[0].message).select_related("message__case_message__case", "cut_by")
    return parts.order_by("pk").first()


def case_notes(case: Case) -> QuerySet[Note]:
    """The notes of a case, the latest first."""
    return case.notes.select_related("written_by").order_by("-written_at", "-pk")


def shown_notes(notes: Sequence[Note]) -> list[ShownNote]:
    """Notes in the order they were written, folded."""
    each_has = max(UNFOLDED, ALL_NOTES // max(1, len(notes)))
    return [ShownNote(note, folded(note.text, most=each_has)) for note in reversed(notes)]


def rejected_for(case: Case) -> list[FactCheck]:
    """Fact-checks that a person said are about another claim than this case, each once, the latest first."""
    matches = Match.objects.filter(message__case_message__case=case, state=MatchState.REJECTED)
    rows = matches.exclude(decided_by=None).select_related("fact_check__claim").order_by("-decided_at", "-pk")[:30]
    return list({match.fact_check_id: match.fact_check for match in rows}.values())


def languages_of_askers(case: Case) -> list[str]:
    """Codes of the languages that those who asked read, most of them first."""
    asked = Request.objects.filter(message__case_message__case=case)
    counted = asked.values_list("lang").annotate(count=Count("pk")).order_by("-count", "lang")
    return [lang for lang, _count in counted]


def _word_end(text: str, near: int) -> int:
    """Where to cut: at white space shortly before, if there is any."""
    at = max(text.rfind(" ", near - 60, near), text.rfind("\n", near - 60, near))
    return at if at > 0 else near
