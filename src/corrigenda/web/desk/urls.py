"""Addresses of the desk, below /desk/. Ids are checked here, so that a view never meets a malformed one."""

from django.urls import path

from corrigenda.web.desk import fact_checks, inbox, pictures, sign_off_urls
from corrigenda.web.desk.case_urls import case_urls
from corrigenda.web.desk.editor_urls import editor_urlpatterns
from corrigenda.web.desk.list_urls import list_urls
from corrigenda.web.desk.people_urls import people_urls

app_name = "desk"
urlpatterns = [
    path("", inbox.open_cases, name="inbox"),
    path("waiting/", inbox.waiting, name="waiting"),
    path("settled/", inbox.settled, name="settled"),
    *list_urls,
    *case_urls,
    path("fact-checks/<opaque:fact_check_id>/", fact_checks.editor, name="editor"),
    path("fact-checks/<opaque:fact_check_id>/preview/", fact_checks.preview, name="preview"),
    *sign_off_urls.paths(),
    *editor_urlpatterns(),
    path("pictures/<opaque:digest>/", pictures.picture, name="picture"),
    *people_urls,
]
