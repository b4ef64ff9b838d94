"""Files of any length are read in bounded memory, and no cut or packed file does harm."""

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from corrigenda.claims.importing.elements import elements
from corrigenda.claims.importing.lines import bounded_lines
from corrigenda.claims.importing.reading import read, read_pieces
from corrigenda.claims.importing.records import ImportedFactCheck, Limits, Refusal, Source
from tests.claims.importing.readers import outcomes, refused, review, taken

SMALL = Limits(record_characters=5_000, document_characters=20_000, page_characters=50_000)
RECORD = json.dumps(review(), ensure_ascii=False)


def file_with(path: Path, content: bytes) -> Source:
    path.write_bytes(content)
    return Source(path, str(path))


def counted(source: Source, limits: Limits | None = None) -> tuple[int, list[str]]:
    found = list(read(source, limits=limits or Limits()))
    return sum(isinstance(each, ImportedFactCheck) for each in found), [
        each.code for each in found if isinstance(each, Refusal)
    ]


def feed_of(count: int) -> Iterator[str]:
    yield '{"@context": "https://schema.org", "@type": "DataFeed", "dateModified": "2024-01-01", "dataFeedElement": ['
    for number in range(count):
        url = f"https://check.example.org/{number}"
        item = {"@type": "DataFeedItem", "url": url, "item": [review(url=url)]}
        yield (", " if number else "") + json.dumps(item, ensure_ascii=False)
    yield '], "name": "ฟีด"}'


@pytest.mark.parametrize("piece_bytes", [1, 7, 4096])
def test_a_feed_larger_than_memory_allows_is_read_piece_by_piece(piece_bytes: int) -> None:
    whole = "".join(feed_of(60))
    assert len(whole) > SMALL.document_characters
    streamed = outcomes(whole, limits=SMALL, piece_bytes=piece_bytes)
    assert streamed == outcomes(whole)
    assert len(streamed) == 60


def test_memory_stays_small_however_long_the_feed_is() -> None:
    def pieces() -> Iterator[bytes]:
        for text in feed_of(4_000):
            yield text.encode()

    tracemalloc.start()
    limits = Limits(document_characters=50_000)
    count = sum(1 for _ in read_pieces(pieces(), Source(Path("feed.json"), "feed.json"), limits=limits))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 2_000_000  # the feed itself is 3 MB, and as objects several times that


def test_a_record_too_long_is_passed_over_and_the_next_is_taken() -> None:
    long = json.dumps(review(reviewBody='rất dài "[{\\' * 3000), ensure_ascii=False)
    for text, name in (
        (f"{RECORD}\n{long}\n{RECORD}", "a.jsonl"),
        (f"[{RECORD}, {long}, {RECORD}" + " " * 30_000 + "]", "a.json"),
    ):
        assert refused(text, name=name, limits=SMALL) == ["record_too_large"], name
        assert len(taken(text, name=name, limits=SMALL)) == 2, name
        kept = [each.raw for each in outcomes(text, name=name, limits=SMALL) if isinstance(each, Refusal)]
        assert 0 < len(kept[0]) <= 2_000


@pytest.mark.slow
def test_a_line_of_two_gigabytes_is_passed_over_and_the_next_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "huge.jsonl"
    with path.open("wb") as file:
        file.write(f'{RECORD}\n{{"id": "1", "text": "'.encode())
        file.seek(2_000_000_000)
        file.write(f'"}}\n{RECORD}\n'.encode())
    tracemalloc.start()
    assert counted(Source(path, str(path))) == (2, ["record_too_large"])
    assert tracemalloc.get_traced_memory()[1] < 100_000_000
    tracemalloc.stop()


def test_a_string_without_end_is_refused_with_what_there_was() -> None:
    text = f'[{RECORD}, {{"@type": "ClaimReview", "claimReviewed": "không có kết thúc' + "x" * 50_000
    assert len(taken(text, limits=SMALL)) == 1
    assert refused(text, limits=SMALL) == ["record_too_large"]
    assert refused(text[:-49_000]) == ["json_cut"]


