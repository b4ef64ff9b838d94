"""Addresses of cases: the page, and every button on it."""

from django.urls import path

import corrigenda.web.desk.opaque  # noqa: F401  the import makes <opaque:...> known
from corrigenda.web.desk import answering, cases, cutting, grouping, not_checkable, notes, together

case_urls = [
    path("mentions/", notes.mentions, name="mentions"),
    path("cases/<opaque:case_id>/", cases.case, name="case"),
    path("cases/<opaque:case_id>/take/", cases.take, name="take"),
    path("cases/<opaque:case_id>/release/", cases.release, name="release"),
    path("cases/<opaque:case_id>/due/", together.due, name="set_due"),
    path("cases/<opaque:case_id>/here/", together.here, name="here"),
    path("cases/<opaque:case_id>/note/", notes.note, name="note"),
    path("cases/<opaque:case_id>/notes/", notes.notes, name="notes"),
    path("cases/<opaque:case_id>/messages/<opaque:message_id>/", cutting.message, name="message"),
    path("cases/<opaque:case_id>/messages/<opaque:message_id>/cut/", cutting.cut, name="cut"),
    path("cases/<opaque:case_id>/undo-cut/", cutting.undo_cut, name="undo_cut"),
    path("cases/<opaque:case_id>/not-checkable/preview/", not_checkable.preview, name="not_checkable_preview"),
    path("cases/<opaque:case_id>/not-checkable/", not_checkable.not_checkable, name="not_checkable"),
    path("cases/<opaque:case_id>/reopen/", not_checkable.reopen, name="reopen"),
    path("cases/<opaque:case_id>/write/", cases.write, name="write"),
    path("cases/<opaque:case_id>/answer/", answering.answer, name="answer"),
    path("cases/<opaque:case_id>/take-back-answer/", answering.take_back, name="take_back_answer"),
    path("cases/<opaque:case_id>/reject/", answering.reject, name="reject"),
    path("cases/<opaque:case_id>/reconsider/", answering.reconsider, name="reconsider"),
    path("cases/<opaque:case_id>/split/", grouping.split, name="split"),
    path("cases/<opaque:case_id>/merge/", grouping.merge, name="merge"),
    path("cases/<opaque:case_id>/undo-split/", grouping.undo_split, name="undo_split"),
    path("cases/<opaque:case_id>/undo-merge/", grouping.undo_merge, name="undo_merge"),
]
