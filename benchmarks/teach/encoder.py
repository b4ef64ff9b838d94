"""Teaches the encoder that a message lies near its claim and away from the claims beside it.

    python -m benchmarks.teach.encoder --work FOLDER [--parallel FOLDER] [--near FOLDER] [--epochs 2] [--begin STATE]

Stopped and started again it goes on from its last checkpoint in ``--work``. Needs torch. Contrastive loss over the
batch in both directions (InfoNCE), one hard negative a pair that lies near in words (BM25) or in meaning (the shipped
encoder, its vectors kept in ``--near``); batches of one set and language, so that what is near by in them is worth
telling apart. The last line writes ``engine/encoder/update.npz``.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from benchmarks import sets
from benchmarks.teach import made_of
from benchmarks.teach.believed import TRUSTED, believed
from benchmarks.teach.kept import kept
from benchmarks.teach.network import Network, batch
from benchmarks.teach.noise import noisy
from benchmarks.teach.others import by_meaning, others
from benchmarks.teach.pairs import UNSEEN, Pair, Taught, fold_of, taught, titled
from benchmarks.teach.parallel import parallel
from corrigenda.engine.dense import Encodes, passage, windows
from corrigenda.engine.encoder.tokeniser import build_tokeniser, clean
from corrigenda.engine.encoder.weights import read_packaged
from corrigenda.engine.text import text_key

SEED = 21
RANK = 32
RATE = 4e-4
TEMPERATURE = 0.02
AT_ONCE = 64
MESSAGE, PASSAGE = 80, 64  # pieces
TITLES = 2_000  # claims of the debates' register beside their titles
ALIKE = 0.95  # cosine between two claims of a batch from which they may well be the same
SAVED_EVERY = 25
UPDATE = Path(__file__).parents[2] / "src/corrigenda/engine/encoder/update.npz"


@dataclass(frozen=True, slots=True)
class Example:
    """What is learnt from: a message, what lies near it, what does not, and what they are the same by."""

    message: str
    near: str
    far: tuple[str, ...]  # one of them is drawn each time
    key: str
    lang: str | None


def main() -> None:
    """Train; print the state as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--parallel", type=Path)
    parser.add_argument("--near", type=Path)
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--sentences", type=float, default=1.0, help="share of the translated sentences in an epoch")
    parser.add_argument("--begin", type=Path, help="the state of an earlier run, whose weights this one goes on from")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual rate of learning")
    parser.add_argument("--seed", type=int, default=SEED, help="another one goes on in another order, with other slips")
    parser.add_argument("--out", type=Path, default=UPDATE)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    groups, found = kept(options.work / "examples.pickle", lambda: _prepared(options.parallel, options.near))
    plan = _plan(groups, epochs=options.epochs, sentences=options.sentences, seed=options.seed)
    print(f"{sum(map(len, groups.values()))} examples, {len(plan)} steps", flush=True)
    teacher = _Teacher(len(plan), options.work, rate=options.rate)
    if options.begin and not teacher.step:
        teacher.network.load_state_dict(torch.load(options.begin)["network"])
    for step in range(teacher.step, len(plan)):
        name, numbers = plan[step]
        began = time.perf_counter()
        loss = teacher.learn([groups[name][number] for number in numbers], seed=options.seed * 100_003 + step)
        if step % 5 == 0:
            print(f"{step}/{len(plan)} {name} loss {loss:.3f} {time.perf_counter() - began:.1f}s", flush=True)
        if step % SAVED_EVERY == SAVED_EVERY - 1:
            teacher.save()
        if step % 200 == 199 or step == len(plan) - 1:
            print(step, json.dumps(teacher.look()), flush=True)
    teacher.save()
    made_of.save(options.out, teacher.network.update())
    steps = {"seed": options.seed, "rank": RANK, "rate": RATE, "steps": len(plan), "epochs": options.epochs}
    if options.sentences != 1:
        steps |= {"share_of_translations": options.sentences}
    if options.begin:
        steps |= {"went_on_from_another_run": True, "share_of_rate": options.rate}
    made_of.write(options.out, found, **steps)


def _prepared(folder: Path | None, near: Path | None) -> tuple[dict[str, list[Example]], dict[str, object]]:
    encoder, sentences = by_meaning(near), parallel(folder, seed=SEED) if folder else []
    known, dropped = believed(taught(), encoder, trusted=TRUSTED | {sets.POSTS})
    return _groups(known, sentences, near=encoder), made_of.facts(known, sentences) | {"not_believed": dropped}


