"""The public sees how often automatic answers were wrong, or that nobody can tell yet."""

from __future__ import annotations

from hashlib import md5

import pytest
from django.test import Client

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.matching.models import Match, MatchState
from corrigenda.stats.queries import LEAST_CHECKED, FalseAnswers, false_answers
from tests.matching.decisions import THAI, VIETNAMESE, decided

pytestmark = pytest.mark.django_db


def looked_at(member: Member, *, right: int, wrong: int, groups: tuple[str, ...] = VIETNAMESE) -> None:
    for is_right, count in ((True, right), (False, wrong)):
        fields = {"ranker_version": "any", "was_automatic": True, "drawn": True}
        decided([1.0] * count, member=member, right=is_right, groups=groups, **fields)


def test_the_rate_is_told_by_language_with_its_interval(bo: Member) -> None:
    looked_at(bo, right=95, wrong=5)
    looked_at(bo, right=LEAST_CHECKED - 1, wrong=0, groups=THAI)
    vietnamese, thai, others = false_answers()
    assert (vietnamese.lang, vietnamese.checked, vietnamese.wrong, vietnamese.percent) == ("vi", 100, 5, 5.0)
    assert vietnamese.lowest == pytest.approx(2.15, abs=0.01)  # R: binom::binom.wilson(5, 100)
    assert vietnamese.highest == pytest.approx(11.18, abs=0.01)
    assert (thai, others) == (FalseAnswers("th"), FalseAnswers(""))


def test_languages_that_are_not_told_apart_are_counted_together(bo: Member) -> None:
    for lang in ("", "es"):
        looked_at(bo, right=10, wrong=0, groups=(lang, "latin", "any"))
    assert [(each.lang, each.checked) for each in false_answers()] == [("vi", None), ("th", None), ("", 20)]


def test_only_automatic_answers_drawn_by_chance_that_a_person_decided_about_are_counted(bo: Member) -> None:
    looked_at(bo, right=20, wrong=0)
    decided([1.0] * 30, member=bo, right=False, ranker_version="any", was_automatic=True)  # somebody questioned them
    decided([1.0] * 30, member=bo, right=False, ranker_version="any")
    decided([1.0] * 30, member=None, right=True, ranker_version="any", was_automatic=True)
    assert false_answers()[0].checked == 20
    Match.objects.update(state=MatchState.SUGGESTED)
    assert false_answers()[0].checked is None


def test_what_was_questioned_counts_once_the_draw_has_come_past_it(bo: Member) -> None:
    looked_at(bo, right=40, wrong=0)
    fields = {"ranker_version": "any", "was_automatic": True, "questioned_at": now()}
    questioned = decided([1.0] * 40, member=bo, right=False, **fields)
    turns = sorted(md5(match.message.public_id.encode()).hexdigest() for match in Match.objects.filter(drawn=True))
    passed = [m for m in questioned if md5(m.message.public_id.encode()).hexdigest() <= turns[-1]]
    assert (false_answers()[0].checked, false_answers()[0].wrong) == (40 + len(passed), len(passed))
    assert passed


@pytest.mark.parametrize(
    ("lang", "few", "told"),
    [
        ("en", "fewer than 20 looked at: too few to say", "2.2 to 11.2 percent"),
        ("vi", "dưới 20 câu: quá ít để tính", "từ 2,2 đến 11,2 phần trăm"),
        ("th", "ไม่ถึง 20 คำตอบ", "ร้อยละ 2.2 ถึง 11.2"),
    ],
)
def test_the_page_says_it_in_every_language(lang: str, few: str, told: str, bo: Member, client: Client) -> None:
    before = client.get("/stats", headers={"accept-language": lang}).content.decode()
    assert before.count(few) == 3
    looked_at(bo, right=95, wrong=5)
    page = client.get("/stats", headers={"accept-language": lang}).content.decode()
    assert page.count(few) == 2
    assert told in page
