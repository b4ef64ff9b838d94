"""A web page: its JSON-LD scripts and its microdata, both brought to the same JSON."""

import re
from collections.abc import Iterator

from lxml import etree, html

from corrigenda.claims.importing.claimreview import Node
from corrigenda.claims.importing.mending import Json, storable
from corrigenda.claims.importing.records import ReadingStopped
from corrigenda.claims.importing.values import web_address

_JSON_LD = re.compile(r"application/(?:ld\+)?json\b", re.IGNORECASE)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DEEPEST = 60
_ATTRIBUTES = {"meta": "content", "time": "datetime", "data": "value", "meter": "value", "object": "data"}
_ATTRIBUTES |= dict.fromkeys(("a", "area", "link"), "href")
_ATTRIBUTES |= dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src")


class Page:
    """A parsed page. Raises ReadingStopped(page_unreadable)."""

    def __init__(self, text: str) -> None:
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=False)
        clean = _UNSEEN.sub(" ", storable(text)).encode("utf-8")
        try:
            self._root = html.document_fromstring(clean, parser=parser)
        except (etree.LxmlError, ValueError, RecursionError) as error:
            raise ReadingStopped("page_unreadable", raw=text[:200]) from error

    def address(self, url: str) -> str:
        """What completes this page's links: its own `base`, its canonical address, or where it came from."""
        for place in (
            "//base/@href",
            "//link[@rel='canonical']/@href",
            "//meta[@property='og:url']/@content",
        ):
            for value in self._root.xpath(place):
                if found := web_address(str(value), url):
                    return found
        return url

    def scripts(self) -> Iterator[str]:
        """The text of each JSON-LD script that speaks of a ClaimReview."""
        for script in self._root.iter("script"):
            text = "".join(script.itertext())
            if _JSON_LD.search(script.get("type") or "") and "ClaimReview" in text:
                yield text

    def microdata(self) -> Iterator[Node]:
        """Each ClaimReview written as microdata, as the JSON-LD it stands for."""
        for element in self._root.iter(etree.Element):
            if "claimreview" in (element.get("itemtype") or "").lower() and element.get("itemscope") is not None:
                yield _node(element, 0)


def _node(scope: html.HtmlElement, depth: int) -> Node:
    node: Node = {"@type": (scope.get("itemtype") or "").split(" ")[0]}
    if scope.get("itemid"):
        node["@id"] = str(scope.get("itemid"))
    waiting = [child for child in reversed(scope) if isinstance(child.tag, str)]
    while waiting:
        element = waiting.pop()
        is_scope = element.get("itemscope") is not None
        for name in (element.get("itemprop") or "").split():
            value: Json = _value(element) if not is_scope or depth >= _DEEPEST else _node(element, depth + 1)
            _add(node, name, value)
        if not is_scope:
            waiting += [child for child in reversed(element) if isinstance(child.tag, str)]
    return node


def _add(node: Node, name: str, value: Json) -> None:
    before = node.get(name)
    if name not in node:
        node[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        node[name] = [before, value]


def _value(element: html.HtmlElement) -> str:
    attribute = _ATTRIBUTES.get(element.tag, "content")
    written = element.get(attribute) or element.get("content")
    return str(written) if written is not None else " ".join("".join(element.itertext()).split())
