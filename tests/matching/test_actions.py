"""Matching with the real encoder and index: what is answered, what goes to the desk, what an editor decides."""

from __future__ import annotations

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from corrigenda.claims.models import Claim, FactCheck, Publisher, Rating
from corrigenda.core.exceptions import NotAllowed, StateConflict
from corrigenda.core.models import Member
from corrigenda.intake.actions import receive
from corrigenda.intake.models import Message, Tipline
from corrigenda.matching import actions, queries
from corrigenda.matching.models import Indexed, Match, MatchState

pytestmark = pytest.mark.django_db

REGISTER = {
    "vi": "Uống nước chanh nóng mỗi sáng chữa khỏi bệnh ung thư.",
    "th": "ดื่มน้ำมะนาวโซดาทุกวันรักษาโรคเบาหวานให้หายขาด",
    "en": "Charging a phone overnight under the pillow makes it explode.",
    "es": "Beber agua de mar cura la gripe en tres días.",
}


def imported(claim: str, lang: str, **fields: object) -> FactCheck:
    publisher, _ = Publisher.objects.get_or_create(site="checks.example", defaults={"name": "Checks"})
    return FactCheck.objects.create(
        origin="imported",
        publisher=publisher,
        claim=Claim.objects.create(text=claim, lang=lang),
        lang=lang,
        title=claim,
        rating=Rating.objects.get(code="false"),
        state="published",
        published_at=timezone.now(),
        **fields,
    )


@pytest.fixture
def register() -> dict[str, FactCheck]:
    rows = {lang: imported(claim, lang) for lang, claim in REGISTER.items()}
    actions.bring_up_to_date()
    return rows


def message(text: str, lang: str = "vi") -> Message:
    receive(text=text, lang=lang, tipline=Tipline.WEB)
    return Message.objects.latest("id")


def queued() -> set[str]:
    return set(ProcrastinateJob.objects.values_list("task_name", flat=True)) - {"matching.match_message"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("vi", "Uống nước chanh nóng mỗi sáng chữa khỏi bệnh ung thư."),
        ("vi", "UỐNG NƯỚC CHANH NÓNG MỖI SÁNG CHỮA KHỎI BỆNH UNG THƯ!!!"),
        ("th", "ดื่มน้ำมะนาวโซดาทุกวันรักษาโรคเบาหวานให้หายขาด 🙏"),
        ("en", "Charging a phone overnight under the pillow makes it explode"),
    ],
)
def test_a_repeat_of_a_known_claim_is_answered(register: dict[str, FactCheck], lang: str, text: str) -> None:
    asked = message(text, lang)
    actions.match_message(asked.pk)
    match = Match.objects.get(message=asked, state=MatchState.CONFIRMED)
    assert (match.fact_check, match.automatic) == (register[lang], True)
    assert queued() == {"reply.answer_message", "desk.close_if_answered"}


def test_a_message_about_something_else_goes_to_the_desk(register: dict[str, FactCheck]) -> None:
    asked = message("Chiều nay mấy giờ họp phụ huynh lớp 3A vậy mọi người?")
    actions.match_message(asked.pk)
    assert not Match.objects.filter(message=asked, state=MatchState.CONFIRMED).exists()
    assert queued() == {"desk.open_case"}


def test_a_negated_claim_is_never_answered_by_machine(register: dict[str, FactCheck]) -> None:
    asked = message("Bác sĩ: uống nước chanh nóng mỗi sáng không chữa khỏi bệnh ung thư.")
    actions.match_message(asked.pk)
    assert not Match.objects.filter(message=asked, state=MatchState.CONFIRMED).exists()


def test_machines_can_be_told_never_to_answer(register: dict[str, FactCheck], settings: object) -> None:
    settings.CORRIGENDA_ANSWERS = "off"  # type: ignore[attr-defined]
    asked = message(REGISTER["vi"])
    actions.match_message(asked.pk)
    assert Match.objects.get(message=asked, fact_check=register["vi"]).state == MatchState.SUGGESTED


def test_a_fact_check_past_its_date_answers_nobody() -> None:
    imported(REGISTER["es"], "es", review_by="2020-01-01")
    actions.bring_up_to_date()
    asked = message(REGISTER["es"], "es")
    actions.match_message(asked.pk)
    assert not Match.objects.filter(message=asked, state=MatchState.CONFIRMED).exists()


def test_a_rejected_match_is_not_suggested_again(register: dict[str, FactCheck], bo: Member) -> None:
    asked = message("Nước chanh nóng có chữa được ung thư không?")
    match = Match.objects.create(message=asked, fact_check=register["vi"], probability=0.9)
    actions.reject_match(match.pk, member=bo)
    actions.match_message(asked.pk)
    match.refresh_from_db()
    assert match.state == MatchState.REJECTED
    assert not Match.objects.filter(message=asked, state=MatchState.CONFIRMED).exists()


def test_a_person_can_correct_the_machine(register: dict[str, FactCheck], bo: Member) -> None:
    asked = message(REGISTER["vi"])
    actions.match_message(asked.pk)
    actions.link(asked.pk, register["es"].pk, member=bo)
    states = dict(Match.objects.filter(message=asked).values_list("fact_check__lang", "state"))
    assert (states["vi"], states["es"]) == (MatchState.REJECTED, MatchState.CONFIRMED)


def test_a_volunteer_cannot_decide(register: dict[str, FactCheck], bo: Member) -> None:
    bo.role = "volunteer"
    asked = message("x y z")
    with pytest.raises(NotAllowed):
        actions.link(asked.pk, register["vi"].pk, member=bo)


def test_a_draft_answers_nobody(bo: Member) -> None:
    draft = FactCheck.objects.create(claim=Claim.objects.create(text="ก", lang="th"), edited_by=bo)
    asked = message("ข่าวลือ", "th")
    with pytest.raises(StateConflict):
        actions.link(asked.pk, draft.pk, member=bo)


def test_news_reaches_those_who_wait() -> None:
    asked = message(REGISTER["th"], "th")
    actions.match_message(asked.pk)
    assert not Match.objects.filter(message=asked).exists()
    imported(REGISTER["th"], "th")
    actions.bring_up_to_date()
    assert Match.objects.get(message=asked).state == MatchState.CONFIRMED
    assert not Indexed.objects.filter(is_news=True).exists()


def test_everything_derived_can_be_dropped_and_built_again(register: dict[str, FactCheck]) -> None:
    before = [found.fact_check.lang for found in queries.search("nuoc chanh nong chua ung thu")]
    assert actions.reindex() == len(REGISTER)
    assert [found.fact_check.lang for found in queries.search("nuoc chanh nong chua ung thu")] == before
    assert before[0] == "vi"


def test_an_unchanged_register_is_not_indexed_twice(register: dict[str, FactCheck]) -> None:
    assert actions.bring_up_to_date() == 0


@pytest.mark.parametrize("text", ["", "🙏", "\u200b\u200e", "https://example.org/x", "ok"])
def test_a_message_that_says_nothing_finds_nothing_and_breaks_nothing(
    register: dict[str, FactCheck], text: str
) -> None:
    assert isinstance(queries.search(text), list)


def test_an_empty_fact_check_is_left_out_of_the_index_and_stops_nothing(register: dict[str, FactCheck]) -> None:
    imported("", "en")
    imported("🙏", "en")
    assert actions.bring_up_to_date() == 2
    assert actions.bring_up_to_date() == 0
