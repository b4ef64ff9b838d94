"""Addresses of the lists: search, what changed meanwhile, several cases at once, saved searches."""

from django.urls import path

from corrigenda.web.desk import bulk, find, live, opaque  # noqa: F401 - ids are known from here on

list_urls = [
    path("search/", find.search, name="search"),
    path("live/", live.live, name="live"),
    path("bulk/", bulk.change, name="bulk"),
    path("bulk/<opaque:change_id>/undo/", bulk.undo, name="undo_bulk"),
    path("searches/", bulk.save, name="save_search"),
    path("searches/<opaque:search_id>/rename/", bulk.rename, name="rename_search"),
    path("searches/<opaque:search_id>/forget/", bulk.forget, name="forget_search"),
]