class _Teacher:
    def __init__(self, steps: int, work: Path, *, rate: float) -> None:
        self.network = Network(rank=RANK)
        self.tokeniser = build_tokeniser(read_packaged())
        self.pad = read_packaged().vocabulary.pad
        self.optimiser = torch.optim.AdamW(self.network.parameters(), lr=rate * RATE, weight_decay=0.01)
        self.rate = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser,
            lambda step: min((step + 1) / 30, 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, step / steps)))),
        )
        self.step, self.kept = 0, work / "state.pt"
        if self.kept.exists():
            state = torch.load(self.kept)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.rate.load_state_dict(state["rate"])
            self.step = state["step"]

    def learn(self, examples: list[Example], *, seed: int) -> float:
        rng = random.Random(seed)
        messages = self._vectors([noisy(e.message, rng, lang=e.lang) for e in examples], "query: ", MESSAGE)
        far = [rng.choice(e.far) for e in examples if e.far]
        near = self._vectors([e.near for e in examples] + far, "passage: ", PASSAGE)
        loss = _loss(messages, near, [e.key for e in examples], [text_key(text) for text in far])
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.rate.step()
        self.step += 1
        return float(loss.detach())

    def save(self) -> None:
        part = self.kept.with_suffix(".part")
        torch.save(
            {
                "network": self.network.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "rate": self.rate.state_dict(),
                "step": self.step,
            },
            part,
        )
        part.replace(self.kept)

    def look(self) -> dict[str, float]:
        """S@1 on a little of what is kept back: to see that it learns, not to choose by."""
        return {name: self._look(name, split) for name, split in ((sets.TWEETS, "train"), (sets.POSTS, "train"))}

    @torch.no_grad()
    def _look(self, name: str, split: str) -> float:
        right = sets.qrels(name, split)
        rng = random.Random(SEED)
        asked = [q for q in sets.queries(name) if q.id in right and fold_of(right[q.id]) == UNSEEN[1]]
        asked = rng.sample(asked, min(150, len(asked)))
        claims = sets.claims(name)
        wanted = {claim for query in asked for claim in right[query.id]}
        register = [c for c in claims if c.id in wanted] + rng.sample([c for c in claims if c.id not in wanted], 800)
        there = self._many([passage(claim) for claim in register], "passage: ", PASSAGE)
        here = self._many([windows(query.text)[0] for query in asked], "query: ", MESSAGE)
        best = (here @ there.T).argmax(1).tolist()
        return round(sum(register[row].id in right[q.id] for q, row in zip(asked, best, strict=True)) / len(asked), 3)

    def _many(self, texts: list[str], prefix: str, longest: int) -> Tensor:
        return torch.cat([self._vectors(texts[at : at + 64], prefix, longest) for at in range(0, len(texts), 64)])

    def _vectors(self, texts: list[str], prefix: str, longest: int) -> Tensor:
        pieces = [self.tokeniser.encode(prefix + clean(text)).ids for text in texts]
        pieces = [ids if len(ids) <= longest else [*ids[: longest - 1], ids[-1]] for ids in pieces]
        order = sorted(range(len(pieces)), key=lambda row: len(pieces[row]))
        found: list[Tensor | None] = [None] * len(pieces)
        for at in range(0, len(order), 64):  # by length, so that little is padding
            rows = order[at : at + 64]
            made = self.network.vectors(*batch([pieces[row] for row in rows], pad=self.pad))
            for row, vector in zip(rows, made, strict=True):
                found[row] = vector
        return torch.stack([vector for vector in found if vector is not None])


def _loss(messages: Tensor, near: Tensor, keys: list[str], far_keys: list[str]) -> Tensor:
    """Each message finds its own text among all of the batch, each text its message; what may be the same is out."""
    scores = messages @ near.T / TEMPERATURE
    own = torch.arange(len(messages))
    same = torch.tensor([[a == b for b in (*keys, *far_keys)] for a in keys])
    same |= (near[: len(keys)] @ near.T).detach() > ALIKE
    same[own, own] = False
    scores = scores.masked_fill(same, -1e4)
    return (F.cross_entropy(scores, own) + F.cross_entropy(scores[:, : len(own)].T, own)) / 2


def _groups(known: Taught, sentences: list[tuple[str, str, str]], *, near: Encodes | None) -> dict[str, list[Example]]:
    """Examples by what a batch is made of: one set and language."""
    groups: defaultdict[str, list[Example]] = defaultdict(list)
    by_set: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in known.pairs:
        by_set[pair.set].append(pair)
    for name, pairs in by_set.items():
        noisy_labels = name == sets.COFACTS
        far = others(pairs, known.registers[name], near=near) if not noisy_labels else [[] for _ in pairs]
        for pair, unlike in zip(pairs, far, strict=True):
            text = windows(pair.query.text)[0]
            group = f"{name}.{pair.query.lang}"
            groups[group].append(
                Example(
                    text,
                    passage(pair.claim),
                    tuple(map(passage, unlike)),
                    text_key(passage(pair.claim)),
                    pair.query.lang,
                )
            )
    small = [name for name, examples in groups.items() if len(examples) < AT_ONCE]
    for name in small:
        groups["small"].extend(groups.pop(name))
    if sets.present(sets.DEBATES):
        claims = titled(sets.DEBATES)
        groups["titles"] = [
            Example(claim.title, claim.text, (), text_key(claim.text), claim.lang)
            for claim in random.Random(SEED).sample(claims, min(TITLES, len(claims)))
        ]
    for lang, there, english in sentences:
        groups[f"parallel.{lang}"].append(Example(there, english, (), text_key(english), lang))
        if lang == "vi":
            groups["parallel.vi.vi"].append(Example(there, there, (), text_key(there), lang))
    return dict(groups)


def _plan(
    groups: dict[str, list[Example]], *, epochs: float, sentences: float, seed: int
) -> list[tuple[str, list[int]]]:
    """The batches in order: the same for the same seed."""
    rng = random.Random(seed)
    plan: list[tuple[str, list[int]]] = []
    for _ in range(math.ceil(epochs)):
        turn = []
        for name, examples in sorted(groups.items()):
            numbers = list(range(len(examples)))
            rng.shuffle(numbers)
            translated = name.startswith("parallel")
            if translated:
                numbers = numbers[: round(sentences * len(numbers))]
            size = 2 * AT_ONCE if translated else AT_ONCE
            turn += [(name, numbers[at : at + size]) for at in range(0, len(numbers), size)]
        turn = [(name, numbers) for name, numbers in turn if len(numbers) >= AT_ONCE // 4]
        rng.shuffle(turn)
        plan += turn
    return plan[: round(len(plan) * epochs / math.ceil(epochs))]


if __name__ == "__main__":
    main()
