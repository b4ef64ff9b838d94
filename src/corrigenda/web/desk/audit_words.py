"""Every action of the desk as people read it in the log. An action without words here fails a test."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corrigenda.core.models import AuditEntry
from corrigenda.core.roles import Role
from corrigenda.desk.models import NotCheckable

KINDS = {
    "Case": gettext_lazy("case"),
    "FactCheck": gettext_lazy("fact-check"),
    "Match": gettext_lazy("suggestion"),
    "Member": gettext_lazy("member"),
    "Rating": gettext_lazy("rating"),
    "Topic": gettext_lazy("topic"),
    "Calibration": gettext_lazy("thresholds"),
}

ACTIONS: dict[str, Promise] = {
    # cases
    "open_case": gettext_lazy("opened a case"),
    "take_case": gettext_lazy("took a case"),
    "release_case": gettext_lazy("let go of a case"),
    "add_note": gettext_lazy("wrote a note"),
    "mark_not_checkable": gettext_lazy("closed a case as not checkable"),
    "reopen_case": gettext_lazy("opened a case again"),
    "use_existing": gettext_lazy("answered a case with a published fact-check"),
    "close_case_as_answered": gettext_lazy("closed a case when its fact-check was published"),
    "close_if_answered": gettext_lazy("closed a case when all its messages were answered"),
    "take_back_answer": gettext_lazy("took the answer of a case back"),
    "set_due": gettext_lazy("set or removed the due time of a case"),
    "cut_claim": gettext_lazy("made a claim of words of a message"),
    "undo_cut": gettext_lazy("let go of a claim made of words of a message"),
    "split_case": gettext_lazy("split messages off a case"),
    "undo_split": gettext_lazy("took a split back"),
    "merge_cases": gettext_lazy("merged two cases"),
    "undo_merge": gettext_lazy("took a merge back"),
    "assign_case": gettext_lazy("gave a case to somebody"),
    "set_topic": gettext_lazy("set the topic of a case"),
    "undo_bulk": gettext_lazy("took a change of several cases back"),
    "reopen_withdrawn": gettext_lazy("opened a case again whose fact-check was withdrawn"),
    # suggestions
    "confirm_match": gettext_lazy("confirmed a suggestion"),
    "reject_match": gettext_lazy("rejected a suggestion"),
    "take_back_match": gettext_lazy("took a confirmed match back"),
    "reconsider_match": gettext_lazy("took a decision on a suggestion back"),
    "find_answer_right": gettext_lazy("found an automatic answer right"),
    "find_answer_wrong": gettext_lazy("found an automatic answer wrong"),
    "undo_check": gettext_lazy("took a decision on an automatic answer back"),
    "calibrate": gettext_lazy("fitted the thresholds of automatic answers"),
    "undo_calibration": gettext_lazy("took the last thresholds back"),
    # fact-checks
    "start_fact_check": gettext_lazy("started the fact-check of a case"),
    "start_draft": gettext_lazy("started a draft"),
    "save_draft": gettext_lazy("saved a draft"),
    "send_for_sign_off": gettext_lazy("sent a fact-check for sign-off"),
    "take_back": gettext_lazy("took a fact-check back to draft"),
    "return_with_reasons": gettext_lazy("returned a fact-check with reasons"),
    "sign": gettext_lazy("signed a fact-check"),
    "publish_fact_check": gettext_lazy("published a fact-check"),
    "restore_version": gettext_lazy("brought an earlier version back"),
    "take_over_words": gettext_lazy("took over what somebody else had typed"),
    "start_translation": gettext_lazy("started a translation"),
    "take_to_read": gettext_lazy("began to read as the second person"),
    "release_reading": gettext_lazy("let somebody else read"),
    "state_interest": gettext_lazy("stated an interest"),
    "comment": gettext_lazy("commented on a line"),
    "reply_to_comment": gettext_lazy("answered a comment"),
    "settle_comment": gettext_lazy("settled a comment"),
    "reopen_comment": gettext_lazy("opened a comment again"),
    "start_amendment": gettext_lazy("started a correction, update or retraction"),
    "change_reason": gettext_lazy("changed the reason of a correction, update or retraction"),
    "drop_amendment": gettext_lazy("dropped a correction, update or retraction"),
    "publish_amendment": gettext_lazy("published a correction, update or retraction"),
    "confirm_still_right": gettext_lazy("confirmed that a fact-check still stands"),
    "add_rating": gettext_lazy("added a rating to the scale"),
    "change_rating": gettext_lazy("changed the words of a rating"),
    "move_rating": gettext_lazy("moved a rating on the scale"),
    "remove_rating": gettext_lazy("removed a rating from the scale"),
    "add_topic": gettext_lazy("added a topic"),
    "change_topic": gettext_lazy("changed the words of a topic"),
    "move_topic": gettext_lazy("moved a topic in the list"),
    "remove_topic": gettext_lazy("removed a topic"),
    # people
    "invite": gettext_lazy("made an invitation"),
    "revoke_invitation": gettext_lazy("took a link back"),
    "renew_access": gettext_lazy("made a link for a new password and second factor"),
    "accept_invitation": gettext_lazy("used a link"),
    "create_member": gettext_lazy("made a member"),
    "activate_member": gettext_lazy("let a member in again"),
    "deactivate_member": gettext_lazy("signed a member out for good"),
    "change_role": gettext_lazy("changed a role"),
    "reset_second_factor": gettext_lazy("reset a second factor"),
    "end_session": gettext_lazy("signed out of one of their browsers"),
    "end_other_sessions": gettext_lazy("signed out of their other browsers"),
    "end_sessions_of": gettext_lazy("signed a member out everywhere"),
    "export_list": gettext_lazy("exported a list"),
}

LISTS = {
    "open-cases": gettext_lazy("open cases"),
    "settled-cases": gettext_lazy("settled cases"),
    "fact-checks-in-work": gettext_lazy("fact-checks in work"),
    "search": gettext_lazy("search results"),
    "log": gettext_lazy("the log"),
    "members": gettext_lazy("members"),
}


def action_words(action: str) -> str:
    """What was done, in words; the bare name of an action that has none."""
    return str(ACTIONS.get(action, action.replace("_", " ")))


def kind_words(kind: str) -> str:
    """What an entry is about, in words."""
    return str(KINDS.get(kind, kind))


def detail_words(entry: AuditEntry) -> str:
    """What else is known of an action: a version, a role, a reason."""
    details, said = entry.details, []
    if "before" in details and "role" in details:
        said.append(f"{_role(details['before'])} → {_role(details['role'])}")
    elif "role" in details:
        said.append(_role(details["role"]))
    if "reason" in details:
        said.append(str(dict(NotCheckable.choices).get(details["reason"], details["reason"])))
    if "version" in details:
        said.append(_("version %(number)s") % {"number": details["version"]})
    if "list" in details:
        said.append(str(LISTS.get(details["list"], details["list"])))
        said.append(str(details.get("format", "")))
    return ", ".join(said)


def _role(code: object) -> str:
    return str(dict(Role.choices).get(str(code), code))
