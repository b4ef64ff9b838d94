"""Which messages make a case: split some off, merge two cases, and undo both."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk.grouping import message_ids_of
from corrigenda.web.desk.screen import SeeOther, desk_action, typed

MOST_AT_ONCE = 200


@desk_action(back="case")
def split(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Split the chosen messages off a case."""
    chosen = [value.replace("\x00", "")[:64] for value in request.POST.getlist("message")][:MOST_AT_ONCE]
    own = actions.split_case(queries.case_by(case_id).pk, message_ids_of(chosen), member=member)
    messages.success(request, _("Split off. Messages like these come here from now on."))
    return SeeOther("case", case_id=own.public_id)


@desk_action(back="case")
def merge(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Merge another case into this one."""
    other = queries.case_by(typed(request.POST, "other", most=64))
    into = actions.merge_cases(queries.case_by(case_id).pk, other.pk, member=member)
    messages.success(request, _("Merged. The two stay one case."))
    return SeeOther("case", case_id=into.public_id)


@desk_action(back="case")
def undo_split(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Bring a split-off case back where it came from."""
    into = actions.undo_split(queries.case_by(case_id).pk, member=member)
    messages.success(request, _("Brought back."))
    return SeeOther("case", case_id=into.public_id)


@desk_action(back="case")
def undo_merge(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Take a merged case out again."""
    case = actions.undo_merge(queries.case_by(case_id).pk, member=member)
    messages.success(request, _("These are two cases again."))
    return SeeOther("case", case_id=case.public_id)
