"""Texts that screens show and that stand where no collector looks: in allauth, in SQL, in docstrings of errors.

Nothing imports these: they stand here so that they are collected, and `locale` has the say over them.
"""

from django.utils.translation import gettext_lazy as _

FIELDS = (
    _("Email"),
    _("Remember Me"),
    _("Current Password"),
    _("New Password"),
    _("New Password (again)"),
    _("Code"),
    _("Authenticator code"),
    _("Use your password"),
    _("Use authenticator app or code"),
    _("Use a security key"),
    _("Master key"),
    _("Backup key"),
    _("Key nr. {number}"),
)

REFUSALS = (
    _("The email address and/or password you specified are not correct."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
    _("This account is currently inactive."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("Incorrect code."),
    _("Invalid login."),
    _("You must type the same password each time."),
    _("You cannot deactivate two-factor authentication."),
    _("You cannot generate recovery codes without having two-factor authentication enabled."),
)

DONE = (
    _("Successfully signed in as %(name)s."),
    _("You have signed out."),
    _("Password successfully changed."),
    _("Authenticator app activated."),
    _("Authenticator app deactivated."),
    _("Security key added."),
    _("Security key removed."),
    _("A new set of recovery codes has been generated."),
)

# From `desk/second_person.sql` and `desk/kept_words.sql`: what the database says when it refuses.
RULES = (
    _("Only a draft can be changed. Take it back to draft first."),
    _("Only the evidence of a draft can be changed. Take it back to draft first."),
    _("A claim does not change under a fact-check that left its draft."),
    _("A second person has not signed this version."),
    _("Only the version that waits for sign-off can be signed."),
    _("Who wrote or edited a fact-check cannot sign it. A second person must."),
    _("Who signs says first that they have no interest in the matter."),
    _("Who has stated an interest in the matter cannot sign. Another person must."),
    _("Only what this desk has published, as it stands now, can be amended."),
    _("Only a published version can be confirmed."),
    _("Only an active editor or administrator can confirm a fact-check."),
    _("Only an active fact-checker, editor or administrator can sign."),
    _("A fact-check of the desk is never deleted."),
    _("Still missing: a second independent source, or the reason why one is enough."),
    _("A fact-check stays one, an explainer too, and a translation that of its original."),
    _("An explainer has no rating and answers no message."),
    _("The code of a rating or topic never changes: stored words rest on it."),
    _("A topic in use is never deleted. Stop offering it instead."),
)

# Docstrings of errors that say no more than their kind.
ERRORS = (
    _("You may not do this with your role."),
    _("This does not exist, or not any more."),
    _("Somebody else changed this in the meantime. Load it again to see how it stands."),
    _("What was sent is not complete or not well formed."),
    _("The rules of sign-off do not allow this."),
    _("A second person has not signed this version yet."),
)
