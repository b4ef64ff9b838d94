"""Only pixels of a picture are kept; what is no picture is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from django.conf import LazySettings
from PIL import Image

from corrigenda.intake.models import Attachment
from corrigenda.intake.pictures import (
    LONGEST_EDGE_PX,
    BadPicture,
    PictureTooLarge,
    TooManyPictures,
    UploadedPicture,
    keep,
    path_of,
    redraw,
    redraw_all,
)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_the_four_formats_are_taken(kind: str) -> None:
    drawn = redraw(UploadedPicture(picture(kind)))
    assert (drawn.width_px, drawn.height_px) == (40, 30)
    assert drawn.media_type == ("image/jpeg" if kind == "JPEG" else "image/png")


def test_metadata_and_what_hangs_behind_are_left_out() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Nguyễn Thị Lan"
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 30.0)}
    body = picture("JPEG", exif=exif.tobytes()) + b"<script>alert(1)</script>PK\x03\x04"
    drawn = redraw(UploadedPicture(body))
    with Image.open(io.BytesIO(drawn.body)) as image:
        assert not image.getexif()
    assert b"script" not in drawn.body
    assert b"Lan" not in drawn.body


def test_a_turned_photo_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = redraw(UploadedPicture(picture("JPEG", exif=exif.tobytes())))
    assert (drawn.width_px, drawn.height_px) == (30, 40)


def test_a_large_picture_is_made_smaller() -> None:
    drawn = redraw(UploadedPicture(picture("JPEG", size=(5000, 100))))
    assert max(drawn.width_px, drawn.height_px) == LONGEST_EDGE_PX


def png_that_says(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    with pytest.raises(PictureTooLarge):
        redraw(UploadedPicture(png_that_says(60_000, 60_000)))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"GIF89a<script>alert(1)</script>",
        b"\xff\xd8\xff\xe0" + b"\0" * 50,
        b"%PDF-1.7",
        picture()[:60],
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 200,
    ],
)
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(BadPicture):
        redraw(UploadedPicture(body))


def test_more_than_ten_megabytes_are_refused() -> None:
    with pytest.raises(PictureTooLarge):
        redraw(UploadedPicture(b"\0" * (10 * 1024 * 1024 + 1)))


def test_five_pictures_are_refused_and_the_same_one_twice_is_one() -> None:
    one = UploadedPicture(picture())
    with pytest.raises(TooManyPictures):
        redraw_all([one] * 5)
    assert len(redraw_all([one, one])) == 1


def test_a_kept_picture_is_where_its_attachment_says(settings: LazySettings, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path
    drawn = redraw(UploadedPicture(picture()))
    keep(drawn)
    keep(drawn)
    attachment = Attachment(digest=drawn.digest, media_type=drawn.media_type)
    assert path_of(attachment).read_bytes() == drawn.body
    assert [path.name for path in path_of(attachment).parent.iterdir()] == [f"{drawn.digest}.png"]
