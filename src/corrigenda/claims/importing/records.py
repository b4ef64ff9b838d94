"""What a reader gives: a fact-check somebody else published, or a refusal that says why."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

EXCERPT_CHARACTERS = 2_000

REASONS = {
    "not_readable": "The file cannot be opened.",
    "unknown_format": "This is neither JSON nor a web page. Unpack archives first (gzip is read as it is).",
    "empty_file": "The file is empty.",
    "gzip_broken": "The packed file is broken here; what came before it was read.",
    "gzip_cut": "The packed file ends too early; what came before its end was read.",
    "gzip_bomb": "The packed file unpacks to far more than a register holds; reading stopped.",
    "file_too_large": "The file is larger than is read in one go; reading stopped.",
    "page_too_large": "The web page is too large.",
    "page_unreadable": "The web page cannot be parsed.",
    "record_too_large": "The record is larger than a fact-check can be.",
    "json_broken": "The JSON is broken and could not be mended.",
    "json_cut": "The JSON ends in the middle of a record.",
    "too_deep": "The record is nested too deeply.",
    "not_a_record": "A fact-check is a JSON object; this is something else.",
    "no_fact_check": "There is no fact-check in this record.",
    "no_claim": "The record does not say which claim it is about.",
    "mis_encoded": "The text was stored in another encoding than UTF-8. Convert the file, or use --encoding.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read. `base_url` completes relative links; `charset` is what its site said about it."""

    path: Path
    label: str
    base_url: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read before it counts as hostile."""

    record_characters: int = 4_000_000
    document_characters: int = 8_000_000  # up to here a JSON file is read as a whole, its @id links followed
    page_characters: int = 16_000_000
    file_bytes: int = 16_000_000_000
    packed_ratio: int = 300  # JSON packs 5 to 20 times; bombs 1,000 times
    packed_free_bytes: int = 50_000_000  # under this size no ratio is looked at


@dataclass(frozen=True, slots=True)
class ImportedFactCheck:
    """A fact-check as its publisher gave it. There is no field for a claimant or author: claims, not people.

    Texts are plain text, never HTML to trust; `raw` is the record itself as JSON.
    """

    claim_text: str
    raw: str
    external_id: str = ""
    title: str = ""
    summary: str = ""
    body: str = ""
    lang: str = ""
    url: str = ""
    publisher_name: str = ""
    publisher_site: str = ""
    rating_words: str = ""
    rating_value: float | None = None
    rating_best: float | None = None
    rating_worst: float | None = None
    claim_date: date | None = None
    reviewed_on: date | None = None
    appearances: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that was not taken: `code` is a key of REASONS, `where` a line or record of `source`."""

    code: str
    source: str
    where: str = ""
    raw: str = ""

    @property
    def sentence(self) -> str:
        """The reason, for a person."""
        return REASONS[self.code]


class ReadingStopped(Exception):
    """Inside the readers only: from here on nothing can be read. Becomes a Refusal with this code."""

    def __init__(self, code: str, *, raw: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.raw = raw


class NotTaken(Exception):
    """Inside the readers only: this one record cannot be taken. Becomes a Refusal with this code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
