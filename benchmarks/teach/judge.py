"""Teaches the judge: message and claim read together, same claim or not.

    python -m benchmarks.teach.judge --work FOLDER [--parallel FOLDER] [--near FOLDER] [--epochs 1]

Stopped and started again it goes on from its last checkpoint in ``--work``. Needs torch. Each message is read with a
claim it carries and several it does not: near in words (BM25) or in meaning (vectors kept in ``--near``), read
by people as near misses, or made from the claim by rule (``benchmarks/near_misses.py``). The loss asks both that the
right one scores highest and that every score says whether it is the same. The last line writes
``engine/encoder/judge.npz``.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from pathlib import Path

import bm25s
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks import sets
from benchmarks.near_misses import made
from benchmarks.teach import made_of
from benchmarks.teach.believed import believed
from benchmarks.teach.frames import ASKED, framed
from benchmarks.teach.kept import kept
from benchmarks.teach.network import Network, batch
from benchmarks.teach.noise import noisy
from benchmarks.teach.others import by_meaning
from benchmarks.teach.pairs import UNSEEN, fold_of, taught
from benchmarks.teach.parallel import parallel
from benchmarks.teach.readings import Reading, by_language, names_of, readings_of, translations
from benchmarks.teach.written import Written, readings_written, written
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder.pairs import pair_pieces
from corrigenda.engine.encoder.tokeniser import build_tokeniser
from corrigenda.engine.encoder.weights import read_packaged
from corrigenda.engine.second_look import claimed
from corrigenda.engine.text import clean as cleaned
from corrigenda.engine.text import without_links
from corrigenda.engine.text.accents import spelt_out

SEED = 22
RANK = 32
LAYERS = 6
RATE = 4e-4
HEAD_RATE = 1e-3
MESSAGES_AT_ONCE = 12
FORWARDED = 200  # characters of a message that is put among others
FAR = 3  # other claims a message is read with
SAVED_EVERY = 25
UPDATE = Path(__file__).parents[2] / "src/corrigenda/engine/encoder/judge.npz"


class Judge(nn.Module):
    """The first layers of the encoder over both texts, and one number: the log odds that they say the same."""

    def __init__(self) -> None:
        super().__init__()
        weights = read_packaged()
        self.network = Network(rank=RANK, layers=LAYERS, weights=weights)
        self.head = nn.Linear(2 * weights.shape.hidden, 1)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        state = self.network(ids, mask).float()
        kept = mask[:, :, None].float()
        mean = (state * kept).sum(1) / kept.sum(1)
        odds: Tensor = self.head(torch.cat([state[:, 0], mean], dim=1))[:, 0]
        return odds


def main() -> None:
    """Train; print the state as it goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--parallel", type=Path)
    parser.add_argument("--near", type=Path)
    parser.add_argument("--epochs", type=float, default=1)
    parser.add_argument("--written", type=int, default=2, help="passes over the pairs we wrote (benchmarks/written)")
    parser.add_argument("--begin", type=Path, help="the state of an earlier run, whose weights this one goes on from")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual rate of learning")
    parser.add_argument("--seed", type=int, default=SEED, help="another one goes on in another order, with other slips")
    parser.add_argument("--out", type=Path, default=UPDATE)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    readings, names, found = kept(options.work / "readings.pickle", lambda: _prepared(options.near, options.parallel))
    ours = readings_written()
    plan = _plan(len(readings), len(ours), epochs=options.epochs, written=options.written, seed=options.seed)
    readings += ours
    print(f"{len(readings)} messages, {len(plan)} steps", flush=True)
    teacher = _Teacher(len(plan), options.work, names=names, said=by_language(readings), rate=options.rate)
    if options.begin and not teacher.step:
        teacher.judge.load_state_dict(torch.load(options.begin)["judge"])
    checks, near = _checks(), written("choose", "report")
    for step in range(teacher.step, len(plan)):
        began = time.perf_counter()
        loss = teacher.learn([readings[number] for number in plan[step]], seed=options.seed * 100_003 + step)
        if step % 10 == 0:
            print(f"{step}/{len(plan)} loss {loss:.3f} {time.perf_counter() - began:.1f}s", flush=True)
        if step % SAVED_EVERY == SAVED_EVERY - 1:
            teacher.save()
        if step % 300 == 299 or step == len(plan) - 1:
            print(step, json.dumps(teacher.look(checks) | teacher.tells(near)), flush=True)
    teacher.save()
    head = teacher.judge.head
    last = {"head.w": head.weight.detach().numpy()[0], "head.b": head.bias.detach().numpy()}
    made_of.save(options.out, {**teacher.judge.network.update(), **last})
    steps = {"seed": options.seed, "rank": RANK, "layers": LAYERS, "rate": RATE}
    steps |= {
        "steps": len(plan),
        "epochs": options.epochs,
        "written": len(ours),
        "passes_over_written": options.written,
    }
    if options.begin:
        steps |= {"went_on_from_another_run": True, "share_of_rate": options.rate}
    made_of.write(options.out, found, messages=len(readings), **steps)


