"""Markdown as the desk shows it."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt


def rendered(text: str) -> SafeString:
    """Cleaned HTML."""
    return mark_safe(nh3.clean(MarkdownIt("commonmark", {"html": False}).render(text)))  # noqa: S308
