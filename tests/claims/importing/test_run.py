"""An import writes each fact-check once, however often it is run, and keeps what it refuses."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from corrigenda.claims.importing import run as running
from corrigenda.claims.importing.records import Source
from corrigenda.claims.importing.run import Counts, Order, run_import
from corrigenda.claims.models import Appearance, Claim, FactCheck, ImportRecord, Publisher, State
from corrigenda.core import events
from tests.claims.importing.readers import review

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(tmp_path: Path) -> Order:
    return Order(refused_file=tmp_path / "refused" / "one.jsonl")


def written(path: Path, *records: object) -> Source:
    path.write_text(
        "\n".join(each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in records)
    )
    return Source(path, str(path))


def figures(counts: Counts) -> tuple[int, int, int, int, int]:
    return counts.new, counts.changed, counts.unchanged, counts.repeated, counts.refused


def test_an_imported_fact_check_is_its_publishers_and_published(tmp_path: Path, order: Order) -> None:
    counts = run_import([written(tmp_path / "a.json", review())], order)
    assert figures(counts) == (1, 0, 0, 0, 0)
    fact_check = FactCheck.objects.select_related("publisher", "claim", "rating", "import_record").get()
    assert not fact_check.ours
    assert fact_check.state == State.PUBLISHED
    assert fact_check.publisher is not None
    assert (fact_check.publisher.name, fact_check.publisher.site) == ("Kiểm Tin", "check.example.org")
    assert fact_check.rating is not None
    assert (fact_check.rating.code, fact_check.rating_words) == ("false", "Sai sự thật")
    assert (fact_check.claim.text, fact_check.claim.lang) == ("Uống nước chanh nóng chữa được ung thư", "vi")
    assert fact_check.published_at is not None
    assert fact_check.published_at.date() == fact_check.reviewed_on == date(2024, 3, 5)
    assert json.loads(fact_check.import_record.raw) == review()
    assert Appearance.objects.get().seen_on == date(2024, 2, 28)


def test_the_claimant_is_in_no_column_but_the_raw_record(tmp_path: Path, order: Order) -> None:
    run_import([written(tmp_path / "a.json", review())], order)
    with connection.cursor() as cursor:
        for model in (Claim, FactCheck, Publisher, Appearance, ImportRecord):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            columns = [column.name for column in cursor.description or ()]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    assert column == "raw" or "Somebody Whose Name" not in str(value)


def test_unknown_rating_words_stay_unmapped_and_are_kept(tmp_path: Path, order: Order) -> None:
    run_import([written(tmp_path / "a.json", review(reviewRating={"alternateName": "Ba quả chanh"}))], order)
    fact_check = FactCheck.objects.get()
    assert (fact_check.rating, fact_check.rating_words) == (None, "Ba quả chanh")


def test_the_same_import_again_changes_nothing(tmp_path: Path, order: Order) -> None:
    source = written(tmp_path / "a.jsonl", review(), {"id": "1", "text": "ข่าวลือ"})
    assert figures(run_import([source], order)) == (2, 0, 0, 0, 0)
    before = list(FactCheck.objects.order_by("pk").values())
    assert figures(run_import([source], order)) == (0, 0, 2, 0, 0)
    assert list(FactCheck.objects.order_by("pk").values()) == before
    assert Claim.objects.count() == 2


def test_a_changed_record_changes_its_fact_check_and_no_other(tmp_path: Path, order: Order) -> None:
    path = tmp_path / "a.jsonl"
    other = {"id": "2", "text": "ข่าวลือ"}
    run_import([written(path, {"id": "1", "text": "Tin đồn"}, other, review())], order)
    before = {row.public_id: row.updated_at for row in FactCheck.objects.all()}
    rerated = review(reviewRating="Gây hiểu lầm", itemReviewed={"appearance": "https://forum.example.net/2"})
    counts = run_import([written(path, {"id": "1", "text": "Tin đồn khác"}, other, rerated)], order)
    assert figures(counts) == (0, 2, 1, 0, 0)
    after = {row.public_id: row.updated_at for row in FactCheck.objects.all()}
    assert after.keys() == before.keys()
    assert sum(after[key] > before[key] for key in after) == 2
    assert set(Claim.objects.values_list("text", flat=True)) >= {"Tin đồn khác", "ข่าวลือ"}
    changed = FactCheck.objects.select_related("rating").get(url=review()["url"])
    assert changed.rating is not None
    assert changed.rating.code == "misleading"
    assert [row.url for row in changed.claim.appearances.all()] == ["https://forum.example.net/2"]


def test_a_claim_that_another_fact_check_rests_on_keeps_its_words(tmp_path: Path, order: Order, bo: object) -> None:
    run_import([written(tmp_path / "a.jsonl", {"id": "1", "text": "Tin đồn"})], order)
    claim = Claim.objects.get()
    FactCheck.objects.create(claim=claim, edited_by=bo, title="Của bàn kiểm chứng")
    run_import([written(tmp_path / "a.jsonl", {"id": "1", "text": "Tin đồn khác"})], order)
    claim.refresh_from_db()
    assert claim.text == "Tin đồn"
    assert FactCheck.objects.get(origin="imported").claim.text == "Tin đồn khác"


def test_one_claim_twice_from_one_publisher_is_one_record(tmp_path: Path, order: Order) -> None:
    source = written(tmp_path / "a.jsonl", review(), review(headline="Bản khác"), review())
    for expected in ((1, 0, 0, 2, 0), (0, 0, 1, 2, 0)):
        assert figures(run_import([source], order)) == expected
    assert FactCheck.objects.get().title == "Nước chanh không chữa được ung thư"


def test_the_same_id_of_two_sources_is_two_records(tmp_path: Path, order: Order) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
    sources = [written(tmp_path / name / "claims.jsonl", {"id": "1", "text": f"Tin {name}"}) for name in ("one", "two")]
    assert figures(run_import(sources, order)) == (2, 0, 0, 0, 0)
    assert set(Publisher.objects.values_list("name", flat=True)) == {"one", "two"}


def test_a_named_publisher_stands_in_where_the_record_names_none(tmp_path: Path, order: Order) -> None:
    source = written(tmp_path / "a.jsonl", {"id": "1", "text": "ข่าวลือ"}, review())
    run_import([source], Order(order.refused_file, publisher="โต๊ะตรวจข่าว"))
    assert set(Publisher.objects.values_list("name", flat=True)) == {"โต๊ะตรวจข่าว", "Kiểm Tin"}


def test_what_is_refused_is_kept_with_the_reason(tmp_path: Path, order: Order) -> None:
    source = written(tmp_path / "a.jsonl", review(), "{oops", {"id": "1", "text": ""}, "<b>không phải JSON</b>")
    counts = run_import([source], order)
    assert figures(counts) == (1, 0, 0, 0, 3)
    assert counts.reasons == {"json_broken": 2, "no_claim": 1}
    lines = [json.loads(line) for line in order.refused_file.read_text().splitlines()]
    assert [line["where"] for line in lines] == ["line 2", "line 3", "line 4"]
    assert lines[0]["record"] == "{oops"
    assert all(line["sentence"].endswith(".") and line["source"] == source.label for line in lines)


def test_no_file_is_made_where_nothing_is_refused(tmp_path: Path, order: Order) -> None:
    run_import([written(tmp_path / "a.json", review())], order)
    assert not order.refused_file.exists()


def test_the_other_steps_hear_of_what_is_new_or_changed_and_of_nothing_else(tmp_path: Path, order: Order) -> None:
    heard: list[list[int]] = []

    def hear(fact_check_ids: list[int], **_: object) -> None:
        heard.append(fact_check_ids)

    events.fact_checks_imported.connect(hear)
    try:
        source = written(tmp_path / "a.jsonl", review(), {"id": "1", "text": "ข่าวลือ"})
        run_import([source], order)
        run_import([source], order)
        run_import([written(tmp_path / "a.jsonl", {"id": "1", "text": "ข่าวลือใหม่"})], order)
    finally:
        events.fact_checks_imported.disconnect(hear)
    assert [len(ids) for ids in heard] == [2, 1]
    assert heard[1] == [FactCheck.objects.get(claim__text="ข่าวลือใหม่").pk]


def test_a_stopped_import_keeps_whole_batches_and_goes_on(
    tmp_path: Path, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    source = written(tmp_path / "a.jsonl", *({"id": str(n), "text": f"Tin đồn số {n}"} for n in range(45)))

    def stop(_read: int, _total: int, records: int) -> None:
        if records >= 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_import([source], order, progress=stop)
    assert FactCheck.objects.count() == Claim.objects.count() == ImportRecord.objects.count() == 30
    assert figures(run_import([source], order)) == (15, 0, 30, 0, 0)
    assert FactCheck.objects.count() == 45


def test_progress_tells_bytes_and_records(tmp_path: Path, order: Order) -> None:
    source = written(tmp_path / "a.jsonl", *({"id": str(n), "text": f"Tin đồn số {n}"} for n in range(5)))
    told: list[tuple[int, int, int]] = []
    run_import([source], order, progress=lambda *how_far: told.append(how_far))
    size = source.path.stat().st_size
    assert told[-1] == (size, size, 5)


def test_hostile_text_is_stored_as_text(tmp_path: Path, order: Order) -> None:
    hostile = "<script>alert(1)</script>'; DROP TABLE claims_claim; -- {{ x }} \u202e\x00 %s {0}"
    fields = dict.fromkeys(("claimReviewed", "headline", "description", "reviewBody", "reviewRating"), hostile)
    record = review(**fields, author={"@type": "Organization", "name": hostile})
    assert run_import([written(tmp_path / "a.json", record)], order).new == 1
    assert Claim.objects.get().text.startswith("<script>alert(1)</script>'; DROP TABLE")
    assert Publisher.objects.get().name.startswith("<script>")
