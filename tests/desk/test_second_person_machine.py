"""T5: nothing is public without a second person, whatever is tried, in whatever order.

In the suite for some tens of seconds. `make chaos` takes CORRIGENDA_CHAOS_STEPS steps (100,000), from the seed
CORRIGENDA_CHAOS_SEED on: a run that was cut off goes on with the seed that it said last.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from corrigenda.core.models import Member, Role
from tests.desk.second_person_books import Bypass, Steps
from tests.desk.second_person_machine import SecondPerson
from tests.people import _signed_in

pytestmark = pytest.mark.django_db
SHORT = 600  # steps
A_ROUND = 80  # steps of one story, after which everything is rolled back
STORIES = 8  # to a seed


@pytest.fixture
def machine(bo: Member, ana: Member, lee: Member, tmp_path: Path) -> type[SecondPerson]:
    """Bo, Ana, Lee, another fact-checker and a volunteer, each with a browser."""

    def another(name: str, role: Role) -> Member:
        return Member.objects.create_user(f"{name}@desk.example", "a long enough secret", name=name, role=role)

    people = [bo, ana, lee, another("dee", Role.FACT_CHECKER), another("vo", Role.VOLUNTEER)]
    SecondPerson.people, SecondPerson.clients = people, [_signed_in(person) for person in people]
    SecondPerson.folder = tmp_path
    return SecondPerson


@pytest.mark.slow
def test_no_way_around_the_second_person(machine: type[SecondPerson]) -> None:
    wanted = int(os.environ.get("CORRIGENDA_CHAOS_STEPS", SHORT))
    number = int(os.environ.get("CORRIGENDA_CHAOS_SEED", "1"))
    last = float(os.environ.get("CORRIGENDA_CHAOS_SECONDS", "inf")) + time.monotonic()
    Steps.taken = Steps.refused = Steps.signed = 0
    Steps.public.clear()
    while Steps.taken < wanted and time.monotonic() < last:
        _stories(machine, number)
        if wanted > SHORT:
            print(
                f"seed {number}: {Steps.taken:,} steps, {Steps.refused:,} refused, {Steps.signed:,} signed", flush=True
            )
        number += 1
    assert Steps.signed > Steps.taken // 300, "The machine hardly signed anything: it tests too little."
    assert {("published", ""), ("retracted", "")} <= Steps.public, sorted(Steps.public)
    in_force = {kind for state, kind in Steps.public if state == "applied"}
    assert len(in_force) == 3 or Steps.taken < 5_000, in_force


@pytest.mark.slow
@pytest.mark.parametrize(
    "switched_off", ["desk_signoff DISABLE TRIGGER guard_sign_off", "claims_factcheck DISABLE TRIGGER guard_fact_check"]
)
def test_the_machine_finds_a_rule_that_is_switched_off(machine: type[SecondPerson], switched_off: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {switched_off}")
    with pytest.raises(Bypass):
        _stories(machine, 1, phases=[Phase.generate])


def _stories(
    machine: type[SecondPerson], number: int, *, phases: Sequence[Phase] = (Phase.generate, Phase.shrink)
) -> None:
    run_state_machine_as_test(
        seed(number)(machine),
        settings=settings(
            max_examples=STORIES,
            stateful_step_count=A_ROUND,
            deadline=None,
            database=None,
            phases=phases,
            verbosity=Verbosity.quiet,
            suppress_health_check=list(HealthCheck),
        ),
    )
