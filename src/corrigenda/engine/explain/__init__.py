"""Why a claim was suggested, marked in both texts. Read on in ``reasons.py``."""

from corrigenda.engine.explain.reasons import (
    CLAIM_SHOWN,
    MESSAGE_SHOWN,
    Differing,
    Explanation,
    Marked,
    explain,
    likeliness,
)

__all__ = ["CLAIM_SHOWN", "MESSAGE_SHOWN", "Differing", "Explanation", "Marked", "explain", "likeliness"]
