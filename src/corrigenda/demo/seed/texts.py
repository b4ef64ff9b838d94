"""Claims and messages put together by rule from `words.json`: nobody said them, and each number gives other ones."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

LANGS = ("vi", "vi", "vi", "th", "th", "en")  # half of what comes is in Vietnamese, a third in Thai
TOPICS = ("health", "health", "health", "disasters", "scams", "scams", "technology", "elections")
MOST_NUMBER = 60
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Said:
    """A claim by rule."""

    text: str
    lang: str
    topic: str


def claim(rng: Random) -> Said:
    """A claim in one of the three languages."""
    lang, topic = rng.choice(LANGS), rng.choice(TOPICS)
    text = _filled("{" + topic + "}", _words(lang), rng)
    return Said(text[0].upper() + text[1:], lang, topic)


def wording(said: Said, rng: Random, *, place: int) -> str:
    """A claim as people send it. `place`: which wording of a case it is; the first is plain."""
    words = _words(said.lang)
    if place == 0:
        return said.text
    text = f"{rng.choice(words['before'])}{said.text}.{rng.choice(words['after'])}"
    if rng.random() < 0.08:
        text = text.upper()
    if rng.random() < 0.2:
        text += " " + rng.choice("😱🙏❗🔥👇😡") * rng.randint(1, 3)
    return text if place < 8 else f"{text} #{place}"


def fact_check_words(said: Said) -> tuple[str, str, str]:
    """Title, summary and quote of a fact-check of a claim."""
    words = _words(said.lang)
    return str(words["title"]).replace("{claim}", said.text[:120]), str(words["summary"]), str(words["quote"])


def _filled(pattern: str, words: Mapping[str, str | list[str]], rng: Random) -> str:
    def put(found: re.Match[str]) -> str:
        if found[1] == "n":
            return str(rng.randint(2, MOST_NUMBER))
        choice = words[found[1]]
        return _filled(choice if isinstance(choice, str) else rng.choice(choice), words, rng)

    return _SLOT.sub(put, pattern)


@lru_cache(maxsize=4)
def _words(lang: str) -> Mapping[str, str | list[str]]:
    table: dict[str, dict[str, str | list[str]]] = json.loads(
        (Path(__file__).parent / "words.json").read_text(encoding="utf-8")
    )
    return table[lang]
