"""Reads of messages and requests. None is by person: there is nobody in the tables to ask for."""

from __future__ import annotations

import re

from corrigenda.core.ids import receipt_digest
from corrigenda.intake.models import Request

_RECEIPT = re.compile(r"[0-9a-f]{32}")


def is_receipt(text: str) -> bool:
    """Whether this has the form of a receipt: 32 hexadecimal digits."""
    return bool(_RECEIPT.fullmatch(text.strip().lower()))


def request_by_receipt(receipt: str) -> Request | None:
    """The request with its message, or None for a receipt that we never gave."""
    if not is_receipt(receipt):
        return None
    digest = receipt_digest(receipt)
    return Request.objects.select_related("message").filter(receipt_digest=digest).first()
