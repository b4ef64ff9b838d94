"""Every error of the API in one shape: `{"error": {"code", "sentence", "permanent"}}`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from corrigenda.core.exceptions import CorrigendaError, NotAllowed, NotFound, StateConflict
from corrigenda.engine.types import EngineError

View = Callable[..., HttpResponseBase]


def error_response(status: int, *, code: str, sentence: str, permanent: bool = True) -> JsonResponse:
    """An error as every client meets it."""
    error = {"code": code, "sentence": sentence, "permanent": permanent}
    return JsonResponse({"error": error}, status=status)


def answer_errors(api: NinjaAPI) -> None:
    """Give the API our shape for everything that can go wrong inside it."""
    for kind in (
        CorrigendaError,
        ValidationError,
        HttpError,
        Http404,
        SuspiciousOperation,
        OperationalError,
        EngineError,
    ):
        api.add_exception_handler(kind, _refusal)


def in_one_shape(view: View) -> View:
    """A view whose plain refusals, a wrong method for one, come in our shape as well."""

    @csrf_exempt
    @wraps(view)
    def served(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return no_such_address(request)
        if response.status_code != 405:
            return response
        allowed = response.headers.get("Allow", "")
        refusal = error_response(
            405, code="method_not_allowed", sentence=f"This address takes {allowed or 'other methods'} only."
        )
        refusal["Allow"] = allowed
        return refusal

    return served


@csrf_exempt  # nothing is done here, and whoever mistyped an address is told so, whatever was sent to it
def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Everything under the API that is no address of it."""
    return error_response(404, code="not_found", sentence="There is nothing at this address. See openapi.json.")


def _refusal(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    match error:
        case CorrigendaError():
            return _ours(error)
        case ValidationError():
            said = "; ".join(f"{_place(one['loc'])}: {one['msg']}" for one in error.errors[:5])
            return error_response(422, code="invalid", sentence=f"Not as described. {said}.")
        case Http404():
            return error_response(404, code="not_found", sentence="This does not exist, or is not public.")
        case RequestDataTooBig():
            return error_response(413, code="body_too_large", sentence="The body is larger than 12 MB.")
        case EngineError():
            return _engine_refusal(error)
        case OperationalError():
            sentence = "The database does not answer at this moment. Nothing was stored; send it again."
            return error_response(503, code="database", sentence=sentence, permanent=False)
    return error_response(400, code="not_readable", sentence="The body is not JSON that can be read.")


def _engine_refusal(error: EngineError) -> HttpResponse:
    sentence = "The search cannot run at this moment. Send it again in a minute."
    return error_response(503, code=error.code, sentence=sentence, permanent=False)


def _ours(error: CorrigendaError) -> HttpResponse:
    kinds = ((NotFound, 404), (NotAllowed, 403), (StateConflict, 409))
    status = next((status for kind, status in kinds if isinstance(error, kind)), 422)
    return error_response(status, code=error.code, sentence=error.sentence, permanent=error.permanent)


def _place(loc: Sequence[object]) -> str:
    return ".".join(str(part) for part in loc[1:]) or "body"
