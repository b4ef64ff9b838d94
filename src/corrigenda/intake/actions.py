"""Step 1 of 6. A message comes in, and somebody's request with it. Nothing is kept of who that was."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import connection, transaction
from django.utils.translation import gettext as _

from corrigenda.core import events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid
from corrigenda.core.ids import new_public_id, new_receipt, receipt_digest
from corrigenda.engine.text import language_of, near_key, text_key
from corrigenda.intake.masking import masked
from corrigenda.intake.models import Attachment, Message, Request, Tipline
from corrigenda.intake.pictures import Picture, UploadedPicture, keep, redraw_all
from corrigenda.intake.tidy import LONGEST, tidy

__all__ = ["EmptyMessage", "Receipt", "TooLong", "UploadedPicture", "keep_words", "receive"]

ADD_MESSAGE = """
INSERT INTO intake_message (public_id, text, text_key, near_key, lang, received_at)
VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (text_key) DO NOTHING RETURNING id
"""


class EmptyMessage(Invalid):
    """Nothing to check was sent."""

    code = "empty"


class TooLong(Invalid):
    """The text is longer than can be looked at."""

    code = "too_long"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the asker gets. The receipt itself is shown once and stored nowhere; only its digest is kept."""

    receipt: str  # 32 hexadecimal digits
    message_id: str  # public
    is_new: bool  # whether nobody had sent this message before


def receive(*, text: str, lang: str, tipline: Tipline, pictures: Sequence[UploadedPicture] = ()) -> Receipt:
    """Keep a message, once however often it comes, and one request for it; give the receipt.

    `lang` is the language the asker reads, for the reply. Message, request and the job that follows are
    written in one transaction. Raises EmptyMessage, TooLong, or BadPicture and its kinds.
    """
    if len(text) > LONGEST:
        raise TooLong(
            _("This text has %(count)s characters. Send the part you wonder about, at most %(most)s.")
            % {"count": intcomma(len(text)), "most": intcomma(LONGEST)}
        )
    text = masked(tidy(text))
    redrawn = redraw_all(pictures)
    if not text and not redrawn:
        raise EmptyMessage(_("There is nothing to check yet. Paste the message, or add a picture of it."))
    for picture in redrawn:
        keep(picture)
    receipt = new_receipt()
    with transaction.atomic():
        message, is_new = _message(text, redrawn)
        request = Request.objects.create(
            message_id=message.pk, receipt_digest=receipt_digest(receipt), tipline=tipline, lang=lang
        )
        if is_new:
            events.message_received.send(Message, message_id=message.pk)
        else:
            events.request_received.send(Request, request_id=request.pk)
    return Receipt(receipt=receipt, message_id=message.public_id, is_new=is_new)


def keep_words(message: Message, words: str) -> Message:
    """Some words of a message as a message of their own, without a request; the one that says just this, if there is.

    Raises EmptyMessage, or Invalid where the message does not have these words.
    """
    words = masked(tidy(words[:LONGEST]))
    if not words:
        raise EmptyMessage(_("Choose the words that make the claim."))
    if " ".join(words.split()) not in " ".join(message.text.split()):
        raise Invalid(_("These words are not in the message. Choose words of it; its fact-check can word the claim."))
    kept, is_new = _message(words, ())
    if is_new:
        events.message_received.send(Message, message_id=kept.pk)
    return kept


def _message(text: str, pictures: Sequence[Picture]) -> tuple[Message, bool]:
    key = _key(text, pictures)
    known = Message.objects.filter(text_key=key).only("pk", "public_id")
    if message := known.first():
        return message, False
    made = Message(public_id=new_public_id(), text=text, text_key=key, lang=language_of(text))
    with connection.cursor() as cursor:
        near = near_key(text) or None
        cursor.execute(ADD_MESSAGE, [made.public_id, text, key, near, made.lang, now()])
        row = cursor.fetchone()
    if row is None:  # somebody else sent it in the same moment
        return known.get(), False
    made.pk = row[0]
    Attachment.objects.bulk_create(
        Attachment(
            message_id=made.pk,
            digest=picture.digest,
            media_type=picture.media_type,
            size_bytes=len(picture.body),
            width_px=picture.width_px,
            height_px=picture.height_px,
        )
        for picture in pictures
    )
    return made, True


def _key(text: str, pictures: Sequence[Picture]) -> str:
    key = text_key(text) if text else ""
    if not pictures:
        # Text in which the engine sees nothing is still told apart from other such text.
        return key or hashlib.sha256(text.encode()).hexdigest()
    digests = sorted(picture.digest for picture in pictures)
    return hashlib.sha256("\n".join((key, *digests)).encode()).hexdigest()
