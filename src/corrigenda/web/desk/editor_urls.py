"""Addresses around the editor."""

from django.urls import URLPattern, path

from corrigenda.web.desk import fact_checks, kept, pieces, scales, sources, versions

PIECE = "fact-checks/<opaque:fact_check_id>"


def editor_urlpatterns() -> list[URLPattern]:
    """Unsaved words, versions, translations, explainers, and the scales an administrator looks after."""
    return [
        path("explainers/", pieces.explain, name="explain"),
        path(f"{PIECE}/unsaved/", fact_checks.unsaved, name="unsaved"),
        path(f"{PIECE}/autosave/", kept.autosave, name="autosave"),
        path(f"{PIECE}/discard/", kept.discard, name="discard"),
        path(f"{PIECE}/take-over/", kept.take_over, name="take_over"),
        path(f"{PIECE}/page-title/", sources.page_title, name="page_title"),
        path(f"{PIECE}/versions/", versions.versions, name="versions"),
        path(f"{PIECE}/versions/compare/", versions.compare, name="compare"),
        path(f"{PIECE}/versions/restore/", versions.restore, name="restore"),
        path(f"{PIECE}/translate/", pieces.translate, name="translate"),
        path("scales/<opaque:which>/", scales.scale, name="scale"),
        path("scales/<opaque:which>/add/", scales.add, name="scale_add"),
        path("scales/<opaque:which>/<opaque:code>/", scales.back, name="scale_back"),
        path("scales/<opaque:which>/<opaque:code>/change/", scales.change, name="scale_change"),
    ]
