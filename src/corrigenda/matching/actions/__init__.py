"""Every write of matching: decide, confirm, reject, and keep the index true."""

from corrigenda.matching.actions.calibrate import calibrate, undo_calibration
from corrigenda.matching.actions.check import find_right, find_wrong, question, undo_check
from corrigenda.matching.actions.decide import (
    apply_decision,
    confirm_match,
    link,
    match_message,
    reconsider_match,
    reject_match,
    unlink,
)
from corrigenda.matching.actions.index import (
    IndexBusy,
    bring_up_to_date,
    follow_register,
    index_is_behind,
    index_pending,
    known_claim,
    tell_those_who_wait,
    there_is_news,
)
from corrigenda.matching.actions.rebuild import drop_old_indexes, index_is_unusable, rebuild_if_unusable, reindex
from corrigenda.matching.actions.withdraw import withdraw

__all__ = [
    "IndexBusy",
    "apply_decision",
    "bring_up_to_date",
    "calibrate",
    "confirm_match",
    "drop_old_indexes",
    "find_right",
    "find_wrong",
    "follow_register",
    "index_is_behind",
    "index_is_unusable",
    "index_pending",
    "known_claim",
    "link",
    "match_message",
    "question",
    "rebuild_if_unusable",
    "reconsider_match",
    "reindex",
    "reject_match",
    "tell_those_who_wait",
    "there_is_news",
    "undo_calibration",
    "undo_check",
    "unlink",
    "withdraw",
]
