"""The demo's chat: a page that behaves like a chat app. It goes the very way that every message goes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from corrigenda.core.exceptions import CorrigendaError
from corrigenda.intake.actions import receive
from corrigenda.intake.masking import masked
from corrigenda.intake.models import Tipline
from corrigenda.intake.tidy import tidy
from corrigenda.reply.actions import mark_delivered
from corrigenda.reply.queries import Answer, answer_to
from corrigenda.web.public.ask import SeeOther, unlisted

COOKIE = "demo_chat"  # the receipts of this thread, in the visitor's browser and nowhere else
MOST_BUBBLES = 12
MOST_SAMPLES = 8


@dataclass(frozen=True, slots=True)
class Sample:
    """A message to try."""

    id: str
    lang: str
    text: str
    kept: str  # the text as it stands in the thread, masked
    shown: bool


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message of the visitor's and what came back."""

    receipt: str
    answer: Answer


def chat(request: HttpRequest) -> HttpResponseBase:
    """The thread, and the form to send the next message."""
    if not settings.CORRIGENDA_DEMO:
        raise Http404
    if request.method == "POST":
        return _send(request)
    return _thread(request)


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """The messages that come with the demo."""
    path = files("corrigenda.demo") / "messages.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return tuple(
        Sample(
            id=line["id"],
            lang=line["lang"],
            text=line["text"],
            kept=masked(tidy(line["text"])),
            shown=bool(line.get("show")),
        )
        for line in lines
    )


def _send(request: HttpRequest) -> HttpResponseBase:
    lang = get_language() or settings.LANGUAGE_CODE
    if "clear" in request.POST:
        response: HttpResponseBase = SeeOther(reverse("public:chat"))
        response.delete_cookie(COOKIE, path=reverse("public:chat"))
        return response
    chosen = {sample.id: sample.text for sample in samples()}.get(request.POST.get("sample", ""))
    text = chosen or request.POST.get("text", "")
    try:
        given = receive(text=text, lang=lang, tipline=Tipline.WEB)
    except CorrigendaError as error:
        return _thread(request, text=text, error=error.sentence)
    kept = [*_receipts(request), given.receipt][-MOST_BUBBLES:]
    response = SeeOther(reverse("public:chat") + "#newest")
    response.set_cookie(
        COOKIE, ".".join(kept), path=reverse("public:chat"), httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response


def _thread(request: HttpRequest, *, text: str = "", error: str = "") -> HttpResponse:
    thread = [Exchange(one, answer) for one in _receipts(request) if (answer := answer_to(one))]
    for exchange in thread:
        if exchange.answer.reply_id is not None:
            mark_delivered(exchange.answer.reply_id)
    lang = get_language()
    sent = {exchange.answer.message_text for exchange in thread}
    offered = [sample for sample in samples() if sample.shown and sample.kept not in sent]
    offered.sort(key=lambda sample: sample.lang != lang)
    shown = {
        "thread": thread,
        "samples": offered[:MOST_SAMPLES],
        "looking": any(exchange.answer.state == "looking" for exchange in thread),
        "text": text,
        "error": error,
    }
    return unlisted(render(request, "public/chat.html", shown, status=422 if error else 200))


def _receipts(request: HttpRequest) -> list[str]:
    return [one for one in request.COOKIES.get(COOKIE, "").split(".") if one][-MOST_BUBBLES:]
