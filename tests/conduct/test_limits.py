"""The eight limits of "What it does not do, on purpose". Each fails when a later change weakens it.

They read the code as it is (models, addresses, API, commands, exports), so a new field or parameter is
covered on the day it is added.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from corrigenda.claims.models import Evidence, Stance
from corrigenda.core.models import AuditEntry, Invitation, Member, MemberSession
from corrigenda.desk.models import NotCheckable
from corrigenda.intake.models import Attachment, Message, Request
from corrigenda.reply.models import Reply

PACKAGE = Path(__file__).parents[2] / "src" / "corrigenda"
OURS = [model for model in apps.get_models() if model.__module__.startswith("corrigenda.")]

PERSON = re.compile(
    r"claimant|speaker|account|author|profile|person|people|influencer|politician|user_?name|handle|"
    r"sender|asker|follower|page_id|group_id|phone|msisdn|ip_address|remote_addr|user_agent|device|cookie_id|"
    r"chat_id|reply_to|e_?mail",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"opinion|sentiment|loyal|hostil|harm|toxic|hate|stance|ideolog|political|subversi|reaction|severity|danger|risk",
    re.IGNORECASE,
)
TAKEDOWN = re.compile(r"takedown|report_to|platform_report|abuse_report|flag_account|blacklist|watchlist", re.I)

# The members of the desk are staff who sign in; everything about them is in these models, and only there.
STAFF = {Member, MemberSession, Invitation, AuditEntry}


def fields() -> Iterator[tuple[type[models.Model], models.Field[object, object]]]:
    for model in OURS:
        for field in model._meta.get_fields():
            if isinstance(field, models.Field):
                yield model, field


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, whole)
        elif isinstance(pattern, URLPattern):
            yield whole


def ours(address: str) -> bool:
    return not address.startswith("account/")  # sign-in of members


# 1. Claims, not people.


def test_no_model_is_keyed_by_a_person_an_account_or_a_page() -> None:
    named = [f"{m.__name__}.{f.name}" for m, f in fields() if m not in STAFF and PERSON.search(f.name)]
    assert not named


def test_no_address_lists_or_looks_up_by_person() -> None:
    assert not [address for address in addresses() if ours(address) and PERSON.search(address)]


def test_no_api_parameter_or_answer_field_names_a_person() -> None:
    from corrigenda.web.api.urls import api

    schema = api.get_openapi_schema()
    names = {p["name"] for path in schema["paths"].values() for op in path.values() for p in op.get("parameters", [])}
    for component in schema.get("components", {}).get("schemas", {}).values():
        names |= set(component.get("properties", {}))
    assert names, "the API has no parameters at all: the test reads the wrong thing"
    assert not [name for name in names if PERSON.search(name)]


def test_no_query_takes_a_person_as_its_key() -> None:
    named = []
    for path in sorted(PACKAGE.glob("*/queries.py")) + sorted(PACKAGE.glob("*/queries/*.py")):
        for name, argument in re.findall(r"def (\w+)\(([^)]*)\)", path.read_text()):
            arguments = [part.split(":")[0].strip(" *") for part in argument.split(",")]
            named += [f"{path.parent.name}.{name}({a})" for a in arguments if PERSON.search(a)]
    assert not named


def test_the_claimant_of_an_imported_record_gets_no_field() -> None:
    from corrigenda.claims.importing import records

    named = [
        f"{kind.__name__}.{name}"
        for kind in vars(records).values()
        if inspect.isclass(kind) and hasattr(kind, "__dataclass_fields__")
        for name in kind.__dataclass_fields__
        if PERSON.search(name)
    ]
    assert not named


# 2. Facts, not opinions.


def test_no_field_could_hold_an_opinion_or_a_harm_score() -> None:
    found = {(m, f.name) for m, f in fields() if OPINION.search(f.name)}
    assert found == {(Evidence, "stance")}  # what a source says about a claim, as the next test insists


def test_the_stance_of_evidence_is_about_the_claim_alone() -> None:
    assert set(Stance.values) == {"contradicts", "supports", "context"}


def test_opinions_are_left_alone_by_kind_of_text_only() -> None:
    assert set(NotCheckable.values) == {"opinion", "satire", "prediction", "private", "no_claim"}


def test_no_number_is_kept_about_a_message() -> None:
    numbers = (models.FloatField, models.DecimalField)
    assert not [f.name for f in Message._meta.get_fields() if isinstance(f, numbers)]


# 3. No crawling of people.


def test_only_the_guarded_client_opens_addresses() -> None:
    outward = re.compile(r"import (httpx2|requests|aiohttp|urllib3)|from (httpx2|requests|aiohttp|urllib3)")
    users = {path.relative_to(PACKAGE).parts[:2] for path in PACKAGE.rglob("*.py") if outward.search(path.read_text())}
    assert users <= {("core", "fetch"), ("core", "fetch.py")}


def test_no_social_network_is_followed() -> None:
    networks = re.compile(r"graph\.facebook|api\.twitter|api\.x\.com|tiktok\.com/api|tweepy|facebook_sdk|praw", re.I)
    assert not [path.name for path in PACKAGE.rglob("*.py") if networks.search(path.read_text())]


# 4. Askers are forgotten.


def test_a_request_holds_nothing_that_tells_who_asked() -> None:
    assert {f.name for f in Request._meta.fields} == {
        "id", "message", "receipt_digest", "tipline", "lang", "received_at",
    }  # fmt: skip


def test_messages_pictures_and_replies_hold_no_address() -> None:
    for model in (Message, Attachment, Reply):
        kinds = [f for f in model._meta.fields if isinstance(f, models.EmailField | models.GenericIPAddressField)]
        assert not kinds
    assert "address" not in " ".join(f.name for f in Reply._meta.fields)


def test_no_code_reads_who_sent_a_request() -> None:
    reads = re.compile(r"REMOTE_ADDR|X_FORWARDED_FOR|X-Forwarded-For|HTTP_USER_AGENT|User-Agent.*request", re.I)
    found = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if reads.search(path.read_text()) and path.parts[-2:] != ("core", "fetch.py") and "fetch" not in path.parts
    ]
    assert found == ["web/devices.py"]  # for members alone, as the next tests insist


def test_of_a_member_only_the_kind_of_browser_is_read() -> None:
    read = re.findall(r"META[.\[]\S*", (PACKAGE / "web" / "devices.py").read_text())
    assert read == ['META.get("HTTP_USER_AGENT",']


@pytest.mark.django_db
def test_nothing_is_noted_of_a_stranger_even_at_the_door_of_the_desk(client: Client) -> None:
    for address in ("/", "/desk/", "/account/login/"):
        client.get(address, HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", follow=True)
    assert not MemberSession.objects.exists()


@pytest.mark.django_db
def test_a_receipt_cannot_be_read_from_the_database() -> None:
    from corrigenda.intake.actions import receive
    from corrigenda.intake.models import Tipline

    receipt = receive(text="น้ำมะนาวโซดารักษามะเร็ง", lang="th", tipline=Tipline.WEB).receipt
    row = Request.objects.values().get()
    assert len(receipt) == 32
    assert receipt not in str(row)


# 5. One open voice.


def test_nothing_posts_anywhere() -> None:
    posts = re.compile(r"\.post\(\s*[\"'f]|method=[\"']POST|requests\.post|client\.post|smtplib|send_mail|EmailMessage")
    found = [str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py") if posts.search(path.read_text())]
    assert not [path for path in found if not path.startswith("web/api")]  # `@api.post` declares what comes in


def test_nothing_is_scheduled_for_publication() -> None:
    assert not [
        f"{m.__name__}.{f.name}" for m, f in fields() if re.search(r"publish_at|scheduled|persona|repost", f.name)
    ]


# 6. No takedowns.


def test_no_model_or_address_is_for_reporting_somebody() -> None:
    assert not [m.__name__ for m in OURS if TAKEDOWN.search(m.__name__)]
    assert not [f"{m.__name__}.{f.name}" for m, f in fields() if TAKEDOWN.search(f.name)]
    assert not [address for address in addresses() if TAKEDOWN.search(address)]


# 7. Evidence or silence; 8. A person decides. (The database's own rules: tests/desk/test_second_person.py.)


@pytest.mark.django_db
def test_a_publication_needs_evidence_and_a_second_person(bo: Member) -> None:
    from corrigenda.claims.models import Claim, FactCheck, Rating

    claim = Claim.objects.create(text="5G lan truyền vi-rút.", lang="vi")
    rating = Rating.objects.get(code="false")
    draft = FactCheck.objects.create(claim=claim, title="a", summary="b", rating=rating, edited_by=bo)
    for state in ("waiting", "signed_off", "published"):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactCheck.objects.filter(pk=draft.pk).update(state=state)


def test_no_model_writes_a_rating() -> None:
    writers = [path for path in PACKAGE.rglob("*.py") if re.search(r"\brating(_id)?\s*=", path.read_text())]
    rooms = {path.relative_to(PACKAGE).parts[0] for path in writers}
    assert rooms <= {"claims", "desk", "web", "demo", "publish"}
    assert not {"engine", "matching", "flow", "intake"} & rooms


def test_an_answer_always_repeats_a_fact_check() -> None:
    names = {constraint.name for constraint in Reply._meta.constraints}
    assert "answer_repeats_a_fact_check" in names
