"""Cases, notes, sign-offs, and who edited what. The rules are in `second_person.sql`."""

from corrigenda.desk.models.cases import Case, CaseMessage, CaseState, NotCheckable
from corrigenda.desk.models.grouping import Merge, Parting
from corrigenda.desk.models.notes import Note
from corrigenda.desk.models.signing import Edit, Return, SignOff

__all__ = [
    "Case",
    "CaseMessage",
    "CaseState",
    "Edit",
    "Merge",
    "NotCheckable",
    "Note",
    "Parting",
    "Return",
    "SignOff",
]
