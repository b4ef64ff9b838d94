"""A planned desk goes into the database: by COPY, in one transaction, under the database's own rules."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import connection, transaction

from corrigenda.claims.models import FactCheck, Origin
from corrigenda.core.clock import now
from corrigenda.core.exceptions import StateConflict
from corrigenda.core.models import AuditEntry, Member, Role
from corrigenda.demo.seed import checks as checked
from corrigenda.demo.seed import incoming
from corrigenda.demo.seed.plan import Size, cases, register
from corrigenda.desk.models import Case
from corrigenda.intake.models import Message

Progress = Callable[[int, int], None]
PEOPLE = (
    ("Ana", Role.EDITOR),
    ("Bo", Role.FACT_CHECKER),
    ("Minh", Role.FACT_CHECKER),
    ("Ploy", Role.FACT_CHECKER),
    ("Lee", Role.ADMINISTRATOR),
    ("Dao", Role.VOLUNTEER),
)
WRITERS = 5  # the first of them may own cases


class NotEmpty(StateConflict):
    """This desk holds real work."""

    code = "desk_not_empty"


@dataclass(frozen=True, slots=True)
class Seeded:
    """How many rows of each kind were made."""

    messages: int
    requests: int
    cases: int
    open_cases: int
    fact_checks: int
    members: int


@transaction.atomic
def seed_desk(size: Size, *, anyway: bool = False, progress: Progress | None = None) -> Seeded:
    """Write a synthetic desk, all of it or nothing. Raises NotEmpty for a desk with work on it, unless told `anyway`.

    The same number twice is refused in any case: it would be the same desk again.
    """
    _refuse_real_work(size, anyway=anyway)
    report = progress or (lambda done, total: None)
    total = size.messages + size.checks
    people = _people()
    at = now()
    known = register(size)
    ids = checked.write(known, size, people=people, at=at, report=lambda done: report(done, total))
    planned = list(cases(size, known, members=WRITERS))
    writer = incoming.Writer(size, people=people, fact_checks=ids, at=at)
    writer.write(planned, report=lambda done: report(size.checks + done, total))
    _statistics()
    made = Seeded(
        messages=size.messages,
        requests=writer.requests,
        cases=sum(1 for each in planned if each.state),
        open_cases=sum(1 for each in planned if each.state == "open"),
        fact_checks=size.checks,
        members=len(people),
    )
    AuditEntry.objects.create(action="seed", subject_type="Desk", subject_id=str(size.number), details=asdict(made))
    report(total, total)
    return made


def _refuse_real_work(size: Size, *, anyway: bool) -> None:
    if AuditEntry.objects.filter(action="seed", subject_id=str(size.number)).exists():
        raise NotEmpty(f"This desk was seeded with number {size.number} already. Take another with --seed.")
    holds = {
        "messages": Message.objects.count(),
        "cases": Case.objects.count(),
        "fact-checks of its own": FactCheck.objects.filter(origin=Origin.DESK).count(),
    }
    if any(holds.values()) and not anyway:
        found = ", ".join(f"{count:,} {what}" for what, count in holds.items() if count)
        raise NotEmpty(
            f"This desk holds {found}. Made-up messages would stand among real ones, and cannot be taken out again. "
            "Seed a folder of its own: CORRIGENDA_HOME=/some/empty/folder corrigenda seed. "
            "If this is a desk for practice, say --into-this-desk."
        )


def _people() -> list[Member]:
    """Members without a password: nobody can sign in as one of them. `corrigenda createuser` gives a link."""
    found = []
    for name, role in PEOPLE:
        email = f"{name.lower()}@seed.example"
        known = Member.objects.filter(email=email).first()
        found.append(known or Member.objects.create_user(email, name=name, role=role))
    return found


def _statistics() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
