"""Cases, notes, sign-offs, and who edited what. The rules are in `second_person.sql`."""

from corrigenda.desk.models.answering import Answering
from corrigenda.desk.models.cases import Case, CaseMessage, CaseState, NotCheckable
from corrigenda.desk.models.grouping import Merge, Parting
from corrigenda.desk.models.notes import Mention, Note
from corrigenda.desk.models.parts import Part
from corrigenda.desk.models.presence import Presence
from corrigenda.desk.models.signing import Edit, Return, SignOff

__all__ = [
    "Answering",
    "Case",
    "CaseMessage",
    "CaseState",
    "Edit",
    "Mention",
    "Merge",
    "NotCheckable",
    "Note",
    "Part",
    "Parting",
    "Presence",
    "Return",
    "SignOff",
]
