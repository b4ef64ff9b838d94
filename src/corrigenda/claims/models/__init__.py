"""The register's nouns. `second_person.sql` in `desk` adds the rules that no code can go around."""

from corrigenda.claims.models.kept import Autosave, Version
from corrigenda.claims.models.register import (
    AmendmentKind,
    Appearance,
    Claim,
    Evidence,
    EvidenceKind,
    FactCheck,
    ImportRecord,
    Kind,
    Origin,
    Publisher,
    Stance,
    State,
)
from corrigenda.claims.models.scale import Rating, Topic

__all__ = [
    "AmendmentKind",
    "Appearance",
    "Autosave",
    "Claim",
    "Evidence",
    "EvidenceKind",
    "FactCheck",
    "ImportRecord",
    "Kind",
    "Origin",
    "Publisher",
    "Rating",
    "Stance",
    "State",
    "Topic",
    "Version",
]
