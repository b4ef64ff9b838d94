"""The log of the desk: every action, in words, for editors; never a trace of askers."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.serializers import serialize
from django.test import Client
from django.utils.translation import override

import corrigenda
from corrigenda.core.clock import now
from corrigenda.core.models import AuditEntry, Member
from corrigenda.desk import actions
from corrigenda.web.desk.audit_words import ACTIONS
from tests.desk.cases import case_about

PACKAGE = Path(corrigenda.__file__).parent
ACTION_FILES = [
    *(
        path
        for step in ("claims", "desk", "matching", "publish", "core")
        for path in sorted((PACKAGE / step).rglob("*.py"))
    )
]
# A member's own saved searches and where they look just now are nobody else's business.
OF_ONE_MEMBER = {"save_search", "rename_search", "forget_search", "look_at", "look_away", "mark_mentions_seen"}


KINDS = ("rating", "topic")  # `claims.scales` names its actions after them


def recorded() -> dict[str, str]:
    """The name of every action that is recorded anywhere, with the file that does."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                words = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                words = [f"{word}{kind}" for word in words for kind in (KINDS if str(word).endswith("_") else ("",))]
                found |= dict.fromkeys(words, path.name)
    return found


def test_every_recorded_action_has_words() -> None:
    assert not {name: file for name, file in recorded().items() if name not in ACTIONS}


def test_every_action_of_a_member_writes_an_entry() -> None:
    functions: dict[str, ast.FunctionDef] = {}
    for path in ACTION_FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                functions[node.name] = node
    silent = []
    for name in actions.__all__:
        by_member = any(argument.arg == "member" for argument in functions[name].args.kwonlyargs)
        if by_member and not _records(name, functions, seen=set()):
            silent.append(name)
    assert not set(silent) - OF_ONE_MEMBER


def _records(name: str, functions: dict[str, ast.FunctionDef], *, seen: set[str]) -> bool:
    if name in seen or name not in functions:
        return False
    seen.add(name)
    called = set()
    for node in ast.walk(functions[name]):
        if isinstance(node, ast.Call):
            target = node.func
            word = (
                target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""
            )
            if word == "record":
                return True
            called.add(word)
    return any(_records(each, functions, seen=seen) for each in called)


@pytest.mark.django_db
class TestLog:
    def test_an_editor_reads_who_did_what_to_what(self, ana_client: Client, bo: Member) -> None:
        case = case_about("Uống <b>giấm</b> trị sốt xuất huyết")
        actions.take_case(case.pk, member=bo)
        page = ana_client.get("/desk/log/").content.decode()
        assert "took a case" in page
        assert "Bo" in page
        assert f"/desk/cases/{case.public_id}/" in page
        assert "Uống &lt;b&gt;giấm&lt;/b&gt;" in page

    @pytest.mark.parametrize("lang", ["en", "vi", "th"])
    def test_every_action_is_read_in_every_language(self, lang: str, ana: Member, ana_client: Client) -> None:
        AuditEntry.objects.bulk_create(
            [AuditEntry(member=ana, action=name, subject_type="Case", subject_id="x") for name in ACTIONS]
        )
        rows = [row for page in (1, 2) for row in ana_client.get(f"/desk/log/?page={page}").context["rows"]]
        assert {row.entry.action for row in rows} == set(ACTIONS)
        with override("en"):
            english = {row.entry.action: row.what for row in rows}
        with override(lang):
            untranslated = {row.entry.action for row in rows if row.what == english[row.entry.action]}
        assert untranslated == (set(ACTIONS) if lang == "en" else set())

    def test_bo_and_cy_do_not_read_it(self, bo_client: Client, cy_client: Client) -> None:
        assert bo_client.get("/desk/log/").status_code == 403
        assert cy_client.get("/desk/log/").status_code == 302

    def test_filters_stand_in_the_address(self, ana: Member, bo: Member, ana_client: Client) -> None:
        first, second = case_about("Tin một"), case_about("ข่าวสอง")
        AuditEntry.objects.create(
            member=bo, action="take_case", subject_type="Case", subject_id=first.public_id, at=now() - timedelta(days=3)
        )
        actions.add_note(second.pk, "ghi chú", member=ana)

        def shown(query: str) -> set[str]:
            return {row.entry.action for row in ana_client.get(f"/desk/log/?{query}").context["rows"]}

        day = (now() - timedelta(days=3)).date().isoformat()
        assert shown(f"who={bo.public_id}") == {"take_case"}
        assert shown("who=itself") == {"open_case"}
        assert shown("action=add_note") == {"add_note"}
        assert shown(f"kind=Case&subject={first.public_id}") == {"open_case", "take_case"}
        assert shown(f"first={day}&last={day}") == {"take_case"}
        assert shown("first=nonsense&last=9999-99-99&who=%00") == {"open_case", "take_case", "add_note"}

    def test_a_page_of_the_log_asks_seldom_however_long_it_is(
        self, ana: Member, ana_client: Client, django_assert_max_num_queries: object
    ) -> None:
        cases = [case_about(f"Tin đồn số {number}") for number in range(3)]
        for number in range(120):
            AuditEntry.objects.create(
                member=ana, action="add_note", subject_type="Case", subject_id=cases[number % 3].public_id
            )
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            answer = ana_client.get("/desk/log/?page=2")
        assert len(answer.content) < 100_000
        assert len(answer.context["rows"]) == 50


PLANTED = {
    "ip": "203.0.113.77", "browser": "PlantedBrowser/1.0", "phone": "+84 912 345 678", "mail": "hoi.nguoi@example.vn",
}  # fmt: skip


@pytest.mark.django_db
def test_nothing_of_an_asker_comes_into_the_log(ana: Member, bo: Member) -> None:
    cy, addresses = Client(), []
    for number in range(5):
        text = f"Tin {number}: gọi {PLANTED['phone']} hoặc {PLANTED['mail']} để mua giấm trị sốt xuất huyết số {number}"
        sent = cy.post("/ask", {"text": text}, REMOTE_ADDR=PLANTED["ip"], HTTP_USER_AGENT=PLANTED["browser"])
        addresses.append(sent["Location"].rsplit("/", 1)[1])
    from corrigenda.intake.models import Message

    for message in Message.objects.all():
        case = actions.open_case_for(message.pk)
        assert case is not None
        actions.take_case(case.pk, member=bo)
        actions.mark_not_checkable(case.pk, "private", member=bo)
    log = serialize("json", AuditEntry.objects.all())
    assert AuditEntry.objects.count() >= 15
    for planted in (*PLANTED.values(), *addresses, "912", "hoi.nguoi"):
        assert planted not in log
