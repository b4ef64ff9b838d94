"""FLORES sentences in twenty languages against the same in English. E6: the whole engine, vectors alone beside it."""

from __future__ import annotations

from benchmarks import sets
from benchmarks.measures import plan
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import Measured, figure, macro_figure, s1

GOALS = {"vie_Latn": "E6 >= .985", "tha_Thai": "E6 >= .985"}
GOALS |= dict.fromkeys(("khm_Khmr", "lao_Laoo", "mya_Mymr"), "E6 >= .95")


def measure(bench: Bench) -> Measured:
    """S@1 by language; ``cosine`` is the vectors alone. Of the other languages a fixed sample of sentences is asked."""
    measured = Measured(len(bench.claims))
    messages = {language: plan.translated(language) for language in (*plan.ASIAN, *plan.OTHERS)}
    measured.milliseconds.update(bench.milliseconds(messages["tha_Thai"]))
    asked = bench.ask([query for queries in messages.values() for query in queries])
    rights = {}
    for language, queries in messages.items():
        labels = sets.qrels(sets.FLORES, language)
        rights[language] = {query.id: labels[query.id] for query in queries}
    for language, name in plan.ASIAN.items():
        found = figure(f"{name} S@1", asked, right=rights[language], measure=s1, goal=GOALS.get(language, ""))
        measured.figures.append(found)
    bare = bench.ask(plan.translated("vi_nodia"))
    found = figure("Vietnamese without accents S@1", bare, right=sets.qrels(sets.FLORES, "vie_Latn"), measure=s1)
    measured.figures.append(found)
    others = {language: rights[language] for language in plan.OTHERS}
    measured.figures.append(macro_figure(f"mean of {len(others)} others S@1", asked, groups=others, measure=s1))
    for language, right in others.items():
        measured.figures.append(figure(f"{language} S@1", asked, right=right, measure=s1))
    return measured
