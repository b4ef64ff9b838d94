"""A message as it is kept: everything a reader sees, nothing that only fools filters or breaks storage."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 20_000  # characters; the engine looks at no more of a text

# Controls but tab and line feed, lone surrogates, private use, bidi overrides, zero-width characters, tags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Joiners belong inside emoji and some scripts; beside a digit or a plain letter they only hide it.
_IDLE_JOINER = re.compile(
    r"(?<=[\x00-\x7f\d])[\u200c\u200d]+|[\u200c\u200d]+(?=[\x00-\x7f\d])|^[\u200c\u200d]+|[\u200c\u200d]+$"
)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*\n ?| ?\n ?")


def tidy(text: str) -> str:
    """The text without unseen characters, in NFC, with single spaces and never two empty lines.

    Takes anything a ``str`` can hold; gives text PostgreSQL can store, "" when nothing can be seen.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _IDLE_JOINER.sub("", _UNSEEN.sub("", text))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    text = _LINES.sub(lambda found: "\n\n" if found.group().count("\n") > 1 else "\n", text).strip()
    return text if any(not _blank(character) for character in text) else ""


def _blank(character: str) -> bool:
    # A lone mark or variation selector shows nothing either.
    return character.isspace() or unicodedata.category(character) in {"Mn", "Me", "Cf", "Cn"}
