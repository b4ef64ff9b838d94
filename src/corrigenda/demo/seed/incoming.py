"""Messages, requests, cases, matches and replies of a seeded desk."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection

from corrigenda.core.models import Member
from corrigenda.demo.seed.plan import PlannedCase, PlannedMessage, Size
from corrigenda.demo.seed.rows import Report, ago, copy, public_id, random_of, reserve
from corrigenda.demo.seed.texts import wording
from corrigenda.desk.models import Case, CaseMessage
from corrigenda.engine.text import language_of, near_key, text_key
from corrigenda.intake.models import Message, Request
from corrigenda.matching.models import Match
from corrigenda.reply.models import Reply

REPLIED_AFTER = 2.0  # seconds, where the register answered by itself
Pair = tuple[PlannedCase, PlannedMessage]


class Writer:
    """Writes what was planned, table by table."""

    def __init__(self, size: Size, *, people: list[Member], fact_checks: list[int], at: datetime) -> None:
        self.size, self.people, self.fact_checks, self.at = size, people, fact_checks, at
        self.requests = 0

    def write(self, planned: list[PlannedCase], *, report: Report) -> None:
        """Everything. Cases come last, so that each is counted once."""
        pairs = [(case, message) for case in planned for message in case.messages]
        self.first_message = reserve(Message, len(pairs))
        columns = ("id", "public_id", "text", "text_key", "near_key", "lang", "received_at")
        copy(Message, columns, self._messages(pairs), report=report)
        self._write_requests(pairs)
        self._write_cases([case for case in planned if case.state])
        self._write_matches(pairs)
        with connection.cursor() as cursor:  # counted already, with their cases
            last = self.first_message + len(pairs)
            cursor.execute("DELETE FROM desk_news WHERE message_id BETWEEN %s AND %s", [self.first_message, last])

    def _messages(self, pairs: list[Pair]) -> Iterator[tuple[object, ...]]:
        rng, keys = random_of(self.size, 2), set[str]()
        for n, (case, message) in enumerate(pairs):
            text = wording(case.said, rng, place=message.place)
            key = text_key(text)
            if key in keys:  # two cases of one claim, or two wordings that are one
                text = f"{text} ({self.size.number}/{n})"
                key = text_key(text)
            keys.add(key)
            near = near_key(text) or None if case.state == "open" else None
            received = ago(self.at, message.asked[0])
            lang = language_of(text)
            yield (self.first_message + n, public_id(self.size, "m", n), text, key, near, lang, received)

    def _write_requests(self, pairs: list[Pair]) -> None:
        total = sum(len(message.asked) for _case, message in pairs)
        first, rng, replies = reserve(Request, total), random_of(self.size, 3), []

        def rows() -> Iterator[tuple[object, ...]]:
            n = first
            for place, (case, message) in enumerate(pairs):
                for asked in message.asked:
                    digest = rng.randbytes(32).hex()
                    at = ago(self.at, asked)
                    yield (
                        n,
                        self.first_message + place,
                        digest,
                        "web" if rng.random() < 0.8 else "api",
                        case.said.lang,
                        at,
                    )
                    if case.state != "open":
                        replies.append(self._reply(n, case, asked))
                    n += 1

        columns = ("id", "message_id", "receipt_digest", "tipline", "lang", "received_at")
        self.requests = copy(Request, columns, rows())
        replied = ("request_id", "kind", "fact_check_id", "not_checkable", "automatic", "state", "created_at")
        copy(Reply, (*replied, "delivered_at"), replies)

    def _reply(self, request: int, case: PlannedCase, asked: float) -> tuple[object, ...]:
        when = ago(self.at, asked - REPLIED_AFTER if case.closed is None or case.closed > asked else case.closed)
        check = self.fact_checks[case.check] if case.check is not None else None
        kind = "not_checkable" if case.state == "not_checkable" else "answer"
        return (request, kind, check, case.reason, not case.state, "delivered", when, when)

    def _write_cases(self, planned: list[PlannedCase]) -> None:
        first = reserve(Case, len(planned))
        self.case_ids = {id(case): first + n for n, case in enumerate(planned)}
        rng = random_of(self.size, 4)

        def rows() -> Iterator[tuple[object, ...]]:
            for n, case in enumerate(planned):
                check = self.fact_checks[case.check] if case.check is not None else None
                owner = self.people[case.owner].pk if case.owner is not None else None
                topic = case.said.topic if rng.random() < 0.6 else ""
                closed = ago(self.at, case.closed) if case.closed is not None else None
                opened = ago(self.at, case.opened)
                yield (
                    first + n,
                    public_id(self.size, "k", n),
                    case.state,
                    case.reason,
                    owner,
                    check,
                    topic,
                    opened,
                    closed,
                )

        columns = ("id", "public_id", "state", "not_checkable", "owner_id", "fact_check_id", "topic", "opened_at")
        copy(Case, (*columns, "closed_at"), rows())

    def _write_matches(self, pairs: list[Pair]) -> None:
        belong: list[tuple[int, int]] = []
        matches: list[tuple[object, ...]] = []
        for place, (case, message) in enumerate(pairs):
            pk = self.first_message + place
            if case.state:
                belong.append((self.case_ids[id(case)], pk))
            matches += self._matches(pk, case, message)
        copy(CaseMessage, ("case_id", "message_id"), belong)
        columns = ("message_id", "fact_check_id", "state", "probability", "automatic", "was_automatic", "decided_by_id")
        copy(
            Match,
            (*columns, "decided_at", "ranker_version", "created_at"),
            matches,
        )

    def _matches(self, pk: int, case: PlannedCase, message: PlannedMessage) -> Iterator[tuple[object, ...]]:
        made = ago(self.at, message.asked[0] - REPLIED_AFTER)
        rest = ("", made)
        if case.check is not None and case.state in {"", "answered"}:
            at_once = not case.state
            owner = None if at_once or case.owner is None else self.people[case.owner].pk
            decided = ago(self.at, case.closed) if not at_once and case.closed is not None else made
            yield (pk, self.fact_checks[case.check], "confirmed", 0.97, at_once, at_once, owner, decided, *rest)
        for number, probability in case.suggested if message.place < 3 else ():
            yield (pk, self.fact_checks[number], "suggested", probability, False, False, None, None, *rest)
