"""2A: tweets against Snopes. E1, and E7, E8, E11 with labels completed by reading; and where two checked each claim."""

from __future__ import annotations

from benchmarks import sets
from benchmarks.measures import plan, protocol
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import Measured, automatic, figure, map5, s1
from benchmarks.measures.training import overlaps

GOALS = {"dev": "", "test2021": "E1 >= .972"}


def measure(bench: Bench) -> Measured:
    """Both splits, everything in the register; then with the claims of half of the messages taken out."""
    queries = plan.messages("tweets")
    judged = sets.judged(sets.TWEETS)
    read = {(pair.query_id, pair.claim_id) for pair in judged}
    splits = {split: sets.qrels(sets.TWEETS, split) for split in plan.TWEET_SPLITS}
    right = {query_id: claims for split in splits.values() for query_id, claims in split.items()}
    complete = protocol.completed(right, claims=bench.claims, judged=judged)
    half = protocol.halved(complete, labelled=right)
    measured = Measured(len(bench.claims), overlaps=overlaps(sets.TWEETS, queries, right=right, register="tweets"))
    measured.milliseconds.update(bench.milliseconds(queries))
    asked = bench.ask(queries)
    for split, labels in splits.items():
        measured.figures.append(figure(f"{split} MAP@5", asked, right=labels, measure=map5, goal=GOALS[split]))
        measured.figures.append(figure(f"{split} S@1", asked, right=labels, measure=s1))
    for split, labels in splits.items():
        known = {query_id: complete[query_id] for query_id in labels}
        measured.answers.append(automatic(f"{split}, every claim there", asked, right=known, read=read))
    asked = bench.ask(queries, gone=half.gone)
    for split, labels in (*splits.items(), ("dev and test2021", right)):
        known = {query_id: complete[query_id] for query_id in labels}
        goal = "E7 >= .98, E8 >= .80, E11 <= .03" if labels is right else ""
        name = f"{split}, half of the claims removed"
        measured.answers.append(automatic(name, asked, right=known, absent=half.absent, read=read, goal=goal))
    measured.notes["claims removed"] = len(half.gone)
    return measured


def twice(bench: Bench) -> Measured:
    """The same messages where every claim was checked by two publishers; both checks are right, or both are gone."""
    queries, judged = plan.messages("twice"), sets.judged(sets.TWEETS)
    labelled = {
        query_id: claims for split in plan.TWEET_SPLITS for query_id, claims in sets.qrels(sets.TWEETS, split).items()
    }
    complete = protocol.completed(labelled, claims=bench.claims, judged=judged)
    half = protocol.halved(complete, labelled=labelled)
    read = {(pair.query_id, name) for pair in judged for name in (pair.claim_id, plan.again_id(pair.claim_id))}
    measured = Measured(len(bench.claims))
    measured.figures.append(figure("S@1", bench.ask(queries), right=complete, measure=s1))
    asked = bench.ask(queries, gone=half.gone)
    name = "dev and test2021, half of the claims removed, every claim checked twice"
    measured.answers.append(automatic(name, asked, right=complete, absent=half.absent, read=read))
    return measured
