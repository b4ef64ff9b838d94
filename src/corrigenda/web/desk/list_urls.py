"""Addresses of the lists: search, automatic answers, what changed meanwhile, several cases at once, saved searches."""

from django.urls import path

from corrigenda.web.desk import answers, bulk, find, live, opaque  # noqa: F401 - ids are known from here on

list_urls = [
    path("search/", find.search, name="search"),
    path("answers/", answers.to_check, name="answers"),
    path("answers/<opaque:message_id>/right/", answers.right, name="answer_right"),
    path("answers/<opaque:message_id>/wrong/", answers.wrong, name="answer_wrong"),
    path("answers/<opaque:message_id>/undo/", answers.undo, name="answer_unlooked"),
    path("live/", live.live, name="live"),
    path("bulk/", bulk.change, name="bulk"),
    path("bulk/<opaque:change_id>/undo/", bulk.undo, name="undo_bulk"),
    path("searches/", bulk.save, name="save_search"),
    path("searches/<opaque:search_id>/rename/", bulk.rename, name="rename_search"),
    path("searches/<opaque:search_id>/forget/", bulk.forget, name="forget_search"),
]
