"""Links inside a text: found, taken out, and brought to one form so that the same page has one address."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'«»“”]+|\b(?:pic\.twitter\.com|t\.co|bit\.ly|youtu\.be|fb\.watch)/[^\s<>\"']+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}…'\""
_TRACKERS = re.compile(
    r"^(?:utm_\w+|mc_\w+|pk_\w+|hsa_\w+|_hs\w+|fb_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|igsh|mibextid"
    r"|twclid|ttclid|si|ref|ref_src|ref_url|feature|share|shared|s|spm|cmpid|ocid|ncid|smid|sfnsn|__tn__|__cft__.*|rdid)$",
    re.IGNORECASE,
)
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp|mbasic|touch)\.(?=[^.]+\.)")


def links(text: str) -> tuple[str, ...]:
    """The links of a text, canonical, in order, each once."""
    return tuple(dict.fromkeys(canonical_link(found.group()) for found in _LINK.finditer(text)))


def without_links(text: str) -> str:
    """The text with every link replaced by a space."""
    return _LINK.sub(" ", text)


def canonical_link(link: str) -> str:
    """One address for one page: no scheme, no ``www``/``m``/``amp``, no trackers, no fragment, sorted parameters.

    What cannot be read as a link comes back as it is, lower-cased.
    """
    link = link.strip().rstrip(_TRAILING)
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return link.lower()
    host = _HOST_PREFIX.sub("", host)
    kept = sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKERS.match(name))
    path = re.sub(r"/(?:amp/?)?$", "", parts.path)
    if host == "youtu.be":
        host, path, kept = "youtube.com", "/watch", [("v", path.strip("/"))]
    at = f":{port}" if port and port not in (80, 443) else ""
    return f"{host}{at}{path}" + (f"?{urlencode(kept)}" if kept else "")
