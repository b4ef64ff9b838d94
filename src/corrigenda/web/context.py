"""What every page may show: the desk's name, languages, and whether this is a demo."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Template variables for every page."""
    return {
        "site_name": settings.CORRIGENDA_SITE_NAME,
        "site_url": settings.CORRIGENDA_SITE_URL,
        "is_demo": settings.CORRIGENDA_DEMO,
        "languages": settings.LANGUAGES,
    }
