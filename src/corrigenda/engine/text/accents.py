"""Reads Vietnamese typed without accents as if it had them: the likeliest accents, syllable by syllable.

For the encoder and the judge, which were taught on Vietnamese as it is written; people always see what was typed. The
likeliest row of syllables is found by Viterbi's algorithm (1967) over how often syllables follow one another
(``benchmarks/teach/accents.py``), with discounted pairs as in Kneser and Ney (1995).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from corrigenda.engine.text.clean import fold
from corrigenda.engine.text.vietnamese import typed_without_accents
from corrigenda.engine.text.words import accents_lost, words

PACKED = Path(__file__).with_name("accents.npz")
MOST = 10  # ways to read a syllable that are tried, the most frequent ones
_WORD = re.compile(r"[A-Za-z]+")
_ANY_WORD = re.compile(r"[^\W\d_]+")
# Short forms of telephones, and what they stand for in a text without accents.
_SHORT = {"ko": "không", "hok": "không", "khg": "không", "dc": "được", "dk": "được", "trc": "trước", "bn": "bạn",
          "nx": "nữa", "vs": "với", "j": "gì", "z": "vậy", "nhg": "nhưng", "cg": "cũng"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Habits:
    """How often what is written: log shares of syllables and of pairs; syllable 0 is the beginning of a clause."""

    options: dict[str, list[int]]  # bare syllable -> syllables it may be
    syllables: list[str]
    shares: list[float]
    back_off: list[float]
    pairs: dict[int, float]


def with_accents(text: str) -> str:
    """The text with the likeliest accents; words that are no Vietnamese syllable stay, as do capitals and spaces."""
    habits = _habits()
    found = list(_WORD.finditer(text))
    written: list[str] = []
    at = 0
    for run in _runs(found, text, habits):
        for match, syllable in zip(run, _likeliest([match.group().lower() for match in run], habits), strict=True):
            written += [text[at : match.start()], _as_typed(match.group(), syllable)]
            at = match.end()
    return "".join((*written, text[at:]))


def spelt_out(text: str) -> str:
    """The text as the encoder should read it: with accents, if it is Vietnamese typed without any."""
    return with_accents(text) if typed_without_accents(words(text), accents=accents_lost(text)) else text


def spelt_like(text: str, other: str) -> str:
    """As ``spelt_out``, but a syllable that the other text has as well gets its accents: bare, it may be that one."""
    spelt = spelt_out(text)
    if spelt == text:
        return text
    forms = {fold(match.group()): match.group().lower() for match in _ANY_WORD.finditer(other)}
    written, at = [], 0
    for bare, guessed in zip(_ANY_WORD.finditer(text), _ANY_WORD.finditer(spelt), strict=True):
        known = forms.get(fold(bare.group()))
        written += [spelt[at : guessed.start()], _as_typed(bare.group(), known) if known else guessed.group()]
        at = guessed.end()
    return "".join((*written, spelt[at:]))


def _runs(found: Sequence[re.Match[str]], text: str, habits: _Habits) -> list[list[re.Match[str]]]:
    """Syllables that stand beside each other within a clause."""
    runs: list[list[re.Match[str]]] = []
    end = -1
    for match in found:
        if match.group().lower() not in habits.options:
            continue
        if runs and runs[-1] and text[end : match.start()].isspace():
            runs[-1].append(match)
        else:
            runs.append([match])
        end = match.end()
    return runs


def _likeliest(bare: Sequence[str], habits: _Habits) -> list[str]:
    best: list[tuple[float, int, int]] = [(0.0, 0, -1)]  # log share so far, syllable, place of the one before
    columns = [best]
    for word in bare:
        before = columns[-1]
        column = []
        for option in habits.options[word]:
            scored = [(score + _step(habits, one, option), place) for place, (score, one, _) in enumerate(before)]
            score, place = max(scored)
            column.append((score, option, place))
        columns.append(column)
    place = max(range(len(columns[-1])), key=lambda each: columns[-1][each][0])
    chosen: list[str] = []
    for column in reversed(columns[1:]):
        _, option, place_before = column[place]
        chosen.append(habits.syllables[option])
        place = place_before
    return chosen[::-1]


def _step(habits: _Habits, before: int, syllable: int) -> float:
    pair = habits.pairs.get(before << 16 | syllable)
    return pair if pair is not None else habits.back_off[before] + habits.shares[syllable]


def _as_typed(typed: str, syllable: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return syllable.upper()
    return syllable[:1].upper() + syllable[1:] if typed[0].isupper() else syllable


@cache
def _habits() -> _Habits:
    with np.load(PACKED, allow_pickle=False) as packed:
        syllables = ["", *packed["syllables"].tobytes().decode().split("\n")]
        options: dict[str, list[int]] = defaultdict(list)
        shares = [0.0, *packed["shares"].astype(float).tolist()]
        for number in np.argsort(-packed["shares"], kind="stable") + 1:
            if len(options[bare := _bare(syllables[number])]) < MOST:
                options[bare].append(int(number))
        options |= {short: [syllables.index(meant)] for short, meant in _SHORT.items()}
        return _Habits(
            options=dict(options),
            syllables=syllables,
            shares=shares,
            back_off=packed["back_off"].astype(float).tolist(),
            pairs=dict(zip(packed["pairs"].tolist(), (packed["pair_shares"] / -16).tolist(), strict=True)),
        )


def _bare(syllable: str) -> str:
    spread = unicodedata.normalize("NFD", syllable.replace("đ", "d"))
    return "".join(letter for letter in spread if letter.isascii())
