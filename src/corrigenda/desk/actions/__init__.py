"""Step 3 of 6. People verify. One editorial action a file: check, write, audit, one event."""

from corrigenda.desk.actions.amend import change_reason, drop_amendment, start_amendment
from corrigenda.desk.actions.answer import (
    close_case_as_answered,
    close_if_answered,
    reconsider_suggestion,
    reject_suggestion,
    use_existing,
)
from corrigenda.desk.actions.bulk import change_cases, undo_change
from corrigenda.desk.actions.comment import comment, reply_to_comment, settle_comment
from corrigenda.desk.actions.count import count_again, count_news
from corrigenda.desk.actions.cut_claim import cut_claim, undo_cut
from corrigenda.desk.actions.interest import state_interest
from corrigenda.desk.actions.merge_cases import merge_cases, undo_merge
from corrigenda.desk.actions.not_checkable import mark_not_checkable, reopen_case
from corrigenda.desk.actions.note import add_note
from corrigenda.desk.actions.open_case import open_case_for
from corrigenda.desk.actions.owner import release_case, set_due, take_case
from corrigenda.desk.actions.reading import release_reading, take_to_read
from corrigenda.desk.actions.review import confirm_still_right
from corrigenda.desk.actions.saved import forget_search, rename_search, save_search
from corrigenda.desk.actions.seeing import forget_old_presence, look_at, look_away, mark_mentions_seen
from corrigenda.desk.actions.sign_off import return_with_reasons, send_for_sign_off, sign, take_back
from corrigenda.desk.actions.split_case import split_case, undo_split
from corrigenda.desk.actions.take_back_answer import take_back_answer
from corrigenda.desk.actions.triage import assign_case, set_topic
from corrigenda.desk.actions.withdrawn import reopen_withdrawn
from corrigenda.desk.actions.write import start_fact_check

__all__ = [
    "add_note",
    "assign_case",
    "change_cases",
    "change_reason",
    "close_case_as_answered",
    "close_if_answered",
    "comment",
    "confirm_still_right",
    "count_again",
    "count_news",
    "cut_claim",
    "drop_amendment",
    "forget_old_presence",
    "forget_search",
    "look_at",
    "look_away",
    "mark_mentions_seen",
    "mark_not_checkable",
    "merge_cases",
    "open_case_for",
    "reconsider_suggestion",
    "reject_suggestion",
    "release_case",
    "release_reading",
    "rename_search",
    "reopen_case",
    "reopen_withdrawn",
    "reply_to_comment",
    "return_with_reasons",
    "save_search",
    "send_for_sign_off",
    "set_due",
    "set_topic",
    "settle_comment",
    "sign",
    "split_case",
    "start_amendment",
    "start_fact_check",
    "state_interest",
    "take_back",
    "take_back_answer",
    "take_case",
    "take_to_read",
    "undo_change",
    "undo_cut",
    "undo_merge",
    "undo_split",
    "use_existing",
]
