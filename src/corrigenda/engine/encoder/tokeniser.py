"""From text to pieces: the tokeniser of the packaged model, and what is done to a text before it.

The packaged table of normalised characters is NFKC but for some forty characters: controls vanish, everything that
looks like a space is a space, and the full-width tilde stays. The tokeniser is built as exactly that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from corrigenda.engine.encoder.weights import PackedWeights, Vocabulary

LONGEST_TEXT = 16_384  # characters that are looked at; 512 pieces rarely need more than 3,000
_UNSAFE = re.compile("[\ud800-\udfff\x00]")
_HIDDEN = "\x01"  # a control, so no normalised text can hold it
_KEEPER = "\ue0ff"  # stands in for a character that NFKC must not touch


def clean(text: str) -> str:
    """A text that every tokeniser survives: cut to ``LONGEST_TEXT``, lone surrogates and NUL become spaces."""
    return _UNSAFE.sub(" ", text[:LONGEST_TEXT])


def build_tokeniser(weights: PackedWeights) -> Tokenizer:
    """The packaged model's own tokeniser, from its pieces and its table."""
    vocabulary = weights.vocabulary
    names = _piece_names(vocabulary)
    tokeniser = Tokenizer(
        models.Unigram(list(zip(names, vocabulary.scores, strict=True)), unk_id=vocabulary.unknown, byte_fallback=False)
    )
    tokeniser.normalizer = _normaliser(weights)
    tokeniser.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    begin, end = names[vocabulary.begin], names[vocabulary.end]
    tokeniser.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, vocabulary.begin), (end, vocabulary.end)]
    )
    return tokeniser


def _piece_names(vocabulary: Vocabulary) -> list[str]:
    """The pieces, with ``<s>`` and its like hidden, so that a message cannot write control pieces as text."""
    names = list(vocabulary.pieces)
    for number, piece in enumerate(names):
        if piece in {"<s>", "</s>", "<pad>", "<unk>", "<mask>"}:
            names[number] = _HIDDEN + piece
    return names


def _normaliser(weights: PackedWeights) -> normalizers.Normalizer:
    table = weights.normalisation
    removed = _any_of(character for character, result in table.items() if not result)
    spaces = _any_of(character for character, result in table.items() if result == " ")
    return normalizers.Sequence(
        [
            normalizers.Replace(Regex(removed), ""),
            normalizers.Replace(Regex(spaces), " "),
            normalizers.Replace("～", _KEEPER),
            normalizers.NFKC(),
            normalizers.Replace(_KEEPER, "～"),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )


def _any_of(characters: Iterable[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(character):x}}}" for character in characters) + "]"
