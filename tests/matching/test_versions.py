"""Several fact-checks of one claim: the best of them answers, and the desk sees the claim once."""

from __future__ import annotations

from datetime import date

import pytest

from corrigenda.claims.models import Claim, FactCheck, Publisher, Rating
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.intake.models import Message
from corrigenda.matching import actions, queries
from corrigenda.matching.models import Match, MatchState
from tests.desk.cases import message_saying

pytestmark = pytest.mark.django_db

FALSE = "false"
CLAIM = "Uống nước chanh nóng mỗi sáng chữa khỏi bệnh ung thư."


def check(claim: str = CLAIM, *, site: str = "one.example", rating: str | None = FALSE, **fields: object) -> FactCheck:
    publisher, _ = Publisher.objects.get_or_create(site=site, defaults={"name": site})
    values: dict[str, object] = {
        "claim": Claim.objects.create(text=claim, lang="vi"),
        "publisher": publisher,
        "title": f"{site}: {claim}",
        "rating": Rating.objects.get(code=rating) if rating else None,
        "lang": "vi",
        "reviewed_on": date(2024, 1, 1),
        **fields,
    }
    return FactCheck.objects.create(origin="imported", state="published", published_at=now(), **values)


def answered_with(text: str = CLAIM, lang: str = "vi") -> FactCheck | None:
    actions.bring_up_to_date()
    message = message_saying(text, lang=lang)
    actions.match_message(message.pk)
    confirmed = Match.objects.filter(message=message, state=MatchState.CONFIRMED).first()
    return confirmed.fact_check if confirmed else None


class TestTheAnswer:
    def test_is_the_one_in_the_language_of_the_asker(self) -> None:
        there = check(lang="vi", reviewed_on=date(2020, 1, 1))
        check(lang="en", site="two.example", reviewed_on=date(2025, 1, 1))
        assert answered_with() == there

    def test_is_the_newest_of_one_language(self) -> None:
        check(reviewed_on=date(2023, 1, 1))
        newest = check(site="two.example", reviewed_on=date(2025, 1, 1))
        check(site="three.example", reviewed_on=date(2021, 1, 1))
        assert answered_with() == newest

    def test_is_never_one_past_its_date(self) -> None:
        good = check(reviewed_on=date(2020, 1, 1))
        check(site="two.example", reviewed_on=date(2025, 1, 1), review_by=date(2025, 6, 1))
        assert answered_with() == good

    def test_is_none_where_all_are_past_their_date(self) -> None:
        check(review_by=date(2025, 6, 1))
        check(site="two.example", review_by=date(2025, 6, 1))
        assert answered_with() is None

    def test_is_not_one_that_rates_the_claim_otherwise(self) -> None:
        newer = check(reviewed_on=date(2025, 1, 1), rating="true")
        found = [queries.Found(check(site="two.example"), 0.99), queries.Found(newer, 0.99)]
        assert newer not in queries.best_versions(found, lang="vi")

    def test_is_not_one_whose_rating_nobody_can_compare(self) -> None:
        first = check(rating=None, rating_words="Sai")
        other = check(site="two.example", rating=None, rating_words="Đúng", reviewed_on=date(2025, 1, 1))
        found = [queries.Found(first, 0.99), queries.Found(other, 0.99)]
        assert queries.best_versions(found) == [first]

    def test_is_not_one_of_a_claim_with_another_number(self) -> None:
        first = check("Từ tháng sau, phí đổi bằng lái xe máy tăng lên 5 triệu đồng")
        newer = check("Từ tháng sau, phí đổi bằng lái xe máy tăng lên 3 triệu đồng", reviewed_on=date(2025, 1, 1))
        found = [queries.Found(first, 0.99), queries.Found(newer, 0.99)]
        assert queries.best_versions(found) == [first]

    def test_may_be_written_for_the_same_claim_in_other_words(self) -> None:
        first = check()
        ours = check(claim=CLAIM, site="two.example", reviewed_on=date(2025, 1, 1), lang="vi")
        FactCheck.objects.filter(pk=ours.pk).update(claim=first.claim)
        assert answered_with() == FactCheck.objects.get(pk=ours.pk)

    def test_is_none_where_a_person_rejected_another_check_of_the_claim(self, bo: Member) -> None:
        old, new = check(), check(site="two.example", reviewed_on=date(2025, 1, 1))
        message = message_saying(CLAIM)
        actions.reject_match(Match.objects.create(message=message, fact_check=old, probability=0.9).pk, member=bo)
        actions.bring_up_to_date()
        actions.match_message(message.pk)
        assert not Match.objects.filter(message=message, state=MatchState.CONFIRMED).exists()
        assert Match.objects.get(message=message, fact_check=new).state == MatchState.SUGGESTED


