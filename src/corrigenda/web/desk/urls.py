"""Addresses of the desk, below /desk/. Ids are checked here, so that a view never meets a malformed one."""

from django.urls import path

from corrigenda.web.desk import cases, fact_checks, grouping, inbox, pictures, sign_off_urls
from corrigenda.web.desk.people_urls import people_urls

app_name = "desk"
urlpatterns = [
    path("", inbox.open_cases, name="inbox"),
    path("waiting/", inbox.waiting, name="waiting"),
    path("settled/", inbox.settled, name="settled"),
    path("cases/<opaque:case_id>/", cases.case, name="case"),
    path("cases/<opaque:case_id>/take/", cases.take, name="take"),
    path("cases/<opaque:case_id>/release/", cases.release, name="release"),
    path("cases/<opaque:case_id>/note/", cases.note, name="note"),
    path("cases/<opaque:case_id>/not-checkable/", cases.not_checkable, name="not_checkable"),
    path("cases/<opaque:case_id>/reopen/", cases.reopen, name="reopen"),
    path("cases/<opaque:case_id>/write/", cases.write, name="write"),
    path("cases/<opaque:case_id>/answer/", cases.answer, name="answer"),
    path("cases/<opaque:case_id>/reject/", cases.reject, name="reject"),
    path("cases/<opaque:case_id>/split/", grouping.split, name="split"),
    path("cases/<opaque:case_id>/merge/", grouping.merge, name="merge"),
    path("cases/<opaque:case_id>/undo-split/", grouping.undo_split, name="undo_split"),
    path("cases/<opaque:case_id>/undo-merge/", grouping.undo_merge, name="undo_merge"),
    path("fact-checks/<opaque:fact_check_id>/", fact_checks.editor, name="editor"),
    path("fact-checks/<opaque:fact_check_id>/preview/", fact_checks.preview, name="preview"),
    *sign_off_urls.paths(),
    path("pictures/<opaque:digest>/", pictures.picture, name="picture"),
    *people_urls,
]