def _prepared(near: Path | None, folder: Path | None) -> tuple[list[Reading], dict[str, list[str]], dict[str, object]]:
    encoder, sentences = by_meaning(near), parallel(folder, seed=SEED) if folder else []
    known, dropped = believed(taught(), encoder)
    facts = made_of.facts(known, sentences) | {"not_believed": dropped}
    return readings_of(known, near=encoder) + translations(sentences, seed=SEED), names_of(known), facts


class _Teacher:
    def __init__(
        self, steps: int, work: Path, *, names: dict[str, list[str]], said: dict[str, list[str]], rate: float
    ) -> None:
        self.judge, self.names, self.said = Judge(), names, said
        weights = read_packaged()
        self.tokeniser, self.pad = build_tokeniser(weights), weights.vocabulary.pad
        self.optimiser = torch.optim.AdamW(
            [
                {"params": self.judge.network.parameters(), "lr": rate * RATE},
                {"params": self.judge.head.parameters(), "lr": rate * HEAD_RATE},
            ],
            weight_decay=0.01,
        )
        self.rate = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser,
            lambda step: min((step + 1) / 60, 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, step / steps)))),
        )
        self.step, self.kept = 0, work / "state.pt"
        if self.kept.exists():
            state = torch.load(self.kept)
            self.judge.load_state_dict(state["judge"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.rate.load_state_dict(state["rate"])
            self.step = state["step"]

    def learn(self, readings: list[Reading], *, seed: int) -> float:
        rng = random.Random(seed)
        texts: list[tuple[str, str]] = []
        rows: list[tuple[int, float, float]] = []  # message, label, weight
        for number, reading in enumerate(readings):
            for message, claim, label, weight in self._read_with(reading, rng):
                texts.append((message, claim))
                rows.append((number, label, weight))
        odds = self.odds(texts)
        label = torch.tensor([row[1] for row in rows])
        weight = torch.tensor([row[2] for row in rows])
        each = F.binary_cross_entropy_with_logits(odds, label, weight=weight, reduction="sum") / weight.sum()
        loss = each + 0.5 * _highest(odds, rows)
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.judge.parameters(), 1.0)
        self.optimiser.step()
        self.rate.step()
        self.step += 1
        return float(loss.detach())

    def _read_with(self, reading: Reading, rng: random.Random) -> list[tuple[str, str, float, float]]:
        """Message, claim, label and weight of everything one message is read with this time."""
        # A desk's own titles say what was found, those of others often ask what is claimed: read with and without.
        told = passage if rng.random() < 0.5 else claimed
        message, claim = reading.message, told(reading.claim)
        if rng.random() < 0.15:
            message = claimed(reading.claim)  # somebody asks in the claim's own words
        said = self._sent(message, rng, lang=reading.lang, ask=not reading.almost)
        found = [(said, claim, 1.0, 1.5)]
        found += [(said, told(other), 1.0, 1.0) for other in reading.also[:1]]
        others = list(reading.far)
        rng.shuffle(others)
        found += [(said, told(other), 0.0, reading.trust) for other in others[: FAR - len(reading.misses[:2])]]
        found += [(said, told(other), 0.0, 1.5) for other in reading.misses[:2]]
        for text in rng.sample(reading.almost, min(3, len(reading.almost))):
            found.append((self._sent(text, rng, lang=reading.lang, ask=False), claim, 0.0, 1.0))
        pool = self.names.get(reading.lang, [])
        source = claimed(reading.claim) if rng.random() < 0.5 else message
        if len(source) <= 400:
            almost = made(source, reading.lang, rng, names=pool)
            rng.shuffle(almost)
            most = 1 if reading.almost else 2
            for _, text in almost[: most + (rng.random() < 0.3)]:
                pair = (said, text) if source is not message and rng.random() < 0.5 else (text, claim)
                found.append(
                    (self._sent(pair[0], rng, lang=reading.lang) if pair[0] is text else said, pair[1], 0.0, 1.0)
                )
        return found

    def _sent(self, text: str, rng: random.Random, *, lang: str, ask: bool = True) -> str:
        """The text as people send it: asked about, among lines of others, typed badly; or as it is."""
        if ask and len(text) <= FORWARDED and rng.random() < ASKED:
            text = framed(text, rng, lang=lang)
        said = noisy(text, rng, lang=lang)
        if len(said) <= FORWARDED and rng.random() < 0.12:
            said = self._forwarded(said, rng, lang=lang)
        return spelt_out(said) if lang == "vi" else said

    def _forwarded(self, said: str, rng: random.Random, *, lang: str) -> str:
        """The message among lines of others, as forwards come: what it says is still said."""
        others = [rng.choice(self.said[lang])[:FORWARDED] for _ in range(rng.randint(1, 2))]
        others.insert(rng.randint(0, len(others)), said)
        return "\n".join(others)

    def odds(self, texts: list[tuple[str, str]]) -> Tensor:
        pieces = [pair_pieces(self.tokeniser, message, claim) for message, claim in texts]
        order = sorted(range(len(pieces)), key=lambda row: len(pieces[row]))
        found: list[Tensor | None] = [None] * len(pieces)
        for at in range(0, len(order), 24):  # by length, so that little is padding
            rows = order[at : at + 24]
            made_of = self.judge(*batch([pieces[row] for row in rows], pad=self.pad))
            for row, one in zip(rows, made_of, strict=True):
                found[row] = one
        return torch.stack([one for one in found if one is not None])

    @torch.no_grad()
    def look(self, checks: list[tuple[str, list[str]]]) -> dict[str, float]:
        """How often the right claim (the first of each list) is put first, on messages kept back; to see it learn."""
        good = []
        for message, claims in checks:
            odds = self.odds([(message, claim) for claim in claims])
            good.append(float(int(odds.argmax()) == 0))
        return {"first of 10": round(sum(good) / len(good), 3)}

    @torch.no_grad()
    def tells(self, kept_back: list[Written]) -> dict[str, float]:
        """By language, how often a message that makes its claim gets higher odds than one that only looks so."""
        higher: defaultdict[str, list[bool]] = defaultdict(list)
        for one in kept_back:
            odds = self.odds([(text, one.claim) for text in (*one.same, *one.other)])
            same, other = odds[: len(one.same)], odds[len(one.same) :]
            higher[one.lang] += (same[:, None] > other[None]).flatten().tolist()
        return {f"{lang} told apart": round(sum(said) / len(said), 3) for lang, said in sorted(higher.items())}

    def save(self) -> None:
        part = self.kept.with_suffix(".part")
        torch.save(
            {
                "judge": self.judge.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "rate": self.rate.state_dict(),
                "step": self.step,
            },
            part,
        )
        part.replace(self.kept)


def _highest(odds: Tensor, rows: list[tuple[int, float, float]]) -> Tensor:
    """Each right pair against the wrong ones of its message."""
    losses = []
    by_message: defaultdict[int, list[int]] = defaultdict(list)
    for at, (number, _, _) in enumerate(rows):
        by_message[number].append(at)
    for members in by_message.values():
        wrong = [at for at in members if rows[at][1] == 0]
        for right in (at for at in members if rows[at][1] == 1):
            losses.append(F.cross_entropy(odds[[right, *wrong]][None], torch.zeros(1, dtype=torch.long)))
    return torch.stack(losses).mean()


def _checks() -> list[tuple[str, list[str]]]:
    rng = random.Random(SEED)
    checks = []
    for name, split in ((sets.TWEETS, "train"), (sets.POSTS, "train")):
        claims = {claim.id: claim for claim in sets.claims(name)}
        register = list(claims.values())
        index = bm25s.BM25()
        index.index(
            bm25s.tokenize([passage(c) for c in register], stopwords=[], show_progress=False), show_progress=False
        )
        right = sets.qrels(name, split)
        asked = [q for q in sets.queries(name) if q.id in right and fold_of(right[q.id]) == UNSEEN[1]]
        asked = rng.sample(asked, min(60, len(asked)))
        found, _ = index.retrieve(
            bm25s.tokenize([q.text for q in asked], stopwords=[], show_progress=False), k=12, show_progress=False
        )
        for query, rows in zip(asked, found, strict=True):
            others = [passage(register[row]) for row in rows if register[row].id not in right[query.id]][:9]
            first = passage(claims[min(right[query.id] & claims.keys())])
            checks.append((without_links(cleaned(query.text)), [first, *others]))
    return checks


def _plan(count: int, ours: int, *, epochs: float, written: int, seed: int) -> list[list[int]]:
    """The messages of each step: the public ones by their numbers, what we wrote after them, mixed."""
    rng = random.Random(seed)
    numbers: list[int] = []
    for _ in range(math.ceil(epochs)):
        numbers += rng.sample(range(count), count)
    numbers = numbers[: round(count * epochs)] + list(range(count, count + ours)) * written
    rng.shuffle(numbers)
    return [
        numbers[at : at + MESSAGES_AT_ONCE] for at in range(0, len(numbers) - MESSAGES_AT_ONCE + 1, MESSAGES_AT_ONCE)
    ]


if __name__ == "__main__":
    main()
