"""Pictures of a message: opened, checked, drawn anew without their metadata, kept by their digest.

What is stored is never what was sent: only pixels go over. A script, an archive or a second file hidden in a
picture, the place where it was taken and the name of the camera's owner are therefore left behind.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from corrigenda.core.exceptions import Invalid
from corrigenda.intake.models import Attachment

MOST_PICTURES = 4
MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_EDGE_PX = 2000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png"}


class BadPicture(Invalid):
    """A picture that cannot be taken."""

    code = "bad_picture"


class PictureTooLarge(BadPicture):
    """A picture over the limits."""

    code = "picture_too_large"


class TooManyPictures(BadPicture):
    """More pictures than one message may have."""

    code = "too_many_pictures"


@dataclass(frozen=True, slots=True)
class UploadedPicture:
    """What somebody sent: bytes, and nothing else. A file's name may hold a person's, so it is not taken."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew, ready to be kept."""

    body: bytes
    digest: str  # SHA-256 of `body`, in hexadecimal digits
    media_type: str
    width_px: int
    height_px: int


def check_count(count: int) -> None:
    """Raise TooManyPictures."""
    if count > MOST_PICTURES:
        raise TooManyPictures(_("Send at most %(most)d pictures at a time.") % {"most": MOST_PICTURES})


def redraw_all(uploads: Sequence[UploadedPicture]) -> list[Picture]:
    """Every picture redrawn, each once. Raises BadPicture or one of its kinds."""
    check_count(len(uploads))
    return list({picture.digest: picture for picture in map(redraw, uploads)}.values())


def redraw(upload: UploadedPicture) -> Picture:
    """Open, check and draw one picture anew: JPEG, or PNG where it was no JPEG. Only the first frame is kept.

    Raises PictureTooLarge or BadPicture.
    """
    if len(upload.body) > MOST_BYTES:
        raise PictureTooLarge(_("This picture is larger than 10 MB. Send a smaller one."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit below is stricter
            with Image.open(io.BytesIO(upload.body), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                return _drawn(image)
    except Image.DecompressionBombError:
        raise PictureTooLarge(_("This picture has over 40 million pixels. Send a smaller one.")) from None
    except Exception:  # decoders fail on hostile input in every way there is
        raise BadPicture(_("We cannot open this as a picture. Send a JPEG, PNG, WebP or GIF.")) from None


def _drawn(image: Image.Image) -> Picture:
    is_photo = image.format == "JPEG"
    image.draft("RGB", (LONGEST_EDGE_PX, LONGEST_EDGE_PX))  # lets the JPEG decoder shrink while it reads
    image.load()
    pixels = ImageOps.exif_transpose(image)
    pixels.thumbnail((LONGEST_EDGE_PX, LONGEST_EDGE_PX))
    pixels = pixels.convert("RGB" if is_photo or not pixels.has_transparency_data else "RGBA")
    blank = Image.new(pixels.mode, pixels.size)
    blank.paste(pixels)
    out = io.BytesIO()
    if is_photo:
        blank.save(out, "JPEG", quality=86)
    else:
        blank.save(out, "PNG")
    body = out.getvalue()
    return Picture(
        body=body,
        digest=hashlib.sha256(body).hexdigest(),
        media_type="image/jpeg" if is_photo else "image/png",
        width_px=blank.width,
        height_px=blank.height,
    )


def keep(picture: Picture) -> None:
    """Write a picture to its place, whole or not at all. Writing it again changes nothing."""
    path = _place(picture.digest, picture.media_type)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(picture.body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def path_of(attachment: Attachment) -> Path:
    """Where an attachment's file is. Shown to members of the desk only."""
    return _place(attachment.digest, attachment.media_type)


def _place(digest: str, media_type: str) -> Path:
    return Path(settings.MEDIA_ROOT) / digest[:2] / f"{digest}.{EXTENSIONS[media_type]}"
