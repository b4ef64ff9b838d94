"""ct25: posts in eleven languages against one mixed pool, on a fold that never trains. E3, E4, E7, E8, E11.

The fold is chosen by the right claim (``protocol.fold``), the same hash by which training leaves it out; a claim text
that occurs in it never trains either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from benchmarks import sets
from benchmarks.measures import plan, protocol
from benchmarks.measures.asked import Asked
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import Answers, Measured, automatic, figure, macro_figure, s1, s10
from benchmarks.measures.protocol import Right
from benchmarks.measures.training import overlaps
from corrigenda.engine.types import Query

GOALS = {"S@1": "E3 >= .80", "S@10": "E3 >= .95"}
DECIDING = "E7 >= .98, E8 >= .65, E11 <= .03"
READ = "messages of which the best candidates were read"
SEEN = "for information: four fifths of these messages may have trained"


def measure(bench: Bench) -> Measured:
    """Ranking on the held-out fold; answers there, and for information on every message that was read."""
    queries = plan.messages("posts")
    labels = {query_id: ids for query_id, ids in sets.qrels(sets.POSTS, "train").items() if query_id in _ids(queries)}
    judged = sets.judged(sets.POSTS)
    complete = protocol.completed(labels, claims=bench.claims, judged=judged)
    apart = protocol.held_out(labels)
    measured = Measured(len(bench.claims), overlaps=overlaps(sets.POSTS, queries, right=apart, register="posts"))
    measured.milliseconds.update(bench.milliseconds(queries))
    asked = bench.ask(queries)
    languages = {query.id: query.lang or "" for query in queries}
    groups = _by_language(apart, languages)
    for name, count in (("S@1", s1), ("S@10", s10)):
        title = f"macro over {len(groups)} languages, {name}"
        measured.figures.append(macro_figure(title, asked, groups=groups, measure=count, goal=GOALS[name]))
        read_by = {lang: {query_id: complete[query_id] for query_id in right} for lang, right in groups.items()}
        measured.figures.append(macro_figure(f"{title}, labels completed", asked, groups=read_by, measure=count))
        for lang, right in groups.items():
            goal = "E4 >= .90" if lang == "th" and name == "S@1" else ""
            measured.figures.append(figure(f"{lang} {name}", asked, right=right, measure=count, goal=goal))
    half = protocol.halved(complete, labelled=labels)
    asked = bench.ask(queries, gone=half.gone)
    read = {(pair.query_id, pair.claim_id) for pair in judged}
    read_queries = {query_id: complete[query_id] for query_id in labels if query_id in {query for query, _ in read}}
    held = {query_id: complete[query_id] for query_id in apart}
    measured.answers.extend(_answers(asked, read_queries, held, absent=half.absent, read=read, languages=languages))
    measured.notes["claims removed"] = len(half.gone)
    measured.notes["fold"] = "int(sha256(first right claim id)[:8], 16) // 2 % 5 == 0"
    return measured


def _answers(
    asked: Asked,
    read_queries: Right,
    held: Right,
    *,
    absent: frozenset[str],
    read: set[tuple[str, str]],
    languages: Mapping[str, str],
) -> Iterable[Answers]:
    both = {query_id: claims for query_id, claims in read_queries.items() if query_id in held}
    yield automatic(f"fold 0, {READ}", asked, right=both, absent=absent, read=read, goal=DECIDING)
    note = "labels as published: many a wrong answer is another check of the same claim"
    yield automatic("fold 0, every message", asked, right=held, absent=absent, read=read, note=note)
    for lang, right in _by_language(held, languages).items():
        yield automatic(f"fold 0, {lang}", asked, right=right, absent=absent, read=read, note=note)
    yield automatic(f"all folds, {READ}", asked, right=read_queries, absent=absent, read=read, note=SEEN)
    for lang, right in _by_language(read_queries, languages).items():
        yield automatic(f"all folds, read, {lang}", asked, right=right, absent=absent, read=read, note=SEEN)


def _by_language(right: Right, languages: Mapping[str, str]) -> dict[str, Right]:
    groups: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for query_id, claims in right.items():
        groups[languages[query_id]][query_id] = frozenset(claims)
    return {lang: groups[lang] for lang in sorted(groups)}


def _ids(queries: Iterable[Query]) -> set[str]:
    return {query.id for query in queries}
