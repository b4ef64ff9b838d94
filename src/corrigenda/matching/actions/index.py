"""The index follows the register, and those who wait hear of what is new in it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from corrigenda.claims.models import FactCheck
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder import Encoder
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.types import Floats, KnownClaim, Query
from corrigenda.matching import engine_room, queries
from corrigenda.matching.actions.decide import apply_decision
from corrigenda.matching.models import Indexed
from corrigenda.matching.queries import known_claim as known_claim

BATCH = 512
NEWEST = 16  # taken in first
FEW = 64  # fewer fact-checks than this are encoded on one core
SETTLE_AFTER = 1_000  # new fact-checks at once, after which the index is put in order
Progress = Callable[[int, int], None]  # done, total


class IndexBusy(CorrigendaError):
    """Another process is bringing the index up to date. Try again in a moment."""

    code = "index_busy"
    permanent = False


def bring_up_to_date(*, wait: bool = False, progress: Progress | None = None) -> int:
    """Index what is new, then ask again for everyone who waits; return how many fact-checks were taken in.

    One process at a time: raises IndexBusy when another one is at it, unless told to `wait`.
    """
    taken = follow_register(wait=wait, progress=progress)
    tell_those_who_wait()
    return taken


def follow_register(*, wait: bool = False, progress: Progress | None = None) -> int:
    """Index what is new, and tell nobody yet. Raises IndexBusy, as `bring_up_to_date` does.

    The newest come first, even while another process takes in thousands: a reader may be asking about one of them.
    """
    engine_room.ensure_index()
    taken = _index(list(queries.pending_fact_checks().order_by("-updated_at", "-pk")[:NEWEST]))
    with one_at_a_time(wait=wait):
        taken += index_pending(progress=progress)
    engine_room.generations().sweep()
    return taken


def index_pending(*, progress: Progress | None = None) -> int:
    """Take published fact-checks into the index that are new or changed; return how many.

    Stops and starts again where it was: each batch is one transaction.
    """
    engine_room.ensure_index()
    total, taken = queries.pending_fact_checks().count(), 0
    while rows := list(queries.pending_fact_checks()[:BATCH]):
        taken += _index(rows)
        if progress:
            progress(taken, max(total, taken))
    if taken > SETTLE_AFTER:
        engine_room.store().settle()
    return taken


def _index(rows: Sequence[FactCheck]) -> int:
    """Take these in; return how many, which is none when another index has taken over meanwhile."""
    if not rows:
        return 0
    encoder = engine_room.encoder() if len(rows) < FEW else engine_room.bulk_encoder()
    claims, vectors = encoded(rows, encoder)
    with transaction.atomic():
        hold_the_switch()
        if engine_room.encoder().model_id != encoder.model_id:
            return 0
        engine_room.store().add(claims, vectors, model_id=encoder.model_id)
        Indexed.objects.bulk_create(
            # As they were when they were read: what changed since is pending again.
            [Indexed(fact_check=row, indexed_at=row.updated_at, model_id=encoder.model_id) for row in rows],
            update_conflicts=True,
            unique_fields=["fact_check"],
            update_fields=["indexed_at", "model_id", "is_news"],
        )
    return len(rows)


def hold_the_switch() -> None:
    """Until the end of this transaction the index in use stays the one in use; see which it is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('corrigenda.switch'))")
    engine_room.look_again()


def encoded(rows: Sequence[FactCheck], encoder: Encoder) -> tuple[list[KnownClaim], Floats]:
    """What of these fact-checks can be found, with its vectors. Those left out are noted, and never found."""
    claims = fit_to_index([known_claim(row) for row in rows]).claims
    return claims, encoder.encode([passage(claim) for claim in claims], kind="passage")


def there_is_news() -> bool:
    """Whether something in the index is new to those who wait."""
    return Indexed.objects.filter(is_news=True).exists()


def index_is_behind() -> bool:
    """Whether the index lacks a published fact-check, or those who wait do not know of one."""
    return queries.pending_fact_checks().exists() or there_is_news()


def tell_those_who_wait() -> int:
    """Ask again for every message that waits, now that there is news in the index; return how many are answered.

    A message is touched only if something new is a hit. Killed half-way, it begins again: the news stays news.
    """
    news = frozenset(Indexed.objects.filter(is_news=True).values_list("fact_check__public_id", flat=True))
    if not news:
        return 0
    searcher, answered = engine_room.searcher(), 0
    for message in queries.waiting_messages().iterator(chunk_size=BATCH):
        decision = searcher.decide(Query(text=message.text, lang=message.lang or None))
        if any(hit.claim.id in news for hit in decision.hits):
            answered += apply_decision(message, decision)
    Indexed.objects.filter(fact_check__public_id__in=news).update(is_news=False)
    return answered


@contextmanager
def one_at_a_time(lock: str = "corrigenda.index", *, wait: bool) -> Iterator[None]:
    """Holds a lock of the database session, which PostgreSQL gives back when the process dies. Raises IndexBusy."""
    with connection.cursor() as cursor:
        how = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
        cursor.execute(f"SELECT {how}(hashtext(%s))", [lock])
        if cursor.fetchone()[0] is False:
            raise IndexBusy
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [lock])
