"""Reads a gettext `.po` file and the texts marked for one: only what the tests of this folder ask."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize

_CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
_CALL = re.compile(r"""\b(?:gettext|ngettext|_)\(\s*(u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))""")
_LINE = re.compile(r'(?:(?P<word>msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s+)?(?P<text>".*")')


@dataclass(slots=True)
class Entry:
    """One message. `texts` maps the words of the file (`msgid`, `msgstr[0]`, ...) to what stands behind them."""

    fuzzy: bool = False
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def said(self) -> tuple[str, ...]:
        """What the programmer wrote: the singular, and the plural where there is one."""
        return tuple(self.texts[word] for word in ("msgid", "msgid_plural") if word in self.texts)

    @property
    def translated(self) -> tuple[str, ...]:
        """What readers get: one text for each plural form."""
        return tuple(text for word, text in sorted(self.texts.items()) if word.startswith("msgstr"))


def entries(path: Path) -> list[Entry]:
    """All entries of a file, its header (an empty `msgid`) first. Raises ValueError for a line it cannot read."""
    blocks = re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())
    return [found for found in map(_entry, blocks) if found.texts]


def header(entry: Entry) -> dict[str, str]:
    """The fields of a file's header, by their names in lower case."""
    pairs = (line.partition(":") for line in entry.translated[0].splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def marked_texts(package: Path) -> set[str]:
    """Every text that the code and the templates of a package mark for translation; the singular of each."""
    found: set[str] = set()
    for path in package.rglob("*.py"):
        found.update(_marked_in_code(ast.parse(path.read_text(encoding="utf-8"))))
    for path in package.rglob("*.html"):
        found.update(_marked_in_template(path.read_text(encoding="utf-8")))
    return found


def _marked_in_code(tree: ast.AST) -> set[str]:
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call) and each.args]
    marked = [each.args[0] for each in calls if isinstance(each.func, ast.Name) and each.func.id in _CALLS]
    return {each.value for each in marked if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def _marked_in_template(text: str) -> set[str]:
    return {str(ast.literal_eval(each)) for each in _CALL.findall(templatize(text))}


def _entry(block: str) -> Entry:
    entry, word = Entry(), ""
    for line in map(str.strip, block.splitlines()):
        if line.startswith("#"):
            entry.fuzzy = entry.fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        found = _LINE.fullmatch(line)
        if not found:
            raise ValueError(line)
        word = found["word"] or word
        entry.texts[word] = entry.texts.get(word, "") + ast.literal_eval(found["text"])
    return entry
