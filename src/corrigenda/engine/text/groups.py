"""Which group a message is calibrated with: its language, else the way it is written, else any.

A score means the same where texts are put together the same way: what words share in Latin letters, n-grams share
in scripts without spaces. So a group of its own script stands in for a language that has no evidence of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from corrigenda.engine.text.clean import clean
from corrigenda.engine.text.function_words import told_by_words
from corrigenda.engine.text.links import without_links
from corrigenda.engine.text.vietnamese import LETTERS, typed_without_accents
from corrigenda.engine.text.words import accents_lost, words

LATIN, UNSPACED, OTHER, ANY = "latin", "unspaced", "other", "any"
WRITTEN = (LATIN, UNSPACED, OTHER)

_LATIN = "A-Za-zªº\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff\ua722-\ua7ff"
_THAI, _LAO = "\u0e01-\u0e3a\u0e40-\u0e4e", "\u0e81-\u0eff"
_BURMESE, _KHMER = "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f", "\u1780-\u17d3\u19e0-\u19ff"
_KANA, _HAN = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f", "\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUNS = re.compile(
    rf"(?P<latin>[{_LATIN}]+)|(?P<th>[{_THAI}]+)|(?P<lo>[{_LAO}]+)|(?P<my>[{_BURMESE}]+)|(?P<km>[{_KHMER}]+)"
    rf"|(?P<ja>[{_KANA}]+)|(?P<zh>[{_HAN}]+)"
    rf"|(?P<other>[^\W\d_{_LATIN}{_THAI}{_LAO}{_BURMESE}{_KHMER}{_KANA}{_HAN}]+)"
)
_ONE_IS_WORTH = {"zh": 3, "ja": 2}  # letters of another script: a word takes about two of them
_IDEOGRAPHS = frozenset(("zh", "ja", "yue", "wuu"))
_UNSPACED = _IDEOGRAPHS | {"th", "lo", "my", "km"}
_OTHER = frozenset(
    """
    ru uk be bg mk sr kk ky mn tg ar fa ur ps ckb ug sd he yi hi mr ne sa bn as pa gu or ta te kn ml si ka hy el am ti
    ko dv bo
    """.split()  # noqa: SIM905
)
_UNKNOWN = frozenset(("und", "mul", "zxx", "mis"))


@lru_cache(maxsize=256)
def groups_of(text: str, lang: str | None = None) -> tuple[str, ...]:
    """The groups of a message, most special first; "any" is the last of them always.

    A given language counts only where it is written as the text is: `th` for a text in Latin letters tells nothing.
    Where none is given, it is told by letters and small words where they leave little doubt.
    """
    seen = without_links(clean(text))
    script = _script(seen)
    given = _code(lang)
    if script is None:
        return (given, _written(given), ANY) if given else (ANY,)
    code = given if given and _home(given) == _home(script) else _by_letters(seen, script)
    return tuple(group for group in (code, _written(script), ANY) if group)


def language_of(text: str) -> str:
    """The language that letters and small words speak for, "" where they do not tell."""
    group = groups_of(text)[0]
    return "" if group in (*WRITTEN, ANY) else group


def _code(lang: str | None) -> str | None:
    code = re.split("[-_]", (lang or "").strip().casefold())[0]
    known = re.fullmatch("[a-z]{2,3}", code) and code not in _UNKNOWN
    return code if known else None


def _script(seen: str) -> str | None:
    """What most letters are: "latin", "other", or the language a script without spaces belongs to."""
    counts: Counter[str] = Counter()
    for run in _RUNS.finditer(seen):
        kind = str(run.lastgroup)
        counts[kind] += len(run.group()) * _ONE_IS_WORTH.get(kind, 1)
    if counts["ja"]:  # kana beside ideographs is Japanese; Chinese has none
        counts["ja"] += counts.pop("zh", 0)
    return counts.most_common(1)[0][0] if counts.total() else None


def _home(language_or_script: str) -> str:
    """What tells whether a language can be written so."""
    if language_or_script in _IDEOGRAPHS:
        return "ideographs"
    return language_or_script if language_or_script in _UNSPACED else _written(language_or_script)


def _written(language_or_script: str) -> str:
    if language_or_script in _UNSPACED:
        return UNSPACED
    return OTHER if language_or_script in _OTHER or language_or_script == OTHER else LATIN


def _by_letters(seen: str, script: str) -> str | None:
    if script in _UNSPACED:
        return script
    if script != LATIN:
        return None
    if len(LETTERS.findall(seen)) >= 2:
        return "vi"
    said = words(seen)
    return "vi" if typed_without_accents(said, accents=accents_lost(seen)) else told_by_words(said)