def test_a_packed_file_is_read_as_it_is(tmp_path: Path) -> None:
    packed = gzip.compress(f"{RECORD}\n".encode() * 3) + gzip.compress(f"{RECORD}\n".encode())
    assert counted(file_with(tmp_path / "a.jsonl.gz", packed)) == (4, [])
    assert counted(file_with(tmp_path / "b.jsonl", packed + bytes(512))) == (4, [])


def test_a_cut_gzip_gives_what_came_before_the_cut(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": n, "text": f"Tin đồn số {n}: {n * 7919}"}) + "\n" for n in range(20_000))
    packed = gzip.compress(lines.encode())
    for name in ("a.jsonl.gz", "a.json.gz"):
        count, codes = counted(file_with(tmp_path / name, packed[: len(packed) // 2]))
        assert 5_000 < count < 15_000, name
        assert codes[-1] == "gzip_cut", name
    assert counted(file_with(tmp_path / "b.jsonl.gz", packed[:30]))[1] == ["gzip_cut"]
    at = len(packed) // 2
    broken = packed[:at] + b"\xff" * 500 + packed[at + 500 :]
    count, codes = counted(file_with(tmp_path / "c.jsonl.gz", broken))
    assert count
    assert codes[-1] == "gzip_broken"


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    bomb = gzip.compress(b"[" + b" " * 200_000_000)
    limits = Limits(packed_free_bytes=5_000_000)
    assert counted(file_with(tmp_path / "a.jsonl.gz", bomb), limits) == (0, ["gzip_bomb"])
    twice = gzip.compress(gzip.compress(RECORD.encode()))
    assert counted(file_with(tmp_path / "b.json.gz", twice)) == (0, ["unknown_format"])


def test_a_file_over_the_limit_is_read_up_to_it(tmp_path: Path) -> None:
    source = file_with(tmp_path / "a.jsonl", f"{RECORD}\n".encode() * 5_000)
    count, codes = counted(source, Limits(file_bytes=2_000_000, document_characters=100_000))
    assert count > 1_000
    assert codes == ["file_too_large"]


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 zip", b"BZh9 bzip", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"%PDF-1.7", b"id,text\n1,tin", b"hello"],
)
def test_another_kind_of_file_is_refused_in_words(content: bytes) -> None:
    (problem,) = outcomes(content, name="file.bin")
    assert isinstance(problem, Refusal)
    assert problem.code == "unknown_format"
    assert "neither JSON nor a web page" in problem.sentence


@pytest.mark.parametrize("content", [b"", b"   \n\n", b"\xef\xbb\xbf", b"\x00" * 100])
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refused(content) == ["empty_file"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert counted(Source(tmp_path / "gone.json", "gone")) == (0, ["not_readable"])
    assert counted(Source(tmp_path, "folder")) == (0, ["not_readable"])


def test_lines_are_counted_and_cut() -> None:
    lines = list(bounded_lines(iter(["một\nhai\r\n", "b" * 7, "b" * 7 + "\nสี่", "\n\nsáu"]), 10))
    assert [(line.number, line.text, line.cut) for line in lines] == [
        (1, "một", False),
        (2, "hai", False),
        (3, "b" * 10, True),
        (4, "สี่", False),
        (5, "", False),
        (6, "sáu", False),
    ]


def test_envelopes_nest_and_give_their_records_only() -> None:
    text = '[{"@graph": [{"a": "]}\\"{["}, {"b": {"@graph": [1]}}], "z": [{"c": 1}]}, "{\\"d\\": 1}", null]'
    assert [element.text for element in elements([text], 100)] == [
        '{"a": "]}\\"{["}',
        '{"b": {"@graph": [1]}}',
        '"{\\"d\\": 1}"',
        "null",
    ]
