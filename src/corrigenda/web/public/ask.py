"""Ask, and follow a question by its receipt. Nothing here looks at who asks."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from corrigenda.claims.queries import published_fact_checks
from corrigenda.core.exceptions import CorrigendaError, Invalid
from corrigenda.intake import pictures
from corrigenda.intake.actions import Receipt, UploadedPicture, receive
from corrigenda.intake.models import Tipline
from corrigenda.intake.queries import is_receipt
from corrigenda.reply.actions import mark_delivered, question_answer
from corrigenda.reply.queries import answer_to

LATEST = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the form: what was typed, and what was wrong with it."""

    text: str = ""
    lang: str = ""
    error: str = ""


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front page: ask, search, the latest fact-checks."""
    return _front(request, Draft(lang=get_language() or settings.LANGUAGE_CODE))


def ask(request: HttpRequest) -> HttpResponseBase:
    """Take a message and go on to its receipt; or show the form again, with what was typed."""
    if request.method != "POST":
        return redirect("public:front")
    try:
        given = take(request)
    except CorrigendaError as error:
        draft = Draft(request.POST.get("text", ""), request.POST.get("answer_in", ""), error.sentence)
        return _front(request, draft, status=422)
    chosen = request.POST.get("answer_in")
    shown_in = f"?lang={chosen}" if chosen in dict(settings.LANGUAGES) and chosen != get_language() else ""
    return SeeOther(reverse("public:receipt", args=[given.receipt]) + shown_in)


def take(request: HttpRequest) -> Receipt:
    """Read the form and receive what it holds. Raises Invalid and its kinds."""
    if request.POST.get("website"):
        raise Invalid(_("Leave the field “Website” empty: it is there to catch programs that fill in everything."))
    files = request.FILES.getlist("pictures")
    pictures.check_count(len(files))
    if any((file.size or 0) > pictures.MOST_BYTES for file in files):
        raise pictures.PictureTooLarge(_("This picture is larger than 10 MB. Send a smaller one."))
    lang = request.POST.get("answer_in", "")
    return receive(
        text=request.POST.get("text", ""),
        lang=lang if lang in dict(settings.LANGUAGES) else get_language() or settings.LANGUAGE_CODE,
        tipline=Tipline.WEB,
        pictures=[UploadedPicture(file.read()) for file in files],
    )


@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """How a question stands. Not kept by browsers, not found by search engines, not told to linked sites."""
    answer = answer_to(receipt)
    if answer is None:
        raise Http404
    if answer.reply_id is not None:
        mark_delivered(answer.reply_id)
    link = settings.CORRIGENDA_SITE_URL + reverse("public:receipt", args=[receipt.strip().lower()])
    page = render(
        request, "public/receipt.html", {"answer": answer, "link": link, "section": "receipt", "receipt": receipt}
    )
    return unlisted(page)


def not_this(request: HttpRequest, receipt: str) -> HttpResponseBase:
    """Who asked says that the automatic answer is about something else: a person of the desk looks at it."""
    if answer_to(receipt) is None:
        raise Http404
    if request.method == "POST":
        question_answer(receipt)
    lang = request.GET.get("lang", "")
    shown_in = f"?lang={lang}" if lang in dict(settings.LANGUAGES) else ""
    return SeeOther(reverse("public:receipt", args=[receipt.strip().lower()]) + shown_in)


@require_GET
def find_receipt(request: HttpRequest) -> HttpResponseBase:
    """The form for somebody who kept the receipt but not the link."""
    typed = "".join(request.GET.get("receipt", "").split()).rsplit("/", 1)[-1].lower()
    unknown = bool(typed) and (not is_receipt(typed) or answer_to(typed) is None)
    if typed and not unknown:
        return unlisted(redirect("public:receipt", typed))
    found = {"unknown": unknown, "typed": typed[:64], "section": "receipt"}
    return unlisted(render(request, "public/find_receipt.html", found, status=404 if unknown else 200))


class SeeOther(HttpResponse):
    """Go on with a GET, so that a reload sends nothing twice."""

    status_code = 303

    def __init__(self, location: str) -> None:
        super().__init__(headers={"Location": location, "Cache-Control": "no-store"})


def unlisted(response: HttpResponseBase) -> HttpResponse:
    """Mark a response as one that only the holder of its address should ever see."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # Told to no other site; with no referrer at all browsers send a page's own forms as from nowhere.
    response["Referrer-Policy"] = "same-origin"
    return response  # type: ignore[return-value]


def _front(request: HttpRequest, draft: Draft, *, status: int = 200) -> HttpResponse:
    shown = {"draft": draft, "latest": published_fact_checks()[:LATEST], "most_pictures": pictures.MOST_PICTURES}
    return render(request, "public/front.html", shown, status=status)
