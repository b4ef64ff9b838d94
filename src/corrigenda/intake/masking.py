"""Phones, e-mails and numbers that identify a person are taken out of a text before it is stored.

What stands in their place is visible, so that a reader knows that something was there. Amounts, dates, years
and scores stay. Digits of every script count: Thai, full width, Arabic-Indic.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

KEPT = "\x00"  # stands, while we look, where something was recognised already; tidy text holds no NUL

_S = r"[ .\-_·•()\u00a0\u2010-\u2015\u20e3\ufe0f]{0,3}"  # what people put between digits
_START = r"(?<!\d)(?<!\d[.,\-])"
_END = r"[\ufe0f\u20e3]*(?!\d)(?![.,]\d)"
_WORTH_A_LOOK = re.compile(r"[\d@]|[\[(]at[\])]", re.IGNORECASE)
_UNITS = re.compile(
    r"\s{0,2}(?:đ\b|đồng|vnd|vnđ|usd|baht|thb|eur|dollar|million|people|triệu|tỷ|người|lượt|km|kg"
    r"|บาท|คน|ล้าน|[%$€£₫฿])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of thing: how it looks, what is put in its place (None: it stays), and what else must hold.

    Where a pattern has a group `it`, only that part is meant.
    """

    pattern: re.Pattern[str]
    placeholder: str | None
    holds: Callable[[re.Match[str]], bool]


def masked(text: str) -> str:
    """The text with every phone, e-mail and identity number replaced by a placeholder such as ``[phone]``.

    Masking twice changes nothing more.
    """
    shadow = _shadow(text)
    if not _WORTH_A_LOOK.search(shadow):
        return text
    finds: list[tuple[int, int, str]] = []
    for rule in RULES:
        for start, end in [_span(found) for found in rule.pattern.finditer(shadow) if rule.holds(found)]:
            shadow = shadow[:start] + KEPT * (end - start) + shadow[end:]
            if rule.placeholder:
                finds.append((start, end, rule.placeholder))
    for start, end, placeholder in sorted(finds, reverse=True):
        text = text[:start] + placeholder + text[end:]
    return text


def _shadow(text: str) -> str:
    """The text, character for character, with plain digits and signs in place of other scripts' forms."""
    if text.isascii():
        return text
    return "".join(map(_plain, text))


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if "\uff01" <= character <= "\uff5e":  # full-width forms
        return chr(ord(character) - 0xFEE0)
    return character


def _span(found: re.Match[str]) -> tuple[int, int]:
    return found.span("it" if "it" in found.re.groupindex else 0)


def _digits(found: re.Match[str]) -> str:
    return re.sub(r"\D", "", found.group("it" if "it" in found.re.groupindex else 0))


