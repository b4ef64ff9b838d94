"""Train, calibrate, write the model and what it was made of; says how good it is on claims it never saw."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

from rich.console import Console

from benchmarks import sets
from benchmarks.teach.kept import kept
from benchmarks.train import agreement, limits, trees
from benchmarks.train.completed import completed
from benchmarks.train.fitting import calibrated, report
from benchmarks.train.look_ups import SEED, TRAINING, LookUp, look_ups
from benchmarks.train.written_ups import written_look_ups
from corrigenda.engine.calibrate import Calibration, GroupCalibration, write_calibration
from corrigenda.engine.encoder import load_encoder, load_judge
from corrigenda.engine.encoder.load import judge_id, model_id
from corrigenda.engine.features import NAMES
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.rerank import SHIPPED
from corrigenda.engine.types import Floats

VERSION = 8
WRITTEN_SHARE = 0.03  # of a row of a message that we wrote, see ``written_ups``


def main() -> None:
    """See the package's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--out", type=Path, default=SHIPPED)
    options = parser.parse_args()
    say = Console().print
    encoder = KeptVectors(load_encoder(cache=options.cache, threads=2), folder=options.cache)
    ups: list[LookUp] = []
    for chosen in TRAINING:
        if chosen.name in options.without or not sets.present(chosen.name):
            say(f"{chosen.name}: left out")
            continue
        stamp = f"look-ups.{chosen.name}.{encoder.model_id}.{len(NAMES)}.{VERSION}.pickle"
        ups += kept(options.cache / stamp, lambda chosen=chosen: look_ups(chosen, encoder))  # type: ignore[misc]
    ups += kept(
        options.cache / f"look-ups.written.{encoder.model_id}.{len(NAMES)}.{VERSION}.pickle",
        lambda: written_look_ups(encoder),
    )
    forests, scores = trees.trained(ups, _weights(ups))
    labels = completed(ups, scores)
    judge = load_judge(cache=options.cache, threads=2)
    version = f"{VERSION}.{SEED}.{model_id()[-8:]}"
    seen = agreement.read(ups, scores, labels, judge=judge)
    after = list(scores)
    for one in seen:
        after[one.number] = one.scores
    groups = calibrated(ups, after, labels, held_back=frozenset(one.number for one in seen if not one.passes))
    for group in groups:
        say(group.name, group.answer_from, group.may_answer, group.error, group.evidence)
    answered = agreement.decided(seen, ups, _calibration(groups, version))
    found = {
        "held_out, without the judge": report(ups, scores, labels),
        "held_out": report(ups, after, labels),
        "still_answered": agreement.table(answered),
    }
    for limit in limits.tried(answered):
        say(limit)
    say(found)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "ranker.txt").write_text(trees.merged(forests), encoding="utf-8")
    write_calibration(options.out / "calibration.json", groups, version=version)
    made_of = {
        "seed": SEED,
        "encoder": model_id(),
        "judge": judge_id(),
        "forests": trees.FORESTS,
        "trees": trees.TREES,
        "settings": trees.SETTINGS,
        "look_ups": dict(Counter(f"{up.set}, {up.state}" for up in ups)),
        **found,
    }
    (options.out / "made_of.json").write_text(json.dumps(made_of, indent=1) + "\n", encoding="utf-8")


def _calibration(groups: list[GroupCalibration], version: str) -> Calibration:
    return Calibration(groups={group.name: group for group in groups}, version=version)


def _weights(ups: list[LookUp]) -> list[Floats]:
    """What a row counts: the set's share; less where nobody read it and it may be the same claim after all."""
    share = {chosen.name: chosen.share for chosen in TRAINING}
    return [(share.get(up.set, WRITTEN_SHARE) * (0.5 + 0.5 * (up.known > 0))).astype("float32") for up in ups]


if __name__ == "__main__":
    main()
