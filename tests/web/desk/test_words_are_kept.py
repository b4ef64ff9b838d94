"""What is typed is kept at the desk, for its writer only, and comes back: after a lost session, tab or member."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from corrigenda.claims.drafts import draft_of
from corrigenda.claims.models import Autosave, FactCheck
from corrigenda.claims.typed import LARGEST
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Edit
from tests.desk.cases import case_about, complete

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert('ไทย')</script><img src=x onerror=alert(1)>"


@pytest.fixture
def draft(bo: Member) -> FactCheck:
    return actions.start_fact_check(case_about("Tin đồn về nước chanh").pk, member=bo)


@pytest.fixture
def editor(draft: FactCheck) -> str:
    return f"/desk/fact-checks/{draft.public_id}/"


def typed(draft: FactCheck, **changes: object) -> dict[str, object]:
    return complete(draft_of(FactCheck.objects.get(pk=draft.pk)).stamp, **changes)


def page(client: Client, address: str) -> str:
    return unescape(client.get(address, follow=True).content.decode())


def test_what_was_typed_is_offered_with_its_time_and_comes_back(
    bo_client: Client, editor: str, draft: FactCheck
) -> None:
    kept = bo_client.post(f"{editor}autosave/", typed(draft, summary="Dở dang ไทย")).json()
    assert re.fullmatch(r"\d\d:\d\d", kept["at"])
    assert f"Unsaved words of yours from {kept['at']}" in page(bo_client, editor)
    assert "Dở dang ไทย" in page(bo_client, f"{editor}unsaved/")
    draft.refresh_from_db()
    assert (draft.summary, draft.version) == ("", 1)


def test_what_cannot_be_stored_yet_is_kept_as_it_was_typed(bo_client: Client, editor: str, draft: FactCheck) -> None:
    bo_client.post(f"{editor}autosave/", typed(draft, **{"evidence-0-url": "ht", "review_by": "mai"}))
    shown = page(bo_client, f"{editor}unsaved/")
    assert 'value="ht"' in shown
    assert 'value="mai"' in shown


def test_saving_ends_what_was_kept(bo_client: Client, editor: str, draft: FactCheck) -> None:
    form = typed(draft)
    bo_client.post(f"{editor}autosave/", form)
    bo_client.post(editor, form)
    assert not Autosave.objects.exists()
    assert "Unsaved words" not in page(bo_client, editor)


def test_words_kept_from_an_older_version_meet_the_newer_one_side_by_side(
    ana_client: Client, bo_client: Client, editor: str, draft: FactCheck
) -> None:
    began = typed(draft, summary="Của Bo")
    bo_client.post(f"{editor}autosave/", began)
    ana_client.post(editor, typed(draft, summary="Của Ana"))
    assert "It was changed since" in page(bo_client, editor)
    shown = page(bo_client, f"{editor}unsaved/")
    stamp = re.search(r'name="stamp" value="(\w*)"', shown)
    assert stamp
    answer = bo_client.post(editor, {**began, "stamp": stamp[1]})
    assert answer.status_code == 409
    assert "Của Ana" in unescape(answer.content.decode())
    assert "Của Bo" in unescape(answer.content.decode())


def test_nobody_sees_what_another_member_has_not_saved(
    ana_client: Client, bo_client: Client, editor: str, draft: FactCheck
) -> None:
    bo_client.post(f"{editor}autosave/", typed(draft, summary="Riêng của Bo"))
    assert "Riêng của Bo" not in page(ana_client, editor)
    assert "Riêng của Bo" not in page(ana_client, f"{editor}unsaved/")
    assert "Bo is writing here too." in page(ana_client, editor)
    ana_client.post(f"{editor}discard/")
    assert Autosave.objects.count() == 1


def test_words_of_an_editor_removed_while_writing_go_to_one_who_stays(
    ana_client: Client, bo_client: Client, bo: Member, editor: str, draft: FactCheck
) -> None:
    bo_client.post(f"{editor}autosave/", typed(draft, summary="Lời của người đã rời"))
    assert ana_client.post(f"{editor}take-over/", {"member": bo.public_id}).status_code == 404
    Member.objects.filter(pk=bo.pk).update(is_active=False)
    assert bo_client.post(f"{editor}autosave/", typed(draft)).status_code == 302
    assert "left the desk with unsaved words here" in page(ana_client, editor)
    ana_client.post(f"{editor}take-over/", {"member": bo.public_id})
    assert "Lời của người đã rời" in page(ana_client, f"{editor}unsaved/")
    assert Edit.objects.filter(fact_check=draft, member=bo).count() == 2


def test_words_typed_while_it_was_sent_can_still_be_looked_at(
    ana_client: Client, bo_client: Client, editor: str, draft: FactCheck
) -> None:
    ana_client.post(editor, typed(draft, then="send"))
    assert bo_client.post(f"{editor}autosave/", typed(draft, summary="Chậm một bước")).status_code == 200
    assert "Words of yours were not saved before it was sent." in page(bo_client, editor)
    assert "Chậm một bước" in page(bo_client, f"{editor}unsaved/")


def test_volunteers_and_strangers_keep_nothing(
    volunteer_client: Client, cy_client: Client, editor: str, draft: FactCheck
) -> None:
    assert volunteer_client.post(f"{editor}autosave/", typed(draft)).status_code == 403
    assert cy_client.post(f"{editor}autosave/", typed(draft)).status_code == 302
    assert not Autosave.objects.exists()


def test_only_fields_of_the_form_are_kept_and_only_so_much(bo_client: Client, editor: str, draft: FactCheck) -> None:
    bo_client.post(f"{editor}autosave/", typed(draft, evil="x", state="published", title="A\x00B"))
    assert {"evil", "state", "csrfmiddlewaretoken"} & set(Autosave.objects.get().typed) == set()
    assert Autosave.objects.get().typed["title"] == ["AB"]
    refused = bo_client.post(f"{editor}autosave/", typed(draft, body="x" * LARGEST))
    assert refused.status_code == 422
    assert "make it shorter" in refused.json()["sentence"]


def test_a_script_in_every_field_is_only_text_in_what_comes_back(
    bo_client: Client, editor: str, draft: FactCheck
) -> None:
    fields = ("claim", "title", "summary", "body", "sources_reason", "evidence-0-title", "evidence-0-quote")
    changes = dict.fromkeys(fields, SCRIPT)
    kept = bo_client.post(f"{editor}autosave/", typed(draft, **changes)).json()
    shown = [kept["ready"], bo_client.get(f"{editor}unsaved/").content.decode()]
    bo_client.post(editor, typed(draft, **changes))
    draft.refresh_from_db()
    first = draft.versions.order_by("version").first()
    assert first is not None
    address = f"{editor}versions/compare/?from={first.version}&to={draft.version}"
    shown += [bo_client.get(address).content.decode(), bo_client.get(f"{editor}versions/").content.decode()]
    assert not [text for text in shown if "<script>alert" in text or "<img src=x" in text]
    assert "&lt;script&gt;alert" in shown[2]


@pytest.mark.parametrize(("length", "status"), [(200_000, 303), (200_001, 409)])
def test_a_long_body_works_or_is_refused_with_its_limit(
    bo_client: Client, editor: str, draft: FactCheck, length: int, status: int
) -> None:
    words = ("đoạn **văn** dài [x](https://a.example) \n\n" * 6000)[: length - 1] + "."
    answer = bo_client.post(editor, typed(draft, body=words))
    assert answer.status_code == status
    if status == 409:
        assert "200000" in answer.content.decode()
        assert words[-300:] in unescape(answer.content.decode())


def test_the_usual_day_of_a_topic_is_set_once_and_can_be_taken_out(
    bo_client: Client, editor: str, draft: FactCheck
) -> None:
    bo_client.post(editor, typed(draft, review_by="", topics=["health", "disasters"]))
    draft.refresh_from_db()
    assert draft.review_by is not None
    bo_client.post(editor, typed(draft, review_by="", topics=["health"]))
    draft.refresh_from_db()
    assert draft.review_by is None


def test_versions_are_compared_and_brought_back(bo_client: Client, editor: str, draft: FactCheck) -> None:
    bo_client.post(editor, typed(draft, title="Tiêu đề một"))
    bo_client.post(editor, typed(draft, title="Tiêu đề hai"))
    old, new = sorted(draft.versions.values_list("version", flat=True))[-2:]
    shown = page(bo_client, f"{editor}versions/compare/?from={old}&to={new}")
    assert re.search(r"<del>.*một.*</del><ins>.*hai.*</ins>", shown)
    bo_client.post(f"{editor}versions/restore/", {"version": old})
    draft.refresh_from_db()
    assert draft.title == "Tiêu đề một"
    for forged in ("0", "999", "x", "٣", ""):
        assert bo_client.get(f"{editor}versions/compare/?from={forged}&to={new}").status_code == 404
        bo_client.post(f"{editor}versions/restore/", {"version": forged})
    draft.refresh_from_db()
    assert draft.title == "Tiêu đề một"
