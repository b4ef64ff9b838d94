"""Atom, RFC 4287: what the desk published, newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree as ET

from corrigenda.publish.formats import PublicChange, PublicForm

ATOM = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself."""

    title: str
    url: str  # of the feed itself, which is its id too
    site_url: str
    author: str
    lang: str
    updated_at: datetime  # of the newest entry, or any fixed date while there is none


def atom(feed: Feed, forms: Sequence[PublicForm]) -> bytes:
    """The document, UTF-8. Entries have the page's address as their id, which never changes."""
    root = _head(feed)
    for form in forms:
        root.append(_entry(form))
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _head(feed: Feed) -> ET.Element:
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": feed.lang})
    _text(root, "id", feed.url)
    _text(root, "title", feed.title)
    _text(root, "updated", feed.updated_at.isoformat())
    _link(root, feed.url, rel="self", kind="application/atom+xml")
    _link(root, feed.site_url, rel="alternate", kind="text/html")
    _text(ET.SubElement(root, "author"), "name", feed.author)
    _text(root, "rights", "CC BY 4.0")
    return root


def atom_of_changes(feed: Feed, changes: Sequence[tuple[PublicForm, PublicChange, str]]) -> bytes:
    """Corrections, updates and retractions, newest first, each with the words for its kind."""
    root = _head(feed)
    for form, change, words in changes:
        entry = ET.SubElement(root, "entry", {"xml:lang": form.lang})
        _text(entry, "id", f"{form.url}#{change.at.isoformat()}")
        _text(entry, "title", f"{words}: {form.title}")
        _text(entry, "updated", change.at.isoformat())
        _link(entry, form.url, rel="alternate", kind="text/html")
        ET.SubElement(entry, "category", {"term": change.kind})
        _text(entry, "summary", change.reason)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(form: PublicForm) -> ET.Element:
    entry = ET.Element("entry", {"xml:lang": form.lang})
    _text(entry, "id", form.url)
    _text(entry, "title", form.title)
    _text(entry, "published", form.published_at.isoformat())
    _text(entry, "updated", form.changed_at.isoformat())
    _link(entry, form.url, rel="alternate", kind="text/html")
    for change in form.changes[-1:]:
        ET.SubElement(entry, "category", {"term": change.kind})
    if form.rating and not form.retracted:
        ET.SubElement(entry, "category", {"term": _clean(form.rating.label)})
    _text(entry, "summary", form.changes[-1].reason if form.retracted and form.changes else form.summary)
    return entry


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _link(parent: ET.Element, url: str, *, rel: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "type": kind, "href": _clean(url)})


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
