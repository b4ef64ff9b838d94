"""Addresses of sign-off and of what follows a publication, below /desk/."""

from django.urls import URLPattern, path

from corrigenda.web.desk import amendments, comments, reviews, sign_off

ONE = "fact-checks/<opaque:fact_check_id>/"


def paths() -> list[URLPattern]:
    """Asked for when the desk's converter of ids is registered."""
    return [
        path("review/", reviews.due, name="due"),
        path(f"{ONE}read/", sign_off.read, name="read"),
        path(f"{ONE}take/", sign_off.take_to_read, name="take_to_read"),
        path(f"{ONE}release/", sign_off.release_reading, name="release_reading"),
        path(f"{ONE}take-back/", sign_off.take_back, name="take_back"),
        path(f"{ONE}return/", sign_off.return_with_reasons, name="return"),
        path(f"{ONE}sign/", sign_off.sign_and_publish, name="sign"),
        path(f"{ONE}interest/", sign_off.state_interest, name="interest"),
        path(f"{ONE}comment/", comments.comment, name="comment"),
        path(f"{ONE}comment/reply/", comments.reply, name="comment_reply"),
        path(f"{ONE}comment/settle/", comments.settle, name="comment_settle"),
        path(f"{ONE}amend/", amendments.amend, name="amend"),
        path(f"{ONE}reason/", amendments.change_reason, name="change_reason"),
        path(f"{ONE}send/", amendments.send_amendment, name="send_amendment"),
        path(f"{ONE}drop/", amendments.drop, name="drop"),
        path(f"{ONE}still-right/", reviews.still_right, name="still_right"),
    ]
