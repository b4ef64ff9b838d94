"""Pictures that came with messages: for members only, and never shown as a page of their own."""

from django.http import FileResponse, HttpRequest, HttpResponse

from corrigenda.core.exceptions import NotFound
from corrigenda.core.models import Member
from corrigenda.desk import queries
from corrigenda.intake.pictures import path_of
from corrigenda.web.desk.screen import desk_screen


@desk_screen
def picture(request: HttpRequest, member: Member, digest: str) -> HttpResponse:
    """The picture as a download; an <img> of the desk shows it, a tab of its own does not."""
    attachment = queries.picture_by(digest)
    path = path_of(attachment)
    if not path.is_file():
        raise NotFound
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=f"{digest[:12]}{path.suffix}", content_type=attachment.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response  # type: ignore[return-value]
