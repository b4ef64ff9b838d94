"""Puts the demo register on a fresh desk, by the same actions and under the same rules as real work."""

import json
import os
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from corrigenda.claims.models import Claim, Evidence, FactCheck, Rating
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.core.models import Member, Role
from corrigenda.desk import actions as desk
from corrigenda.matching import actions as matching
from corrigenda.publish import actions as publish

FOLDER = Path(__file__).parent
Progress = Callable[[int, int], None]


class NotADemo(CorrigendaError):
    """This folder holds a real desk."""

    code = "not_a_demo"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who may sign in at this demo, and only there. The password is made at its first start."""

    name: str
    email: str
    role: str
    lang: str
    password: str


def load_demo(*, progress: Progress | None = None) -> list[DemoPerson]:
    """Make the two people, publish the register and index it; harmless where that is done.

    Raises NotADemo for a folder with a real desk in it.
    """
    people = demo_people()
    if Member.objects.exclude(email__in=[person.email for person in people]).exists():
        raise NotADemo(
            f"{settings.CORRIGENDA_HOME} holds a real desk. Start the demo in another folder: "
            "CORRIGENDA_HOME=/some/empty/folder corrigenda demo"
        )
    bo, ana = (_member(person) for person in people)
    records = _languages_in_turn(list(read_lines("register.jsonl")))
    have = set(Claim.objects.filter(fact_checks__origin="desk").values_list("text", flat=True))
    for number, record in enumerate(records, start=1):
        if record["claim"] not in have:
            _publish(record, writer=bo, second=ana)
        if progress:
            progress(number, len(records))
    matching.bring_up_to_date(wait=True, progress=progress)
    return people


# Where one institution is the source of all evidence, a fact-check says why that is enough.
ONE_SOURCE = {
    "demo-en-014": "The maker of the phone is the one to say what harms it.",
    "demo-en-022": "The weather service measures lightning for the whole country.",
    "demo-vi-010": "Hai tài liệu của WHO tổng hợp nghiên cứu của nhiều nước.",
    "demo-vi-019": "Hai tài liệu của WHO do các nhóm chuyên môn khác nhau biên soạn.",
}


def _languages_in_turn(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """So that the latest fact-checks are not all in one language."""
    place: Counter[str] = Counter()
    placed = []
    for record in records:
        place[record["lang"]] += 1
        placed.append((place[record["lang"]], record["lang"], record))
    return [record for *_, record in sorted(placed, key=lambda each: each[:2])]


def demo_people() -> list[DemoPerson]:
    """Bo, who writes, and Ana, who signs; kept with their passwords in a file that only the owner can read."""
    path = Path(settings.CORRIGENDA_HOME) / "demo-people.json"
    if path.is_file():
        return [DemoPerson(**row) for row in json.loads(path.read_text())]
    people = [
        DemoPerson("Bo", "bo@demo.example", Role.FACT_CHECKER, "vi", secrets.token_urlsafe(9)),
        DemoPerson("Ana", "ana@demo.example", Role.EDITOR, "en", secrets.token_urlsafe(9)),
    ]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump([asdict(person) for person in people], file)
    return people


def read_lines(name: str) -> Iterator[dict[str, Any]]:
    """The records of one of the demo's own files."""
    with (FOLDER / name).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _member(person: DemoPerson) -> Member:
    member = Member.objects.filter(email=person.email).first()
    if member is None:
        member = Member.objects.create_user(
            person.email, person.password, name=person.name, role=person.role, lang=person.lang
        )
    elif not member.check_password(person.password):
        member.set_password(person.password)
        member.save(update_fields=["password"])
    return member


@transaction.atomic
def _publish(record: dict[str, Any], *, writer: Member, second: Member) -> None:
    """Bo writes it, Ana signs it: the demo goes through the same door as everything else."""
    claim = Claim.objects.create(text=record["claim"], lang=record["lang"])
    fact_check = FactCheck.objects.create(
        claim=claim,
        lang=record["lang"],
        title=record["title"],
        summary=record["summary"],
        body=record["body"],
        topics=[record["topic"]],
        sources_reason=ONE_SOURCE.get(record["id"], ""),
        rating=Rating.objects.get(code=record["rating"]),
        review_by=record.get("review_by"),
        edited_by=writer,
    )
    for order, source in enumerate(record["evidence"]):
        Evidence.objects.create(
            fact_check=fact_check,
            order=order,
            url=source["url"],
            title=f"{source['publisher']}: {source['title']}",
            quote=source["quote"],
            quote_is_summary=source.get("quote_is_summary", False),
            kind=source["kind"],
            edited_by=writer,
        )
    fact_check.refresh_from_db(fields=["version"])
    desk.send_for_sign_off(fact_check.pk, member=writer)
    desk.sign(fact_check.pk, version_seen=fact_check.version, no_interest=True, member=second)
    publish.publish_fact_check(fact_check.pk, member=second)
