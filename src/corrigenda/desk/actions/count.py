"""Demand is counted: what was asked since, or everything from the beginning."""

from django.db import connection, transaction

AT_ONCE = 2_000  # requests looked at before a page is shown; the rest at the next look


@transaction.atomic
def count_news(*, most: int = AT_ONCE) -> int:
    """Count the cases that were asked about since they were counted last; how many. One quick query when none was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT corrigenda_count_news(%s)", [most])
        return int(cursor.fetchone()[0])


@transaction.atomic
def count_again() -> int:
    """Count every case whose figures are not what its messages and requests say; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(found) FROM corrigenda_miscounted() AS found")
        wrong = cursor.fetchone()[0] or []
        cursor.execute("SELECT corrigenda_count_cases(%s::bigint[])", [wrong])
    return len(wrong)
