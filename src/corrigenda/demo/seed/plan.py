"""What a seeded desk will hold, decided before anything is written: the same for the same number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from corrigenda.demo.seed.texts import Said, claim

OURS = 0.15  # of the fact-checks; the rest are other publishers'
ANSWERED_AT_ONCE = 0.3  # of the messages
STATES = ("open",) * 14 + ("answered",) * 68 + ("not_checkable",) * 18
REASONS = ("opinion", "satire", "prediction", "private", "no_claim")
HOUR = 3600.0
DAY = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make, and of which of all possible desks."""

    messages: int
    checks: int
    number: int = 1


@dataclass(slots=True)
class PlannedMessage:
    """One wording, with how many seconds ago each person asked, the first first."""

    place: int
    asked: list[float]


@dataclass(slots=True)
class PlannedCase:
    """A case, or (state "") messages that the register answered by itself."""

    said: Said
    state: str
    check: int | None = None  # the number of the fact-check that answers it
    owner: int | None = None
    reason: str = ""
    work: str = ""  # of an open case: "draft" or "waiting", where its fact-check is being written
    opened: float = 0.0  # seconds ago
    closed: float | None = None
    messages: list[PlannedMessage] = field(default_factory=list)
    suggested: list[tuple[int, float]] = field(default_factory=list)


def register(size: Size) -> list[Said]:
    """The claims of the fact-checks, no text twice."""
    rng = Random(size.number)  # noqa: S311
    found: dict[str, Said] = {}
    while len(found) < size.checks:
        said = claim(rng)
        text = said.text if said.text not in found else f"{said.text} ({len(found)})"
        found[text] = Said(text, said.lang, said.topic)
    return list(found.values())


def cases(size: Size, checked: list[Said], *, members: int) -> Iterator[PlannedCase]:
    """Cases until the messages are used up."""
    rng = Random(size.number + 1)  # noqa: S311
    left = size.messages
    while left > 0:
        at_once = bool(checked) and rng.random() < ANSWERED_AT_ONCE
        planned = _planned(rng, checked, at_once=at_once)
        for place in range(min(left, _messages(rng))):
            planned.messages.append(PlannedMessage(place, _asked(rng, planned)))
        left -= len(planned.messages)
        _filled_in(planned, rng, members=members)
        if planned.state == "open" and checked:
            chosen = rng.sample(range(len(checked)), min(len(checked), rng.choice((0, 1, 1, 2, 4))))
            planned.suggested = [(number, round(rng.uniform(0.05, 0.9), 3)) for number in chosen]
        yield planned


def _planned(rng: Random, checked: list[Said], *, at_once: bool) -> PlannedCase:
    state = "" if at_once else rng.choice(STATES)
    if state in {"", "answered"} and checked:
        check = min(int(rng.paretovariate(0.6)) - 1, len(checked) - 1) if rng.random() < 0.3 else -1
        check = check if check >= 0 else rng.randrange(len(checked))
        planned = PlannedCase(checked[check], state, check)
    else:
        planned = PlannedCase(claim(rng), "open" if state in {"", "answered"} else state)
    if planned.state == "open":
        planned.opened = min(rng.expovariate(1 / (2.5 * DAY)) + 60, 45 * DAY)
    else:
        planned.opened = rng.uniform(2, 120) * DAY
        planned.closed = max(HOUR, planned.opened - rng.expovariate(1 / DAY) - HOUR)
    return planned


def _messages(rng: Random) -> int:
    """How many wordings a case has: most have one, some a handful, few hundreds."""
    if rng.random() < 1 / 400:
        return rng.randint(80, 500)
    return 1 if rng.random() < 0.6 else min(60, 1 + int(rng.paretovariate(1.1)))


def _asked(rng: Random, planned: PlannedCase) -> list[float]:
    """When people asked about one wording, in seconds ago; about one in four hundred hundreds ask."""
    count = rng.randint(60, 900) if rng.random() < 1 / 1500 else min(80, int(rng.paretovariate(1.3)))
    first = max(30.0, planned.opened - rng.expovariate(1 / (6 * HOUR)))
    growing = planned.state == "open" and rng.random() < 0.15
    times = [
        rng.uniform(30.0, min(first, 6 * HOUR)) if growing else max(30.0, first - rng.expovariate(1 / (12 * HOUR)))
        for _ in range(count - 1)
    ]
    return [first, *sorted(times, reverse=True)]


def _filled_in(planned: PlannedCase, rng: Random, *, members: int) -> None:
    planned.opened = max(planned.opened, max(message.asked[0] for message in planned.messages))
    if planned.state == "not_checkable":
        planned.reason = rng.choice(REASONS)
    if planned.state != "open" or rng.random() < 0.45:
        planned.owner = rng.randrange(members)
    if planned.state == "open" and planned.owner is not None:
        planned.work = rng.choice(("", "", "", "", "", "draft", "draft", "waiting"))
