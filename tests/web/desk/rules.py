"""Who gets in at each address of the desk: one line an address. One without a line fails the tests of all addresses.

`page`: may be opened; `button`: is only pressed. `own` is the permission needed where the member's own work is
concerned (the case they hold, the fact-check they wrote, they themselves), `theirs` where it is somebody else's;
None: nobody is let in.
"""

from __future__ import annotations

from dataclasses import dataclass

from corrigenda.core.roles import Permission

READ, NOTE, WRITE, SIGN = Permission.READ, Permission.NOTE, Permission.WRITE, Permission.SIGN
LEAD, AUDIT, ADMINISTER = Permission.LEAD, Permission.AUDIT, Permission.ADMINISTER


@dataclass(frozen=True, slots=True)
class Rule:
    """What an address is, and which permission opens it."""

    kind: str  # "page", "form" (a page that is also sent), "part" (opened by a page, no screen), "button"
    own: Permission | None
    theirs: Permission | None
    refused: int = 403  # what the others get

    @property
    def opens(self) -> bool:
        """Whether it is opened with GET."""
        return self.kind != "button"

    @property
    def is_screen(self) -> bool:
        """Whether people see it as a page of its own."""
        return self.kind in {"page", "form"}


def page(permission: Permission) -> Rule:
    """A page that whoever has the permission reads."""
    return Rule("page", permission, permission)


def form(permission: Permission) -> Rule:
    """A page that is also sent."""
    return Rule("form", permission, permission)


def part(permission: Permission) -> Rule:
    """What a page fetches or leads through."""
    return Rule("part", permission, permission)


def button(own: Permission | None, theirs: Permission | None = None, *, refused: int = 403) -> Rule:
    """A button; `theirs` where another permission is needed for what is somebody else's."""
    return Rule("button", own, own if theirs is None and own is not None else theirs, refused)


RULES: dict[str, Rule] = {
    # lists
    "inbox": page(READ),
    "waiting": page(READ),
    "settled": page(READ),
    "search": page(READ),
    "answers": page(READ),
    "answer_right": button(WRITE),
    "answer_wrong": button(WRITE),
    "answer_unlooked": button(WRITE),
    "live": part(READ),
    "bulk": button(WRITE),
    "undo_bulk": button(WRITE),
    "save_search": button(READ),
    "rename_search": button(READ),
    "forget_search": button(READ),
    # cases
    "case": page(READ),
    "take": button(WRITE),
    "release": button(WRITE, LEAD),
    "note": button(NOTE),
    "not_checkable": button(WRITE),
    "reopen": button(WRITE),
    "write": button(WRITE),
    "answer": button(WRITE),
    "reject": button(WRITE),
    "split": button(WRITE),
    "merge": button(WRITE),
    "undo_split": button(WRITE),
    "undo_merge": button(WRITE),
    "picture": part(READ),
    "mentions": page(READ),
    "set_due": button(WRITE),
    "here": button(READ),
    "notes": part(READ),
    "message": page(READ),
    "cut": button(WRITE),
    "undo_cut": button(WRITE),
    "not_checkable_preview": page(WRITE),
    "take_back_answer": button(WRITE),
    "reconsider": button(WRITE),
    # fact-checks
    "editor": form(WRITE),
    "preview": button(WRITE),
    "unsaved": part(WRITE),
    "autosave": button(WRITE),
    "discard": button(READ),
    "take_over": button(WRITE),
    "page_title": button(WRITE),
    "versions": page(READ),
    "compare": part(READ),
    "restore": button(WRITE, refused=404),  # there is no earlier version
    "translate": button(WRITE),
    "explain": button(WRITE),
    "scale": page(ADMINISTER),
    "scale_add": button(ADMINISTER),
    "scale_back": part(ADMINISTER),
    "scale_change": button(ADMINISTER),
    "read": page(READ),
    "take_back": button(WRITE),
    "return": button(SIGN),
    "sign": Rule("button", None, SIGN),
    "take_to_read": Rule("button", None, SIGN),
    "release_reading": button(SIGN),
    "interest": button(WRITE),
    "comment": button(NOTE),
    "comment_reply": button(NOTE),
    "comment_settle": button(NOTE),
    # after publication
    "due": page(READ),
    "amend": form(WRITE),
    "change_reason": button(WRITE),
    "send_amendment": button(WRITE),
    "drop": button(WRITE),
    "still_right": button(LEAD),
    # people
    "members": page(ADMINISTER),
    "invite": button(ADMINISTER),
    "revoke": button(ADMINISTER),
    "let_out": button(ADMINISTER),
    "let_in": button(ADMINISTER),
    "new_link": button(ADMINISTER),
    "change_role": button(ADMINISTER),
    "reset_second_factor": button(ADMINISTER),
    "end_sessions": button(ADMINISTER),
    "sessions": page(READ),
    "end_other_sessions": button(READ),
    "end_session": Rule("button", READ, None, refused=404),
    "audit_log": page(AUDIT),
}
OPEN_TO_STRANGERS = {"welcome"}  # the one-time link is its own key
