"""The default topics, each with the days after which to check again. A desk may change all but the codes."""

from django.db import migrations

TOPICS = [
    ("health", 1, 180, {"en": "Health", "vi": "Sức khỏe", "th": "สุขภาพ"}),
    ("food", 2, 365, {"en": "Food", "vi": "Thực phẩm", "th": "อาหาร"}),
    ("technology", 3, 365, {"en": "Technology", "vi": "Công nghệ", "th": "เทคโนโลยี"}),
    ("scams", 4, 180, {"en": "Scams", "vi": "Lừa đảo", "th": "มิจฉาชีพ"}),
    ("hoaxes", 5, 365, {"en": "Hoaxes", "vi": "Tin bịa đặt", "th": "ข่าวลวง"}),
    ("nature", 6, 730, {"en": "Nature", "vi": "Thiên nhiên", "th": "ธรรมชาติ"}),
    ("disasters", 7, 30, {"en": "Disasters", "vi": "Thiên tai, thảm họa", "th": "ภัยพิบัติ"}),
    ("elections", 8, 90, {"en": "How elections work", "vi": "Cách thức bầu cử", "th": "กระบวนการเลือกตั้ง"}),
    ("public_life", 9, 180, {"en": "Public life", "vi": "Đời sống xã hội", "th": "เรื่องสาธารณะ"}),
    ("other", 10, 365, {"en": "Other", "vi": "Khác", "th": "อื่น ๆ"}),
]


def add_topics(apps, schema_editor):
    topic = apps.get_model("claims", "Topic")
    for code, order, review_days, labels in TOPICS:
        topic.objects.get_or_create(
            code=code, defaults={"order": order, "review_days": review_days, "labels": labels}
        )


class Migration(migrations.Migration):
    dependencies = [("claims", "0003_kept_words")]
    operations = [migrations.RunPython(add_topics, migrations.RunPython.noop)]
