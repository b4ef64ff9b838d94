"""What the API can do: five operations."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Path, Query, Status
from ninja.renderers import JSONRenderer

from corrigenda import __version__
from corrigenda.claims.queries import published_fact_checks, readable_fact_check
from corrigenda.core.exceptions import NotFound
from corrigenda.intake.actions import receive
from corrigenda.intake.models import Tipline
from corrigenda.matching.queries import explained, search
from corrigenda.reply.actions import mark_delivered
from corrigenda.reply.queries import answer_to
from corrigenda.web.api.errors import answer_errors
from corrigenda.web.api.schemas import (
    Ask,
    FactCheckDetail,
    FactCheckPage,
    Followed,
    GivenReceipt,
    LookUp,
    Matches,
    fact_check_detail,
    fact_check_out,
    followed,
    match_out,
)

MOST_A_PAGE = 100
_HALVES = re.compile("[\ud800-\udfff]")  # of characters: nothing that can be sent back
WORTH_SHOWING = 0.05  # probability; what is less likely is nearly always another claim


class PlainJSON(JSONRenderer):
    """JSON in UTF-8 with every script written as itself."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=PlainJSON(),
    title="corrigenda",
    version=__version__,
    description="Ask whether something is true, follow the question by its receipt, read what is published.",
    docs_url=None,
    urls_namespace="api",
)
answer_errors(api)


@api.post("/requests", response={201: GivenReceipt}, summary="Ask about a message", operation_id="ask")
def ask(request: HttpRequest, response: HttpResponse, asked: Ask) -> Status[GivenReceipt]:
    """Keeps the message and one request for it. Nothing is kept of who asks."""
    given = receive(text=asked.text, lang=asked.lang, tipline=Tipline.API)
    response["Cache-Control"] = "no-store"
    url = f"{settings.CORRIGENDA_SITE_URL}/r/{given.receipt}"
    return Status(201, GivenReceipt(receipt=given.receipt, url=url))


@api.get("/requests/{receipt}", response=Followed, summary="Follow a question", operation_id="follow")
def follow(request: HttpRequest, response: HttpResponse, receipt: str) -> Followed:
    """How the question with this receipt stands, and its answer."""
    response["Cache-Control"] = "no-store"
    answer = answer_to(receipt)
    if answer is None:
        raise NotFound("We never gave this receipt.")
    if answer.reply_id is not None:
        mark_delivered(answer.reply_id)
    return followed(answer)


@api.post("/matches", response=Matches, summary="Look up a text", operation_id="look_up")
def look_up(request: HttpRequest, response: HttpResponse, sought: LookUp) -> Matches:
    """Published fact-checks whose claim the text may carry, each claim once, with the reasons and what differs.

    Nothing of the text is kept, and nobody is asked: to have it checked, send it to `/requests`. The probability is
    not the whole of it: read the differences before repeating a fact-check as an answer.
    """
    response["Cache-Control"] = "no-store"
    text = _HALVES.sub("\ufffd", sought.text)  # one for one: places stay what they are
    found = explained(text, search(text, lang=sought.lang), lang=sought.lang, at_least=WORTH_SHOWING)
    return Matches(matches=[match_out(each) for each in found])


@api.get("/fact-checks", response=FactCheckPage, summary="What is published", operation_id="list_fact_checks")
def list_fact_checks(
    request: HttpRequest,
    *,
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    page_size: Annotated[int, Query(ge=1, le=MOST_A_PAGE)] = 20,
    lang: Annotated[str | None, Query(max_length=16, pattern=r"^[A-Za-z-]*$")] = None,
    since: datetime | None = None,
) -> FactCheckPage:
    """Newest first. `since` takes a date and time: those published at or after it."""
    found = published_fact_checks(lang=lang or None, since=_aware(since))
    pages = Paginator(found, page_size)
    here = pages.page(page) if page <= pages.num_pages else None
    return FactCheckPage(
        count=pages.count,
        next_page=page + 1 if page < pages.num_pages else None,
        fact_checks=[fact_check_out(one) for one in here.object_list] if here else [],
    )


@api.get(
    "/fact-checks/{public_id}",
    response=FactCheckDetail,
    summary="One fact-check",
    operation_id="read_fact_check",
)
def read_fact_check(
    request: HttpRequest, public_id: Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,32}$")]
) -> FactCheckDetail:
    """A published fact-check with its text and evidence."""
    found = readable_fact_check(public_id)
    if found is None:
        raise NotFound("This fact-check does not exist, or is not public.")
    return fact_check_detail(found)


def _aware(moment: datetime | None) -> datetime | None:
    from django.utils.timezone import is_naive, make_aware

    return make_aware(moment) if moment and is_naive(moment) else moment
