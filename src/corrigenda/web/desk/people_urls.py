"""Addresses of people at the desk: members, invitations, sessions, the log of what was done."""

from django.urls import path

import corrigenda.web.desk.opaque  # noqa: F401  the import makes <opaque:...> known
from corrigenda.web.desk import audit_log, members, sessions, welcome

people_urls = [
    path("members/", members.members, name="members"),
    path("members/invite/", members.invite, name="invite"),
    path("members/invitations/<opaque:invitation_id>/revoke/", members.revoke, name="revoke"),
    path("members/<opaque:member_id>/out/", members.let_out, name="let_out"),
    path("members/<opaque:member_id>/in/", members.let_in, name="let_in"),
    path("members/<opaque:member_id>/link/", members.new_link, name="new_link"),
    path("members/<opaque:member_id>/role/", members.change_role, name="change_role"),
    path("members/<opaque:member_id>/second-factor/", members.reset_second_factor, name="reset_second_factor"),
    path("members/<opaque:member_id>/end-sessions/", members.end_sessions, name="end_sessions"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/end-others/", sessions.end_other_sessions, name="end_other_sessions"),
    path("sessions/<opaque:session_id>/end/", sessions.end_session, name="end_session"),
    path("log/", audit_log.audit_log, name="audit_log"),
    path("welcome/<opaque:token>/", welcome.welcome, name="welcome"),
]
