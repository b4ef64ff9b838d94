"""Ana may, Bo may not sign off his own, Cy sees nothing: for every address of the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, Presence
from corrigenda.web.desk.urls import urlpatterns
from tests.desk.cases import case_about, complete

pytestmark = pytest.mark.django_db
OPEN_TO_STRANGERS = {"welcome"}  # the one-time link is its own key
NAMES = sorted(str(pattern.name) for pattern in urlpatterns if pattern.name not in OPEN_TO_STRANGERS)


@pytest.fixture
def case() -> Case:
    return case_about("Tin đồn: uống <b>giấm</b> trị sốt xuất huyết", asked=2)


@pytest.fixture
def fact_check(case: Case, bo: Member) -> FactCheck:
    from corrigenda.desk import actions

    return actions.start_fact_check(case.pk, member=bo)


def address_of(name: str, case: Case, fact_check: FactCheck, member: Member) -> str:
    pattern = next(each for each in urlpatterns if each.name == name)
    assert isinstance(pattern, URLPattern)
    ids = {"case_id": case.public_id, "fact_check_id": fact_check.public_id, "member_id": member.public_id}
    ids |= {"digest": "0" * 64, "token": "x", "invitation_id": "x", "session_id": "x"}
    ids["message_id"] = case.case_messages.get().message.public_id
    ids |= {"which": "ratings", "code": "false"}
    ids |= {"change_id": "x" * 12, "search_id": "x" * 12}
    wanted = pattern.pattern.converters
    return reverse(f"desk:{name}", kwargs={key: value for key, value in ids.items() if key in wanted})


def everything() -> list[list[tuple[object, ...]]]:
    from django.apps import apps

    models = [model for model in apps.get_app_config("desk").get_models() if model is not Presence]  # changes nothing
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_cy_sees_nothing_and_changes_nothing(case: Case, fact_check: FactCheck, bo: Member, cy_client: Client) -> None:
    before = everything()
    for name in NAMES:
        address = address_of(name, case, fact_check, bo)
        for answer in (cy_client.get(address), cy_client.post(address, complete("x", reason="opinion", text="x"))):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/account/login/"), name
            assert "giấm" not in answer.content.decode(), name
    assert everything() == before


def test_a_member_without_a_second_factor_is_sent_to_set_one_up(case: Case, fact_check: FactCheck, bo: Member) -> None:
    client = Client()
    client.force_login(bo)
    for name in NAMES:
        assert client.get(address_of(name, case, fact_check, bo))["Location"] == reverse("mfa_index"), name


def test_a_member_who_left_is_a_stranger(case: Case, fact_check: FactCheck, bo: Member, bo_client: Client) -> None:
    Member.objects.filter(pk=bo.pk).update(is_active=False)
    for name in NAMES:
        answer = bo_client.get(address_of(name, case, fact_check, bo))
        assert answer["Location"].startswith("/account/login/"), name


def test_a_volunteer_changes_nothing_but_notes(
    case: Case, fact_check: FactCheck, bo: Member, volunteer_client: Client
) -> None:
    before = everything(), FactCheck.objects.values_list("title", "state").get()
    sent = complete("x", reason="opinion", text="", reasons="x", version="1", fact_check=fact_check.public_id)
    for name in NAMES:
        answer = volunteer_client.post(address_of(name, case, fact_check, bo), sent)
        assert answer.status_code in {200, 303, 403, 404}, name
        assert (everything(), FactCheck.objects.values_list("title", "state").get()) == before, name


@pytest.mark.parametrize("name", ["take", "release", "not_checkable", "reopen", "write", "take_back", "return", "sign"])
def test_a_volunteer_is_told_why_not(
    name: str, case: Case, fact_check: FactCheck, bo: Member, volunteer_client: Client
) -> None:
    answer = volunteer_client.post(
        address_of(name, case, fact_check, bo), {"reason": "opinion", "reasons": "x", "version": 1}
    )
    assert answer.status_code == 403
    assert b"fact-checker" in answer.content


@pytest.mark.parametrize("name", ["inbox", "waiting", "settled", "case", "read"])
def test_every_member_reads(name: str, case: Case, fact_check: FactCheck, bo: Member, volunteer_client: Client) -> None:
    assert volunteer_client.get(address_of(name, case, fact_check, bo)).status_code == 200


ADMINISTRATORS = ["members", "invite", "let_out", "let_in", "new_link", "change_role", "reset_second_factor"]


@pytest.mark.parametrize("name", ADMINISTRATORS)
def test_only_an_administrator_looks_after_members(
    name: str, case: Case, fact_check: FactCheck, bo: Member, ana_client: Client, bo_client: Client, lee_client: Client
) -> None:
    address = address_of(name, case, fact_check, bo)
    for client in (ana_client, bo_client):
        assert client.post(address, {"role": "editor"}).status_code == 403
        assert Member.objects.get(pk=bo.pk).is_active
    assert lee_client.post(address, {"role": "editor"}).status_code in {200, 303}


def test_bo_does_not_sign_his_own_by_a_forged_request(
    case: Case, fact_check: FactCheck, bo_client: Client, ana_client: Client
) -> None:
    from corrigenda.claims.drafts import draft_of

    editor = f"/desk/fact-checks/{fact_check.public_id}/"
    bo_client.post(editor, complete(draft_of(fact_check).stamp, then="send"))
    fact_check.refresh_from_db()
    forged = bo_client.post(f"{editor}sign/", {"version": fact_check.version, "declaration": "none"})
    assert forged.status_code == 403
    fact_check.refresh_from_db()
    assert (fact_check.state, fact_check.published_at) == ("waiting", None)
    assert ana_client.post(f"{editor}sign/", {"version": fact_check.version, "declaration": "none"}).status_code == 303
    fact_check.refresh_from_db()
    assert fact_check.state == "published"


@pytest.mark.parametrize("forged", ["AAAAAAAAAAAA", "1", "-_-_-_-_-_-_", "x" * 64])
def test_a_forged_id_finds_nothing(forged: str, lee_client: Client) -> None:
    for pattern in urlpatterns:
        keys = pattern.pattern.converters
        if not keys:
            continue
        address = reverse(f"desk:{pattern.name}", kwargs=dict.fromkeys(keys, forged))
        assert lee_client.get(address).status_code in {404, 405}, pattern.name
        sent = {"reason": "opinion", "fact_check": forged}
        assert lee_client.post(address, sent).status_code == 404, pattern.name


@pytest.mark.parametrize(
    "path", ["/desk/cases/%00/", "/desk/cases/a%2Fb/", "/desk/cases/'%20or%201=1/", "/desk/cases/ไทย/"]
)
def test_an_id_that_is_none_reaches_no_view(path: str, bo_client: Client) -> None:
    assert bo_client.get(path).status_code == 404


def test_every_button_is_a_post(case: Case, fact_check: FactCheck, bo: Member, lee_client: Client) -> None:
    pages = {"inbox", "waiting", "settled", "case", "editor", "read", "members", "picture", "sessions", "audit_log"}
    pages |= {"amend", "due"}
    pages |= {"mentions", "message", "notes", "not_checkable_preview"}
    pages |= {"unsaved", "versions", "compare", "scale", "scale_back"}
    pages |= {"search", "live", "answers"}
    for name in set(NAMES) - pages:
        assert lee_client.get(address_of(name, case, fact_check, bo)).status_code == 405, name


def test_a_button_pressed_from_elsewhere_is_refused(case: Case, bo: Member) -> None:
    from tests.people import _signed_in

    _signed_in(bo)
    client = Client(enforce_csrf_checks=True)
    client.force_login(bo)
    assert client.post(f"/desk/cases/{case.public_id}/take/").status_code == 403
    case.refresh_from_db()
    assert case.owner is None