def passes_luhn(digits: str) -> bool:
    """The check of ISO/IEC 7812 that payment cards pass."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_thai_identity(digits: str) -> bool:
    """Whether 13 digits carry the check digit of a Thai identity number."""
    weighted = sum(int(digit) * (13 - place) for place, digit in enumerate(digits[:12]))
    return len(digits) == 13 and digits[0] != "0" and (11 - weighted % 11) % 10 == int(digits[12])


def _is_card(found: re.Match[str]) -> bool:
    digits = _digits(found)
    return digits[0] in "23456" and len(set(digits)) > 1 and passes_luhn(digits)


def _is_thai_identity(found: re.Match[str]) -> bool:
    return is_thai_identity(_digits(found))


def _is_citizen(found: re.Match[str]) -> bool:
    return 1 <= int(_digits(found)[:3]) <= 96  # the province comes first


def _is_no_amount(found: re.Match[str]) -> bool:
    return not _digits(found).endswith("000") and not _UNITS.match(found.string, found.end())


def _always(found: re.Match[str]) -> bool:
    return True


def _rule(
    placeholder: str | None, *parts: str, holds: Callable[[re.Match[str]], bool] = _always, flags: int = 0
) -> Rule:
    return Rule(re.compile("".join(parts), flags), placeholder, holds)


_AT = r"(?:@| ?[\[(]at[\])] ?)"
_DOT = r"(?:\.| ?[\[(]dot[\])] ?)"
_CHAT = r"(?:zalo\.me|wa\.me|viber\.me|t\.me|whatsapp\.com/send/?\?phone=|[?&](?:phone|tel)=|\btel:)/?"
_ACCOUNT = r"(?:stk|số tài khoản|so tai khoan|tài khoản|tai khoan|account(?: number| no)?|บัญชี|iban)\D{0,12}?"
_PASSPORT = r"(?:hộ chiếu|ho chieu|passport|หนังสือเดินทาง|พาสปอร์ต)\D{0,12}?"
_YEAR = r"(?:1[5-9]|2[0-6])\d\d"  # of both calendars

# In this order: what one rule recognised is out of sight for the next.
RULES = (
    _rule("[e-mail]", r"[\w.+%\-]{1,64}", _AT, r"[\w\-]{1,63}(?:", _DOT, r"[\w\-]{2,63})+", flags=re.I),
    # Links that open a chat with one number; other links stay whole, their figures are part of an address.
    _rule("[phone]", _CHAT, r"(?P<it>\+?\d{8,15})(?!\d)", flags=re.I),
    _rule("[phone]", r"https?://[^\s\x00]+/(?P<it>\+?(?:84|66|0)[35-9]\d{8})(?=[/?#\s]|$)", flags=re.I),
    _rule(None, r"(?:https?://|www\.)[^\s\x00]+", flags=re.I),
    # Dates, ranges of years, amounts.
    _rule(None, r"(?<!\d)\d{1,2}(?P<by>[./\-])\d{1,2}(?P=by)", _YEAR, r"(?!\d)"),
    _rule(None, r"(?<!\d)", _YEAR, r"(?P<by>[./\-])\d{1,2}(?P=by)\d{1,2}(?!\d)"),
    _rule(None, r"(?<!\d)", _YEAR, r" ?[\-–—/] ?", _YEAR, r"(?!\d)"),
    _rule(None, r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?(?!\d)"),
    _rule(None, r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?(?!\d)"),
    _rule(None, r"(?<![\d.,])0[.,]\d{4,}(?![\d.])"),
    # Numbers with a word in front that says what they are.
    _rule("[account]", _ACCOUNT, _START, r"(?P<it>\d(?:[ \-]?\d){5,18})", _END, flags=re.I),
    _rule("[id number]", _PASSPORT, r"(?P<it>\b[A-Z]{1,2}\d{6,8}\b)", flags=re.I),
    _rule("[plate]", r"ทะเบียน[\s:]*(?P<it>\d?[ก-ฮ]{2}[ \-]?\d{1,4})(?!\d)"),
    # Numbers that say it themselves: cards, the 13 digits of Thailand, the 12 of Việt Nam.
    _rule("[card]", _START, r"\d(?:[ \-]?\d){12,18}", _END, holds=_is_card),
    _rule("[id number]", _START, r"\d(?:[ \-]?\d){12}", _END, holds=_is_thai_identity),
    _rule("[id number]", _START, r"0\d\d(?:[ .\-]?\d{3}){3}", _END, holds=_is_citizen),
    # Phones: with a country, with a trunk zero, 84 or 66 without a plus, hotlines, North America, India.
    _rule("[phone]", rf"(?<!\w)\+ ?[1-9](?:{_S}\d){{7,14}}", _END),
    _rule("[phone]", _START, rf"00 ?[1-9](?:{_S}\d){{7,14}}", _END),
    _rule("[phone]", _START, rf"\(?0(?:{_S}\d){{8,10}}", _END),
    _rule("[phone]", _START, rf"84{_S}[235789](?:{_S}\d){{8}}", _END, holds=_is_no_amount),
    _rule("[phone]", _START, rf"66{_S}[2-9](?:{_S}\d){{7,8}}", _END, holds=_is_no_amount),
    _rule("[phone]", _START, rf"1[89]00(?:{_S}\d){{4}}(?:(?:{_S}\d){{2}})?", _END, holds=_is_no_amount),
    _rule("[phone]", _START, r"(?:1[ .\-])?\(?[2-9]\d\d\)?[ .\-]{1,2}\d{3}[ .\-]\d{4}", _END),
    _rule("[phone]", _START, r"[6-9]\d{4}[ \-]?\d{5}", _END, holds=_is_no_amount),
    # What is left and looks like it: the older nine digits of Việt Nam, its number plates.
    _rule("[id number]", _START, r"\d{9}", _END, holds=_is_no_amount),
    _rule("[plate]", r"(?<!\w)\d\d[A-Z][A-Z\d]?[ \-]?\d{3}\.?\d\d", _END),
)

# What readers may meet in the place of something personal.
PLACEHOLDERS = tuple(dict.fromkeys(rule.placeholder for rule in RULES if rule.placeholder))
