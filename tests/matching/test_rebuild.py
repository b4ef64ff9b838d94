"""The index is built anew beside the one in use: nothing stands still meanwhile, and one transaction switches."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from django.db import connection
from django.utils import timezone

from corrigenda.claims.models import Claim, FactCheck, Publisher, Rating
from corrigenda.cli import doctor
from corrigenda.engine.dense import Kind
from corrigenda.engine.rerank import load_ranker, load_ranker_for
from corrigenda.engine.types import EngineError, Floats, Query
from corrigenda.matching import actions, engine_room, queries
from corrigenda.matching.actions import rebuild
from corrigenda.matching.models import Indexed
from corrigenda.matching.store import IndexMissing
from tests.engine.fakes import WordEncoder

pytestmark = pytest.mark.django_db

REGISTER = {
    "vi": "Uống nước chanh nóng mỗi sáng chữa khỏi bệnh ung thư.",
    "th": "ดื่มน้ำมะนาวโซดาทุกวันรักษาโรคเบาหวานให้หายขาด",
    "en": "Charging a phone overnight under the pillow makes it explode.",
}


class Wide(WordEncoder):
    """Another encoder, with other dimensions; calls ``meanwhile`` once, in the middle of its work."""

    dimensions = 64
    model_id = "words-2"
    meanwhile: Callable[[], None] | None = None

    def encode(self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None) -> Floats:
        if kind == "passage" and self.meanwhile:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        narrow = super().encode(texts, kind=kind)
        return np.concatenate([narrow, -narrow], axis=1) / np.float32(np.sqrt(2))

    def _one(self, text: str) -> Floats:
        vector = np.zeros(32, dtype=np.float32)
        vector[:] = WordEncoder._one(_NARROW, text)
        return vector


_NARROW = WordEncoder()


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch) -> dict[str, WordEncoder]:
    """What CORRIGENDA_MODEL may name here: nothing (the packaged one), or "wide"."""
    known: dict[str, WordEncoder] = {"": WordEncoder(), "wide": Wide()}

    def load(model: str, *, threads: int) -> WordEncoder:
        if model not in known:
            raise EngineError(f"There is no model in {model}.")
        return known[model]

    monkeypatch.setattr(engine_room, "_encoder", load)
    return known


def published(claim: str, lang: str = "en") -> FactCheck:
    publisher, _ = Publisher.objects.get_or_create(site="checks.example", defaults={"name": "Checks"})
    return FactCheck.objects.create(
        origin="imported",
        publisher=publisher,
        claim=Claim.objects.create(text=claim, lang=lang),
        lang=lang,
        title=claim,
        rating=Rating.objects.get(code="false"),
        state="published",
        published_at=timezone.now(),
    )


@pytest.fixture
def register(encoders: dict[str, WordEncoder]) -> dict[str, FactCheck]:
    rows = {lang: published(claim, lang) for lang, claim in REGISTER.items()}
    actions.bring_up_to_date()
    return rows


def answers(text: str) -> str | None:
    decision = engine_room.searcher().decide(Query(text))
    return decision.hits[0].claim.id if decision.outcome == "answer" else None


def model_in_use() -> str:
    found = engine_room.generations().current()
    assert found is not None
    return found.model_id


def schemas() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^engine_[0-9]+$' ORDER BY 1")
        return [row[0] for row in cursor]


@pytest.fixture
def other_model(settings: object) -> None:
    settings.CORRIGENDA_MODEL = "wide"  # type: ignore[attr-defined]


def test_another_encoder_takes_over_with_every_fact_check(register: dict[str, FactCheck], other_model: None) -> None:
    assert actions.reindex() == len(REGISTER)
    assert model_in_use() == "words-2"
    assert engine_room.store().summary().dimensions == 64
    assert all(answers(claim) == register[lang].public_id for lang, claim in REGISTER.items())
    assert set(Indexed.objects.values_list("model_id", flat=True)) == {"words-2"}
    assert actions.bring_up_to_date() == 0


def test_while_it_is_built_the_old_one_answers_and_takes_in_what_is_new(
    register: dict[str, FactCheck], encoders: dict[str, WordEncoder], other_model: None
) -> None:
    seen: list[object] = []

    def meanwhile() -> None:
        new = published("Garlic around the neck keeps every virus away from children")
        assert actions.follow_register() == 1
        seen.extend([model_in_use(), answers(REGISTER["vi"]), answers(new.claim.text), new.public_id])

    encoders["wide"].meanwhile = meanwhile  # type: ignore[attr-defined]
    assert actions.reindex() == len(REGISTER) + 1
    assert seen[:2] == ["words-1", register["vi"].public_id]
    assert seen[2] == seen[3]
    assert model_in_use() == "words-2"
    assert answers("Garlic around the neck keeps every virus away from children") == seen[3]


def test_a_fact_check_changed_meanwhile_is_there_as_it_is_now(
    register: dict[str, FactCheck], encoders: dict[str, WordEncoder], other_model: None
) -> None:
    def meanwhile() -> None:
        Claim.objects.filter(pk=register["en"].claim_id).update(text="Phones under pillows explode every third night")
        FactCheck.objects.filter(pk=register["en"].pk).update(updated_at=timezone.now(), title="Phones and pillows")

    encoders["wide"].meanwhile = meanwhile  # type: ignore[attr-defined]
    actions.reindex()
    assert answers("Phones under pillows explode every third night") == register["en"].public_id
    assert engine_room.store().count() == len(REGISTER)


def test_stopped_half_way_it_goes_on_where_it_was(
    register: dict[str, FactCheck],
    encoders: dict[str, WordEncoder],
    other_model: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rebuild, "BATCH", 1)
    done: list[int] = []

    def stop(now_done: int, _total: int) -> None:
        done.append(now_done)
        if now_done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.reindex(progress=stop)
    assert model_in_use() == "words-1"
    assert answers(REGISTER["th"]) == register["th"].public_id
    encoders["wide"].asked = 0
    actions.reindex()
    assert (done, encoders["wide"].asked) == ([1, 2], 1)
    assert model_in_use() == "words-2"


def test_what_was_begun_for_a_third_encoder_is_thrown_away(
    register: dict[str, FactCheck], encoders: dict[str, WordEncoder], other_model: None, settings: object
) -> None:
    begun = engine_room.begin_beside(engine_room.configured_encoder())
    settings.CORRIGENDA_MODEL = ""  # type: ignore[attr-defined]
    actions.reindex()
    assert begun.schema not in schemas()
    assert model_in_use() == "words-1"


def test_the_old_index_goes_away_when_no_look_up_can_still_read_it(
    register: dict[str, FactCheck], other_model: None
) -> None:
    before = schemas()
    actions.reindex()
    assert set(before) < set(schemas())
    assert engine_room.generations().sweep(grace_seconds=0) == 1
    assert not set(before) & set(schemas())
    assert answers(REGISTER["vi"]) == register["vi"].public_id


def test_a_process_with_the_old_encoder_goes_over_to_the_new_one(
    register: dict[str, FactCheck], other_model: None
) -> None:
    elsewhere = engine_room.searcher()
    assert elsewhere.decide(Query(REGISTER["vi"])).outcome == "answer"
    actions.reindex()  # as another process would; this searcher still holds the old encoder and index
    assert elsewhere.decide(Query(REGISTER["vi"])).hits[0].claim.id == register["vi"].public_id
    assert elsewhere._encoder.model_id == "words-2"


def test_a_look_up_that_began_in_the_old_index_ends_in_it(register: dict[str, FactCheck], other_model: None) -> None:
    store = engine_room.store()
    vectors = _NARROW.encode([REGISTER["en"]], kind="query")
    store.summary()
    actions.reindex()
    assert [claim.id for claim in store.claims(store.nearest(vectors, limit=1).docs.tolist())] == [
        register["en"].public_id
    ]
    with pytest.raises(EngineError, match="just been replaced") as moved:
        store.summary()
    assert not moved.value.permanent


def test_an_index_that_this_version_cannot_use_is_built_anew_by_the_worker(
    register: dict[str, FactCheck], encoders: dict[str, WordEncoder]
) -> None:
    assert not actions.rebuild_if_unusable()
    encoders[""] = Wide()  # an update brought another packaged encoder
    with pytest.raises(EngineError, match="reindex"):
        answers("The moon landing was filmed in a studio by a famous director")
    assert actions.rebuild_if_unusable()
    assert model_in_use() == "words-2"
    assert answers(REGISTER["vi"]) == register["vi"].public_id


def test_an_index_of_another_format_is_built_anew_by_the_worker(register: dict[str, FactCheck]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE engine.generation SET format = 1")
    engine_room.look_again()
    with pytest.raises(IndexMissing):
        engine_room.store()
    assert actions.rebuild_if_unusable()
    assert answers(REGISTER["th"]) == register["th"].public_id


def test_a_searcher_that_goes_along_leaves_the_thresholds_of_the_former_encoder(
    register: dict[str, FactCheck], other_model: None
) -> None:
    elsewhere = engine_room.searcher()
    asked = Query("My aunt says that " + REGISTER["vi"])
    elsewhere.decide(asked)
    assert elsewhere._ranker is load_ranker()
    actions.reindex()
    elsewhere.decide(asked)
    assert elsewhere._ranker is load_ranker_for("wide")
    assert not any(group.may_answer for group in elsewhere._ranker.calibration.groups.values())


def test_the_index_says_when_another_encoder_is_configured(register: dict[str, FactCheck], settings: object) -> None:
    assert engine_room.index_model() == ("words-1", "words-1")
    settings.CORRIGENDA_MODEL = "wide"  # type: ignore[attr-defined]
    assert engine_room.index_model() == ("words-1", "words-2")
    assert [found.fact_check.lang for found in queries.search(REGISTER["vi"])][:1] == ["vi"]


def test_doctor_says_that_another_encoder_is_configured_and_how_to_go_over(
    register: dict[str, FactCheck], other_model: None
) -> None:
    found = doctor._index()
    assert not found.healthy
    assert "words-1" in found.says
    assert "words-2" in found.says
    assert found.mend == "Run: corrigenda reindex"
    actions.reindex()
    assert doctor._index().healthy
