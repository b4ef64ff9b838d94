"""Step 3 of 6. People verify. One editorial action a file: check, write, audit, one event."""

from corrigenda.desk.actions.answer import (
    close_case_as_answered,
    close_if_answered,
    reconsider_suggestion,
    reject_suggestion,
    use_existing,
)
from corrigenda.desk.actions.count import count_again, count_news
from corrigenda.desk.actions.cut_claim import cut_claim, undo_cut
from corrigenda.desk.actions.merge_cases import merge_cases, undo_merge
from corrigenda.desk.actions.not_checkable import mark_not_checkable, reopen_case
from corrigenda.desk.actions.note import add_note
from corrigenda.desk.actions.open_case import open_case_for
from corrigenda.desk.actions.owner import release_case, set_due, take_case
from corrigenda.desk.actions.seeing import forget_old_presence, look_at, look_away, mark_mentions_seen
from corrigenda.desk.actions.sign_off import return_with_reasons, send_for_sign_off, sign, take_back
from corrigenda.desk.actions.split_case import split_case, undo_split
from corrigenda.desk.actions.take_back_answer import take_back_answer
from corrigenda.desk.actions.write import start_fact_check

__all__ = [
    "add_note",
    "close_case_as_answered",
    "close_if_answered",
    "count_again",
    "count_news",
    "cut_claim",
    "forget_old_presence",
    "look_at",
    "look_away",
    "mark_mentions_seen",
    "mark_not_checkable",
    "merge_cases",
    "open_case_for",
    "reconsider_suggestion",
    "reject_suggestion",
    "release_case",
    "reopen_case",
    "return_with_reasons",
    "send_for_sign_off",
    "set_due",
    "sign",
    "split_case",
    "start_fact_check",
    "take_back",
    "take_back_answer",
    "take_case",
    "undo_cut",
    "undo_merge",
    "undo_split",
    "use_existing",
]
