"""Two editors at once: nothing that one of them wrote goes, and only what both changed has to be chosen."""

from __future__ import annotations

from dataclasses import replace

from corrigenda.claims.drafts import Draft, EvidenceRow
from corrigenda.claims.merging import merged

A, B, C = (EvidenceRow(url=f"https://{name}.example/", quote=name) for name in "abc")
BASE = Draft(claim="Tin", title="Tiêu đề", summary="Tóm tắt", topics=("health",), evidence=(A, B))


def test_fields_that_only_one_changed_are_brought_together() -> None:
    found = merged(BASE, stored=replace(BASE, title="ของอานา"), yours=replace(BASE, summary="Của Bo"))
    assert found.draft == replace(BASE, title="ของอานา", summary="Của Bo")
    assert (found.taken, found.both) == ({"title"}, set())


def test_a_field_that_both_changed_keeps_yours_and_is_named() -> None:
    found = merged(BASE, stored=replace(BASE, title="Ana"), yours=replace(BASE, title="Bo"))
    assert found.draft.title == "Bo"
    assert found.both == {"title"}


def test_a_field_that_the_other_emptied_is_to_be_chosen_too() -> None:
    assert merged(BASE, stored=replace(BASE, summary=""), yours=replace(BASE, summary="Bo")).both == {"summary"}


def test_both_writing_the_same_is_no_clash() -> None:
    same = replace(BASE, title="Giống nhau")
    assert merged(BASE, stored=same, yours=same).both == set()


def test_sources_added_by_each_are_both_there() -> None:
    found = merged(BASE, stored=replace(BASE, evidence=(A, B, C)), yours=replace(BASE, evidence=(A,)))
    assert found.draft.evidence == (A, C)
    assert found.both == set()


def test_a_source_that_both_changed_is_to_be_chosen() -> None:
    theirs, mine = replace(A, quote="Ana"), replace(A, quote="Bo")
    found = merged(BASE, stored=replace(BASE, evidence=(theirs, B)), yours=replace(BASE, evidence=(mine, B)))
    assert found.draft.evidence == (mine, B)
    assert found.both == {"evidence"}


def test_a_source_that_one_removed_while_the_other_changed_it_stays() -> None:
    changed = replace(A, quote="Ana")
    found = merged(BASE, stored=replace(BASE, evidence=(changed, B)), yours=replace(BASE, evidence=(B,)))
    assert changed in found.draft.evidence
    assert found.both == {"evidence"}


def test_without_a_known_beginning_everything_different_is_to_be_chosen() -> None:
    found = merged(None, stored=replace(BASE, title="Ana"), yours=replace(BASE, summary="Bo"))
    assert found.both == {"title", "summary"}
    assert found.draft == replace(BASE, summary="Bo")
