"""Any file to records and refusals: nothing raised, nothing written, a few MB in memory at most."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from corrigenda.claims.importing import claimreview, neutral
from corrigenda.claims.importing.claimreview import Node, Surroundings, is_of_type
from corrigenda.claims.importing.decoding import is_mis_encoded, text_of
from corrigenda.claims.importing.elements import ENVELOPE_KEYS, Element, elements
from corrigenda.claims.importing.lines import Line, bounded_lines
from corrigenda.claims.importing.mending import Json, dumped, parsed
from corrigenda.claims.importing.page import Page
from corrigenda.claims.importing.records import (
    EXCERPT_CHARACTERS,
    ImportedFactCheck,
    Limits,
    NotTaken,
    ReadingStopped,
    Refusal,
    Source,
)
from corrigenda.claims.importing.unpacking import Meter, bytes_of

Outcome: TypeAlias = ImportedFactCheck | Refusal

LINE_SUFFIXES = (".jsonl", ".ndjson")
_LIMITS = Limits()
_DEEPEST = 60


def read(
    source: Source, *, encoding: str = "", limits: Limits = _LIMITS, meter: Meter = lambda _: None
) -> Iterator[Outcome]:
    """Everything in one file, in order, whatever its format: it is recognised by its content.

    `meter` is told how many bytes of the file were read since it was last told.
    """
    return read_pieces(bytes_of(source.path, limits, meter), source, encoding=encoding, limits=limits)


def read_pieces(
    pieces: Iterable[bytes], source: Source, *, encoding: str = "", limits: Limits = _LIMITS
) -> Iterator[Outcome]:
    """As `read`, from bytes that are unpacked already."""
    reader, found = _Reader(source, limits), False
    try:
        for outcome in reader.outcomes(text_of(pieces, charset=source.charset, encoding=encoding)):
            found = True
            yield outcome
        if not found:
            yield reader.refusal("no_fact_check")
    except ReadingStopped as stopped:
        yield reader.refusal(stopped.code, raw=stopped.raw)


class _Reader:
    def __init__(self, source: Source, limits: Limits) -> None:
        self.source = source
        self.limits = limits

    def refusal(self, code: str, *, where: str = "", raw: str = "") -> Refusal:
        return Refusal(code, self.source.label, where, raw[:EXCERPT_CHARACTERS])

    def outcomes(self, pieces: Iterator[str]) -> Iterator[Outcome]:
        """Find out what it is, then read it as that."""
        head, problem = _head(pieces, self.limits.document_characters)
        whole = len(head) < self.limits.document_characters and problem is None
        rest = chain([head], _ending(pieces, problem))
        begin = head[:4096].lstrip("\ufeff \t\r\n\x00")[:1]
        if not begin:
            _raise(problem)
            yield self.refusal("empty_file" if whole else "unknown_format")
        elif begin == "<":
            yield from self._page(rest)
        elif self._is_lines(head):
            yield from self._lines(rest)
        elif begin not in {"{", "[", '"'}:
            _raise(problem)
            yield self.refusal("unknown_format", raw=head)
        elif whole:
            yield from self._document(head)
        else:
            yield from self._elements(rest)

    def _is_lines(self, head: str) -> bool:
        """JSONL: named so and not one JSON over many lines, or two objects on the first two lines."""
        lines = [line.strip() for line in head[:1_000_000].split("\n", 20) if line.strip()][:2]
        if not lines:
            return False
        path = self.source.label.lower().split("?")[0].removesuffix(".gz")
        if path.endswith(LINE_SUFFIXES):
            return lines[0] not in {"{", "[", "[{"}
        return len(lines) == 2 and all(line.startswith("{") and line.endswith("}") for line in lines)

    def _lines(self, pieces: Iterable[str]) -> Iterator[Outcome]:
        for line in bounded_lines(pieces, self.limits.record_characters):
            yield from self._line(line)

    def _line(self, line: Line) -> Iterator[Outcome]:
        where = f"line {line.number}"
        text = line.text.strip("\ufeff \t\r\x00")
        if line.cut:
            yield self.refusal("record_too_large", where=where, raw=text)
        elif text:
            yield from self._text(text, where)

    def _elements(self, pieces: Iterable[str]) -> Iterator[Outcome]:
        for element in elements(pieces, self.limits.record_characters):
            yield from self._element(element)

    def _element(self, element: Element) -> Iterator[Outcome]:
        where = f"record {element.number}"
        if element.too_long:
            yield self.refusal("record_too_large", where=where, raw=element.text)
        elif element.unfinished:
            yield self.refusal("json_cut", where=where, raw=element.text)
        else:
            yield from self._text(element.text, where)

    def _text(self, text: str, where: str) -> Iterator[Outcome]:
        try:
            value = parsed(text)
        except NotTaken as reason:
            yield self.refusal(reason.code, where=where, raw=text)
            return
        for record in _records(value):
            yield from self._record(record, Surroundings(self.source.base_url), where=where)

    def _document(self, text: str) -> Iterator[Outcome]:
        try:
            value = parsed(text)
        except NotTaken:
            # Read record by record, so that what is broken spoils only itself.
            yield from self._elements([text])
            return
        around = Surroundings(self.source.base_url, claimreview.nodes_by_id(value))
        for number, record in enumerate(_records(value), start=1):
            yield from self._record(record, around, where=f"record {number}")

    def _record(self, value: Json, around: Surroundings, *, where: str) -> Iterator[Outcome]:
        """One record of a file; it may hold several fact-checks."""
        if isinstance(value, dict) and neutral.is_neutral(value):
            yield from self._taken(neutral.fact_check_from, value, around, where=where)
            return
        found = 0
        try:
            for review in claimreview.reviews_in(value):
                found += 1
                yield from self._taken(claimreview.fact_check_from, review, around, where=where)
        except NotTaken as reason:
            yield self.refusal(reason.code, where=where)
            return
        if not found and not _is_companion(value):
            code = "no_fact_check" if isinstance(value, (dict, list)) else "not_a_record"
            yield self.refusal(code, where=where, raw=_excerpt(value))

    def _taken(
        self,
        taker: Callable[[Node, Surroundings], ImportedFactCheck],
        node: Node,
        around: Surroundings,
        *,
        where: str,
    ) -> Iterator[Outcome]:
        try:
            fact_check = taker(node, around)
            if is_mis_encoded(fact_check.claim_text):
                raise NotTaken("mis_encoded")
        except NotTaken as reason:
            yield self.refusal(reason.code, where=where, raw=_excerpt(node))
        else:
            yield fact_check

    def _page(self, pieces: Iterable[str]) -> Iterator[Outcome]:
        page = Page(self._bounded(pieces))
        base = page.address(self.source.base_url)
        values: list[Json] = []
        for number, script in enumerate(page.scripts(), start=1):
            try:
                values.append(parsed(script))
            except NotTaken as reason:
                yield self.refusal(reason.code, where=f"script {number}", raw=script)
        around = Surroundings(base, claimreview.nodes_by_id(values))
        values += page.microdata()
        for value in values:
            yield from self._record(value, around, where="page")

    def _bounded(self, pieces: Iterable[str]) -> str:
        kept, length = [], 0
        for piece in pieces:
            kept.append(piece)
            length += len(piece)
            if length > self.limits.page_characters:
                raise ReadingStopped("page_too_large")
        return "".join(kept)


def _head(pieces: Iterator[str], limit: int) -> tuple[str, ReadingStopped | None]:
    """The beginning of a text, and why it ends too early if it does."""
    kept, length = [], 0
    try:
        for piece in pieces:
            kept.append(piece)
            length += len(piece)
            if length >= limit:
                break
    except ReadingStopped as stopped:
        return "".join(kept), stopped
    return "".join(kept), None


def _ending(pieces: Iterator[str], problem: ReadingStopped | None) -> Iterator[str]:
    _raise(problem)
    yield from pieces


def _raise(problem: ReadingStopped | None) -> None:
    if problem:
        raise problem


def _records(value: Json) -> Iterator[Json]:
    """The records of a parsed document, as `elements` finds them in an unparsed one."""
    waiting: list[tuple[Json, int]] = [(value, 0)]
    while waiting:
        current, depth = waiting.pop()
        inner: list[Json] = []
        if isinstance(current, list):
            inner = current
        elif isinstance(current, dict):
            inner = [part for key in ENVELOPE_KEYS & current.keys() if isinstance(part := current[key], list)]
        if inner and depth < _DEEPEST:
            waiting += [(part, depth + 1) for part in reversed(inner)]
        else:
            yield current


def _is_companion(value: Json) -> bool:
    """A typed object that stands beside fact-checks in a graph: the publisher, the page, a list."""
    return isinstance(value, dict) and "@type" in value and not is_of_type(value, "datafeeditem")


def _excerpt(value: Json) -> str:
    try:
        return dumped(value)[:EXCERPT_CHARACTERS]
    except NotTaken:
        return ""
