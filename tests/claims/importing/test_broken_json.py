"""Broken JSON is mended where it is clear what was meant, and refused where not."""

import json

import pytest

from tests.claims.importing.readers import only, outcomes, refused, review, taken

WHOLE = json.dumps(review(), ensure_ascii=False, indent=1)
FLAT = json.dumps(review(), ensure_ascii=False)


@pytest.mark.parametrize(
    "broken",
    [
        WHOLE.replace('"vi",', '"vi",\n\n // the language\n'),
        WHOLE.replace("\n}", ",\n}"),
        WHOLE.replace("}\n ]", "},\n ]"),
        WHOLE.replace('"vi",', '"vi", /* the language */'),
        WHOLE.replace("nóng chữa", "nóng\nchữa"),
        WHOLE.replace("nóng chữa", "nóng\tchữa"),
        WHOLE.replace("nóng chữa", "nóng \\chữa"),
        WHOLE.replace("nóng chữa", "nóng \\'chữa\\'"),
        WHOLE.replace('"ratingValue": 1', '"ratingValue": NaN'),
        WHOLE.replace('"ratingValue": 1', '"ratingValue": ' + "9" * 6000),
        WHOLE.replace('"', "&quot;"),
        "<!--\n" + WHOLE + "\n-->",
        "//<![CDATA[\n" + WHOLE + "\n//]]>",
        "/* <![CDATA[ */" + WHOLE + "/* ]]> */",
        "\ufeff" + WHOLE + ";",
        "\n\n \t" + WHOLE + "\n\x00\x00",
        WHOLE.translate({ord('"'): "\u201c"}),
    ],
)
def test_what_is_clear_is_mended(broken: str) -> None:
    (script,) = taken(f'<script type="application/ld+json">{broken}</script>', name="page.html")
    assert script.claim_text.startswith("Uống nước chanh nóng")
    assert script.rating_words == "Sai sự thật"


@pytest.mark.parametrize(
    "broken", ["{", "[", '{"@type": "ClaimReview"', '{"a" "b"}', "{]", '{"text": oops}', "[}", '"', "[1, 2"]
)
def test_what_is_not_clear_is_refused(broken: str) -> None:
    assert taken(broken) == []
    assert refused(broken)


def test_one_broken_record_in_an_array_spoils_only_itself() -> None:
    text = f'[{FLAT}, {{"@type": "ClaimReview", "claimReviewed": oops }}, {FLAT.replace("chanh", "mía")}]'
    assert [record.claim_text for record in taken(text)] == [
        "Uống nước chanh nóng chữa được ung thư",
        "Uống nước mía nóng chữa được ung thư",
    ]
    (problem,) = [each for each in outcomes(text) if not hasattr(each, "claim_text")]
    assert (problem.code, problem.where) == ("json_broken", "record 2")  # type: ignore[union-attr]
    assert "oops" in problem.raw


def test_one_broken_line_spoils_only_itself() -> None:
    lines = "\n".join([FLAT, "{broken", "", '{"id": 1}', "[]", "null", '"text"', "7", FLAT.replace("chanh", "mía")])
    assert len(taken(lines, name="a.jsonl")) == 2
    assert refused(lines, name="a.jsonl") == ["json_broken", "no_fact_check", "no_fact_check", *["not_a_record"] * 3]


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000, "[" * 300 + "]" * 300, '[{"a":' * 50_000])
def test_absurd_nesting_is_refused(deep: str) -> None:
    assert taken(deep) == []
    assert refused(deep)
    assert refused(deep, name="a.jsonl")


def test_absurd_nesting_inside_a_record_is_refused_and_the_next_is_taken() -> None:
    deep = '{"@type": "ClaimReview", "claimReviewed": "x", "more": ' + "[" * 50_000 + "]" * 50_000 + "}"
    assert refused(f"{deep}\n{FLAT}", name="a.jsonl") == ["too_deep"]
    assert len(taken(f"{deep}\n{FLAT}", name="a.jsonl")) == 1


def test_a_review_far_inside_is_found_or_refused_but_never_raised() -> None:
    value: object = review()
    for depth in range(120):
        value = {"a": value}
        if depth == 30:
            assert only(value).lang == "vi"
    assert refused(value) == ["too_deep"]
