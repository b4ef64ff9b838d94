"""Reads for the second person: what waits and for how long, who reads it, what was said about it, what changed."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from corrigenda.claims.models import FactCheck, Origin, State
from corrigenda.core.clock import now
from corrigenda.core.differences import Piece, differences
from corrigenda.core.models import Member
from corrigenda.desk.models import Comment, Edit, Interest, Reading, Return, TextPart
from corrigenda.desk.queries import waiting_fact_checks
from corrigenda.desk.words import words_of, words_of_version

SOON = 30  # days ahead that a review is announced
IN_WORK = (State.DRAFT, State.WAITING, State.SIGNED_OFF)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A fact-check that waits for its second person, and what the member who looks may do about it."""

    fact_check: FactCheck
    since: datetime
    writers: tuple[str, ...]
    reader: Member | None
    open_comments: int
    may_sign: bool
    wrote_it: bool


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its replies. `quote` is found again in the words of today, or not."""

    comment: Comment
    replies: tuple[Comment, ...]
    words_are_gone: bool

    @property
    def is_open(self) -> bool:
        """Whether nobody has settled it."""
        return self.comment.settled_at is None


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part of a fact-check whose words changed."""

    part: TextPart
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands to a fact-check that waits."""

    wrote_it: bool
    reader: Member | None
    interests: tuple[Interest, ...]  # stated by anybody
    has_interest: bool

    def may_sign(self, member: Member) -> bool:
        """Whether this member may be the second person, now."""
        taken = self.reader is not None and self.reader != member
        return member.may_sign and not (self.wrote_it or self.has_interest or taken)


def languages_in_work() -> list[str]:
    """Codes of the languages of what is written or waits, sorted."""
    work = FactCheck.objects.filter(origin=Origin.DESK, state__in=IN_WORK).order_by("lang")
    return list(work.values_list("lang", flat=True).distinct())


def waiting_queue(member: Member, *, lang: str = "") -> list[QueueRow]:
    """What waits for a second person, in one language if it is named, oldest first."""
    waiting = waiting_fact_checks().filter(**({"lang": lang} if lang else {}))
    rows = list(waiting.select_related("amends").prefetch_related("reading__member"))
    writers: dict[int, dict[int, str]] = defaultdict(dict)
    for edit in Edit.objects.filter(fact_check__in=rows).select_related("member").order_by("pk"):
        writers[edit.fact_check_id][edit.member_id] = edit.member.name
    open_ones = Counter(
        Comment.objects.filter(fact_check__in=rows, about=None, settled_at=None).values_list("fact_check_id", flat=True)
    )
    return [_queue_row(row, writers=writers[row.pk], open_comments=open_ones[row.pk], member=member) for row in rows]


def standing_of(member: Member, fact_check: FactCheck) -> Standing:
    """How a member stands to a fact-check: writer, reader, with an interest, or none of these."""
    same_matter = Q(fact_check=fact_check) | Q(fact_check=fact_check.amends_id)
    interests = tuple(Interest.objects.filter(same_matter).select_related("member"))
    return Standing(
        wrote_it=Edit.objects.filter(fact_check=fact_check, member=member).exists(),
        reader=_reader(fact_check),
        interests=interests,
        has_interest=any(interest.member_id == member.pk for interest in interests),
    )


def threads_of(fact_check: FactCheck) -> list[Thread]:
    """What was said about a fact-check: open comments first, each with its replies, as they were written."""
    said = list(fact_check.comments.select_related("written_by", "settled_by"))
    replies: dict[int, list[Comment]] = defaultdict(list)
    for each in said:
        if each.about_id is not None:
            replies[each.about_id].append(each)
    words = {part: _plain(text) for part, text in words_of(fact_check).items()} if said else {}
    threads = [
        Thread(each, tuple(replies[each.pk]), bool(each.quote) and _plain(each.quote) not in words[each.part])
        for each in said
        if each.about_id is None
    ]
    return sorted(threads, key=lambda thread: not thread.is_open)


def changed_since(before: dict[str, str], fact_check: FactCheck) -> list[ChangedPart]:
    """The parts of a fact-check whose words are others than before. The rating is compared by its code."""
    words = words_of(fact_check)
    return [
        ChangedPart(TextPart(part), differences(before[part], now_said))
        for part, now_said in words.items()
        if part in before and before[part] != now_said
    ]


def changed_since_return(fact_check: FactCheck) -> list[ChangedPart]:
    """What is otherwise than when it was last sent back; nothing where it never was."""
    returned = last_return(fact_check)
    before = words_of_version(fact_check, returned.version) if returned else None
    return changed_since(before, fact_check) if before else []


def changed_by_amendment(amendment: FactCheck) -> list[ChangedPart]:
    """What a correction or an update in work changes in what is published."""
    amended = amendment.amends
    return changed_since(words_of(amended), amendment) if amended and amendment.state in IN_WORK else []


def last_return(fact_check: FactCheck) -> Return | None:
    """The last time that it was sent back."""
    return fact_check.returns.select_related("returned_by").first()


def amendment_in_work(fact_check: FactCheck) -> FactCheck | None:
    """The correction, update or retraction of a published fact-check that somebody works on."""
    return fact_check.amendments.filter(state__in=IN_WORK).select_related("edited_by").first()


def due_for_review(*, within: int = SOON) -> QuerySet[FactCheck]:
    """What this desk published and has to look at again within so many days, what is most overdue first."""
    until: date = now().date() + timedelta(days=within)
    ours = FactCheck.objects.filter(origin=Origin.DESK, state=State.PUBLISHED, review_by__lte=until)
    return ours.select_related("claim", "rating").order_by("review_by", "pk")


def retracted() -> QuerySet[FactCheck]:
    """What was withdrawn, the latest first."""
    found = FactCheck.objects.filter(origin=Origin.DESK, state=State.RETRACTED)
    return found.select_related("claim", "rating").order_by("-retracted_at", "-pk")


def _queue_row(row: FactCheck, *, writers: dict[int, str], open_comments: int, member: Member) -> QueueRow:
    reader = _reader(row)
    wrote_it = member.pk in writers
    return QueueRow(
        fact_check=row,
        since=row.updated_at,
        writers=tuple(writers.values()),
        reader=reader,
        open_comments=open_comments,
        may_sign=member.may_sign and not wrote_it and reader in {None, member},
        wrote_it=wrote_it,
    )


def _reader(fact_check: FactCheck) -> Member | None:
    """Who has taken it; nobody, where whoever did has left the desk."""
    try:
        reader = fact_check.reading.member
    except Reading.DoesNotExist:
        return None
    return reader if reader.may_sign else None


def _plain(text: str) -> str:
    """Words only: what was quoted from a page is found in its Markdown."""
    return " ".join("".join(" " if sign in "*_`#>[]()~" else sign for sign in text).split()).casefold()
