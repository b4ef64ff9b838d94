"""T9: every address of the desk and the API, every role, one's own and others' objects: nobody sees what they should
not. Made from the URLconf: an address that `tests/web/desk/rules.py` does not know fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from corrigenda.claims.models import FactCheck
from corrigenda.core.clock import now
from corrigenda.core.models import Member, Role
from corrigenda.core.roles import role_may
from corrigenda.desk.actions import count_news
from corrigenda.desk.models import Case
from corrigenda.web.api.urls import urlpatterns as api_patterns
from tests.web.desk.rules import OPEN_TO_STRANGERS, RULES, Rule
from tests.web.desk.world import Place, address_of, desk_patterns, place_of, public_story, somebody, window

pytestmark = pytest.mark.django_db
PATTERNS = {name: pattern for name, pattern in desk_patterns().items() if name not in OPEN_TO_STRANGERS}
LET_IN = {200, 303, 400, 404, 409, 422}


WRITTEN = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
WHERE relname ~ '^(desk|claims|publish|matching|intake|reply)_' OR relname IN ('core_member', 'core_auditentry')
"""


def written() -> int:
    """How many rows this transaction wrote of what the desk knows and decided."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return int(cursor.fetchone()[0])


def what_is_sent(other: FactCheck) -> dict[str, object]:
    other_case = Case.objects.order_by("pk").values_list("public_id", flat=True).first() or ""
    return {
        "reason": "opinion", "text": "Xem thêm nguồn", "reasons": "Thiếu nguồn", "version": "1", "role": "editor",
        "fact_check": other.public_id, "other": other_case, "body": "x",
        "due_at": f"{now() + timedelta(days=9):%Y-%m-%dT%H:%M}", "lang": "vi",
        "declaration": "none", "kind": "correction", "interest": "x", "stamp": "x",
        "until": (now() + timedelta(days=90)).date().isoformat(),
    }  # fmt: skip


@pytest.fixture
def other() -> FactCheck:
    return public_story(somebody(Role.FACT_CHECKER), somebody(Role.EDITOR))


def walk(client: Client, place: Place, other: FactCheck) -> Iterator[tuple[str, str, Callable[[], HttpResponse]]]:
    for name, pattern in PATTERNS.items():
        address = address_of(pattern, place)
        yield name, "GET", lambda address=address: client.get(address)  # type: ignore[misc]
        yield name, "POST", lambda address=address: client.post(address, what_is_sent(other))  # type: ignore[misc]


def asked(send: Callable[[], HttpResponse]) -> tuple[HttpResponse, bool]:
    """What came back, and whether anything changed; then all is as it was."""
    with transaction.atomic():
        before = written()
        answer = send()
        changed = written() != before
        transaction.set_rollback(True)
    return answer, changed


def test_every_address_has_its_rule() -> None:
    assert set(PATTERNS) == set(RULES), "declare new addresses in tests/web/desk/rules.py"


@pytest.mark.parametrize("owner", ["own", "theirs"])
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_each_role_gets_in_where_it_may_and_nowhere_else(role: Role, owner: str, other: FactCheck) -> None:
    member = somebody(role)
    place_of(somebody(Role.FACT_CHECKER))  # another case, to merge with
    place = place_of(member if owner == "own" else somebody(Role.FACT_CHECKER))
    count_news()  # as the lists do when something came in: figures, not what anybody did
    client, wrong = window(member), []
    for name, method, send in walk(client, place, other):
        rule = RULES[name]
        permission = rule.own if owner == "own" else rule.theirs
        let_in = bool(permission and role_may(role, permission))
        answer, changed = asked(send)
        if not as_it_should(rule, method, answer.status_code, let_in=let_in):
            wrong.append((name, method, answer.status_code))
        if changed and (not let_in or method == "GET" or rule.kind == "page"):
            wrong.append((name, method, "changed something"))
    assert not wrong


def as_it_should(rule: Rule, method: str, status: int, *, let_in: bool) -> bool:
    if method == "GET" and not rule.opens:
        return status in {405, rule.refused}
    if not let_in:
        return status == rule.refused
    if rule.kind == "part":
        return status in LET_IN | {405}
    return status in ({200, 303} if rule.kind == "page" or method == "GET" else LET_IN)


@pytest.mark.parametrize("who", ["a stranger", "somebody removed", "somebody signed out everywhere", "half signed in"])
def test_whoever_is_not_signed_in_sees_and_changes_nothing(who: str, other: FactCheck) -> None:
    member = somebody(Role.ADMINISTRATOR)
    place = place_of(member)
    client, wrong = window(None if who == "a stranger" else member), []
    if who == "somebody removed":
        Member.objects.filter(pk=member.pk).update(is_active=False)
    elif who == "somebody signed out everywhere":
        member.sessions.all().delete()
    elif who == "half signed in":
        cache.clear()
        client = Client()
        client.post(reverse("account_login"), {"login": member.email, "password": "a long enough secret"})
    for name, method, send in walk(client, place, other):
        answer, changed = asked(send)
        signed_out = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
        if not signed_out or changed or "giấm" in answer.content.decode():
            wrong.append((name, method, answer.status_code))
    assert not wrong


def test_without_a_second_factor_nobody_reaches_a_page_of_the_desk(other: FactCheck) -> None:
    member = somebody(Role.ADMINISTRATOR)
    place, client = place_of(member), Client()
    from allauth.mfa.models import Authenticator

    Authenticator.objects.filter(user=member).delete()
    client.force_login(member)
    for name, method, send in walk(client, place, other):
        answer, changed = asked(send)
        assert (answer.status_code, answer["Location"], changed) == (302, reverse("mfa_index"), False), (name, method)


def test_a_forged_or_malformed_id_finds_nothing_at_any_address() -> None:
    client, wrong = window(somebody(Role.ADMINISTRATOR)), []
    for name, pattern in PATTERNS.items():
        for forged in ("AAAAAAAAAAAA", "1", "-_-_-_-_-_-_"):
            keys = pattern.pattern.converters
            if keys:
                address = reverse(f"desk:{name}", kwargs=dict.fromkeys(keys, forged))
                got, sent = client.get(address), client.post(address, {"reason": "opinion", "role": "editor"})
                if got.status_code not in {404, 405} or sent.status_code != 404:
                    wrong.append((name, forged, got.status_code, sent.status_code))
    assert not wrong


# The API is the same for everybody, and knows no members: what each address answers, GET and POST.
API = {
    "openapi-json": (200, 200),
    "ask": (405, 422),
    "follow": (404, 405),
    "look_up": (405, 422),
    "list_fact_checks": (200, 405),
    "read_fact_check": (404, 405),
    "api-root": (404, 404),
    "no_such_address": (404, 404),
}


def test_every_address_of_the_api_is_known() -> None:
    assert {str(pattern.name) for pattern in api_patterns} == set(API)


@pytest.mark.parametrize("name", API)
def test_the_api_gives_members_no_more_than_strangers(name: str, other: FactCheck) -> None:
    waits = place_of(somebody(Role.EDITOR)).fact_check
    keys = {"receipt": "0" * 32, "public_id": waits.public_id, "rest": "none"}
    pattern = next(each for each in api_patterns if each.name == name)
    address = reverse(f"api:{name}", kwargs={key: keys[key] for key in pattern.pattern.converters or _groups(pattern)})
    told = set()
    for client in (window(None), *(window(somebody(role)) for role in Role)):
        answers = client.get(address), client.post(address, json.dumps({}), content_type="application/json")
        assert tuple(answer.status_code for answer in answers) == API[name]
        assert waits.title not in answers[0].content.decode()
        told.add(answers[0].content)
    assert len(told) == 1


def _groups(pattern: object) -> list[str]:
    return list(pattern.pattern.regex.groupindex)  # type: ignore[attr-defined]
