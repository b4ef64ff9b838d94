"""`corrigenda doctor` sees when somebody switched a rule off."""

import pytest
from django.db import connection

from corrigenda.desk.enforcement import missing_rules, wanted_rules


@pytest.mark.django_db
def test_every_rule_of_the_files_stands_in_the_database() -> None:
    assert len(wanted_rules()) == 30
    assert missing_rules() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE claims_factcheck DISABLE TRIGGER guard_fact_check",
        "DROP TRIGGER guard_fact_check ON claims_factcheck",
    ],
)
def test_a_rule_that_was_switched_off_is_named(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert missing_rules() == ["claims_factcheck.guard_fact_check"]