class TestSuggestions:
    def suggest(self, message: Message, **probabilities: float) -> dict[str, FactCheck]:
        rows = {site: check(site=f"{site}.example") for site in probabilities}
        for site, probability in probabilities.items():
            Match.objects.create(message=message, fact_check=rows[site], probability=probability)
        return rows

    def test_one_claim_is_shown_once_with_who_else_checked_it(self) -> None:
        message = message_saying("Nước chanh nóng có chữa được ung thư không?")
        rows = self.suggest(message, one=0.9, two=0.7)
        other = check("Sạc điện thoại qua đêm dưới gối sẽ phát nổ", site="three.example")
        Match.objects.create(message=message, fact_check=other, probability=0.8)
        FactCheck.objects.filter(pk=rows["two"].pk).update(reviewed_on=date(2025, 1, 1))
        first, second = queries.suggestions(Message.objects.all())
        assert (first.fact_check, first.others) == (rows["two"], (rows["one"],))
        assert first.probability == 0.9
        assert (second.fact_check, second.others) == (other, ())

    def test_each_is_explained_by_the_message_most_like_it(self) -> None:
        far, near = message_saying("Nghe nói chanh tốt"), message_saying("Nước chanh nóng chữa khỏi ung thư")
        row = check()
        for message, probability in ((far, 0.3), (near, 0.9)):
            Match.objects.create(message=message, fact_check=row, probability=probability)
        (only,) = queries.suggestions(Message.objects.all())
        assert only.message == near
        assert "nước chanh nóng" in [each.words.casefold() for each in only.explanation.shared]

    def test_what_is_rejected_is_not_suggested(self, bo: Member) -> None:
        message = message_saying("Nước chanh nóng chữa khỏi ung thư")
        rows = self.suggest(message, one=0.9, two=0.7)
        actions.reject_match(Match.objects.get(fact_check=rows["one"]).pk, member=bo)
        (only,) = queries.suggestions(Message.objects.all())
        assert only.versions == (rows["two"],)

    def test_a_denial_is_told_as_a_difference(self) -> None:
        message = message_saying("Uống nước chanh nóng không chữa khỏi bệnh ung thư")
        self.suggest(message, one=0.9)
        (only,) = queries.suggestions(Message.objects.all())
        assert "negation" in [each.kind for each in only.explanation.differences]

    def test_words_that_kept_the_engine_from_answering_are_told(self) -> None:
        for number in range(6):
            check(f"Bài thuốc số {number} chữa khỏi bệnh hiểm nghèo {'ab' * number}", site=f"{number}.example")
        claim = check("Uống nước lá vối mỗi sáng chữa khỏi bệnh hiểm nghèo", site="voi.example")
        actions.bring_up_to_date()
        message = message_saying("Uống nước lá sen mỗi sáng chữa khỏi bệnh hiểm nghèo")
        Match.objects.create(message=message, fact_check=claim, probability=0.9)
        (only,) = queries.suggestions(Message.objects.all())
        (difference,) = only.explanation.differences
        assert difference.kind == "words"
        assert "vối" in difference.in_claim

    def test_a_case_with_many_messages_reads_few_rows(self, django_assert_max_num_queries: object) -> None:
        rows = [check(f"Tin đồn số {n} về nước chanh {'x' * n}", site=f"{n}.example") for n in range(12)]
        for number in range(15):
            message = message_saying(f"Hỏi về nước chanh lần {number}")
            Match.objects.bulk_create(Match(message=message, fact_check=row, probability=0.4) for row in rows)
        with django_assert_max_num_queries(2):  # type: ignore[operator]
            assert len(queries.suggestions(Message.objects.all())) == queries.SUGGESTIONS


def test_an_unlikely_version_comes_along_with_a_likely_one_and_never_alone() -> None:
    likely, unlikely = check(), check(site="two.example")
    other = check("Nuốt kẹo cao su thì kẹo nằm trong bụng bảy năm.", site="three.example")
    found = [queries.Found(likely, 0.06), queries.Found(unlikely, 0.01), queries.Found(other, 0.01)]
    [shown] = queries.explained(CLAIM, found, lang="vi", at_least=0.05)
    assert {shown.fact_check, *shown.others} == {likely, unlikely}
    assert len(queries.explained(CLAIM, found, lang="vi")) == 2
    assert queries.explained(CLAIM, found[1:], lang="vi", at_least=0.05) == []
