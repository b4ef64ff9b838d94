"""Any list of the desk as a file: the same rows in the same order as on the screen, for spreadsheets and programs.

A list says once which columns it has, and its view answers `?format=` with the very rows that it would show:

    LIST = Listing("cases", rows=case_rows, columns=(Column("people", _("people"), lambda row: row.requests), ...))
    if wanted := file_wanted(request):
        return as_file(wanted, LIST, cases, member=member)

In its template: `{% include "desk/_files.html" %}`. Rows are read with a server-side cursor and sent as they come.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from corrigenda.core import audit
from corrigenda.core.exceptions import NotAllowed
from corrigenda.core.models import Member

AT_ONCE = 500  # rows read, worked out and sent together
KINDS = {"csv": "text/csv; charset=utf-8", "excel": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson"}
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something else
# What a spreadsheet takes for a formula, also in the full width of East Asian keyboards.
FORMULA = frozenset("=+-@\t\r＝＋－＠")

Cell = str | int | float | bool | date | datetime | Promise | None
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its name for programs, its heading for people, and what stands in it."""

    name: str
    heading: str | Promise
    value: Callable[[R], Cell]


@dataclass(frozen=True, slots=True)
class Listing(Generic[T, R]):
    """A list of the desk: how the things of one page become rows, and what of a row is told."""

    name: str  # of the file
    rows: Callable[[Sequence[T]], Iterable[R]]
    columns: tuple[Column[R], ...]


def file_wanted(request: HttpRequest) -> str:
    """Which kind of file the address asks for: "csv", "excel", "jsonl", or "" for the screen."""
    wanted = request.GET.get("format", "")
    return wanted if wanted in KINDS else ""


def as_file(
    kind: str, listing: Listing[T, R], things: "QuerySet[Any] | Sequence[T]", *, member: Member
) -> StreamingHttpResponse:
    """A list as a file, sent as it is read. Raises NotAllowed. That it was exported stands in the audit log."""
    if not member.may_export:
        raise NotAllowed(_("Volunteers read lists here. A fact-checker can export them."))
    audit.record("export_list", member, member=member, list=listing.name, format=kind)
    rows = _rows(listing, things, lang=translation.get_language() or "en")
    heads = [harmless(str(column.heading)) for column in listing.columns]  # in the language of this page
    lines = _json_lines(rows) if kind == "jsonl" else _csv_lines(heads, rows, mark=kind == "excel")
    name = f"{listing.name}-{timezone.localdate():%Y-%m-%d}.{'jsonl' if kind == 'jsonl' else 'csv'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Accel-Buffering": "no"}
    return StreamingHttpResponse(lines, content_type=KINDS[kind], headers=headers)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula; the apostrophe is not shown there."""
    return f"'{text}" if text.lstrip(" \n\u00a0\u3000")[:1] in FORMULA and text.strip() else text


def _rows(
    listing: Listing[T, R], things: "QuerySet[Any] | Sequence[T]", *, lang: str
) -> Iterator[list[dict[str, object]]]:
    each = things.iterator(chunk_size=AT_ONCE) if isinstance(things, QuerySet) else iter(things)
    while True:
        with translation.override(lang):  # a file is sent after the page's own language was left
            some = list(islice(each, AT_ONCE))
            told = [
                {column.name: _plain(column.value(row)) for column in listing.columns} for row in listing.rows(some)
            ]
        if not some:
            return
        yield told


def _plain(value: Cell) -> object:
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value


def _json_lines(batches: Iterator[list[dict[str, object]]]) -> Iterator[str]:
    for rows in batches:
        yield "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


class _Lines(list[str]):
    """What the csv module writes to."""

    def write(self, line: str) -> None:
        self.append(line)

    def take(self) -> str:
        text = "".join(self)
        self.clear()
        return text


def _csv_lines(heads: list[str], batches: Iterator[list[dict[str, object]]], *, mark: bool) -> Iterator[str]:
    lines = _Lines()
    writer = csv.writer(lines)
    writer.writerow(heads)
    yield (BYTE_ORDER_MARK if mark else "") + lines.take()
    for rows in batches:
        for row in rows:
            writer.writerow([_cell(value) for value in row.values()])
        yield lines.take()


def _cell(value: object) -> object:
    if value is None:
        return ""
    return harmless(value.replace("\x00", "")) if isinstance(value, str) else value
