"""The default rating scale. A desk may change labels and meanings; codes stay."""

from django.db import migrations

SCALE = [
    ("false", 1, 1,
     {"en": "False", "vi": "Sai sự thật", "th": "เท็จ"},
     {"en": "What is said did not happen or is not so.",
      "vi": "Điều được nói không xảy ra hoặc không đúng như vậy.",
      "th": "สิ่งที่กล่าวอ้างไม่ได้เกิดขึ้นหรือไม่เป็นความจริง"}),
    ("misleading", 2, 2,
     {"en": "Misleading", "vi": "Gây hiểu lầm", "th": "ชวนให้เข้าใจผิด"},
     {"en": "Parts are so, but what is left out or how it is put leads to a wrong conclusion.",
      "vi": "Có phần đúng, nhưng chi tiết bị bỏ sót hoặc cách nói khiến người đọc hiểu sai.",
      "th": "มีบางส่วนจริง แต่สิ่งที่ตัดออกหรือวิธีเล่าทำให้สรุปผิด"}),
    ("unproven", 3, None,
     {"en": "Unproven", "vi": "Chưa có bằng chứng", "th": "ยังไม่มีหลักฐาน"},
     {"en": "There is not enough evidence to say that it is so or that it is not.",
      "vi": "Chưa đủ bằng chứng để nói là đúng hay sai.",
      "th": "ยังไม่มีหลักฐานมากพอที่จะบอกว่าจริงหรือไม่จริง"}),
    ("partly_true", 4, 4,
     {"en": "Partly true", "vi": "Đúng một phần", "th": "จริงบางส่วน"},
     {"en": "The main point holds, with an error or a limit that matters.",
      "vi": "Ý chính đúng, nhưng có chỗ sai hoặc giới hạn đáng kể.",
      "th": "ใจความหลักเป็นจริง แต่มีข้อผิดพลาดหรือข้อจำกัดที่สำคัญ"}),
    ("true", 5, 5,
     {"en": "True", "vi": "Đúng", "th": "จริง"},
     {"en": "What is said is so, as far as the evidence shows.",
      "vi": "Điều được nói là đúng, theo các bằng chứng hiện có.",
      "th": "สิ่งที่กล่าวอ้างเป็นจริงตามหลักฐานที่มี"}),
]


def add_scale(apps, schema_editor):
    rating = apps.get_model("claims", "Rating")
    for code, order, value, labels, meanings in SCALE:
        rating.objects.get_or_create(
            code=code, defaults={"order": order, "value": value, "labels": labels, "meanings": meanings}
        )


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]
    operations = [migrations.RunPython(add_scale, migrations.RunPython.noop)]
