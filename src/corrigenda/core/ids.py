"""Opaque ids for everything that leaves the house, and receipts."""

import hashlib
import secrets


def new_public_id() -> str:
    """12 URL-safe characters (72 random bits)."""
    return secrets.token_urlsafe(9)


def new_receipt() -> str:
    """A receipt: 128 random bits as 32 hexadecimal digits. Shown once, to the asker; never stored."""
    return secrets.token_hex(16)


def receipt_digest(receipt: str) -> str:
    """What is stored of a receipt. It has 128 random bits, so a plain SHA-256 cannot be enumerated."""
    return hashlib.sha256(receipt.strip().lower().encode("utf-8", "replace")).hexdigest()
