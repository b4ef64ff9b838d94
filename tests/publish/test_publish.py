"""Publishing happens once, after a second person, and is written down word for word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corrigenda.claims.models import FactCheck
from corrigenda.core import events
from corrigenda.core.exceptions import NotAllowed, NotFound
from corrigenda.core.models import AuditEntry, Member
from corrigenda.publish.actions import SignOffMissing, publish_fact_check
from corrigenda.publish.models import Publication
from corrigenda.publish.queries import byline
from tests.publish.stories import draft, imported, published, signed_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Iterator[list[int]]:
    """The fact-checks that other steps were told of."""
    heard: list[int] = []

    def hear(fact_check_id: int, **_: object) -> None:
        heard.append(fact_check_id)

    events.fact_check_published.connect(hear)
    yield heard
    events.fact_check_published.disconnect(hear)


def test_publishing_dates_it_writes_it_down_and_tells_the_others(ana: Member, bo: Member, told: list[int]) -> None:
    fact_check = published(bo, ana)
    publication = Publication.objects.get()
    assert fact_check.state == "published"
    assert publication.published_at == fact_check.published_at
    assert publication.content["claimReviewed"] == "Nước chanh nóng chữa khỏi ung thư."
    assert AuditEntry.objects.get(action="publish_fact_check").member == ana
    assert told == [fact_check.pk]


def test_publishing_twice_tells_nobody_again(ana: Member, bo: Member, told: list[int]) -> None:
    fact_check = published(bo, ana)
    publish_fact_check(fact_check.pk, member=ana)
    again = FactCheck.objects.get()
    assert again.published_at == fact_check.published_at
    assert Publication.objects.count() == 1
    assert told == [fact_check.pk]


def test_without_a_second_person_nothing_is_published(ana: Member, bo: Member) -> None:
    fact_check = draft(bo)
    for state in ("draft", "waiting"):
        FactCheck.objects.filter(pk=fact_check.pk).update(state=state)
        with pytest.raises(SignOffMissing):
            publish_fact_check(fact_check.pk, member=ana)
    assert not Publication.objects.exists()


def test_a_volunteer_cannot_publish(ana: Member, bo: Member) -> None:
    fact_check = signed_off(bo, ana)
    helper = Member.objects.create_user("v@desk.example", "a long enough secret", name="V", role="volunteer")
    with pytest.raises(NotAllowed):
        publish_fact_check(fact_check.pk, member=helper)


def test_what_does_not_exist_is_not_found(ana: Member) -> None:
    with pytest.raises(NotFound):
        publish_fact_check(10**9, member=ana)


def test_an_imported_fact_check_is_never_published_as_ours(ana: Member) -> None:
    fact_check = imported()
    publish_fact_check(fact_check.pk, member=ana)
    assert not Publication.objects.exists()


def test_the_byline_has_roles_and_no_names(ana: Member, bo: Member) -> None:
    line = byline(published(bo, ana))
    assert line is not None
    assert (line.written_by, line.signed_off_by) == (("fact-checker",), "editor")
    assert byline(imported()) is None
