"""Cases, notes, sign-offs, and who edited what. The rules are in `second_person.sql`."""

from corrigenda.desk.models.answering import Answering
from corrigenda.desk.models.bulk import BulkChange, SavedSearch
from corrigenda.desk.models.cases import Case, CaseMessage, CaseState, NotCheckable
from corrigenda.desk.models.grouping import Merge, Parting
from corrigenda.desk.models.notes import Mention, Note
from corrigenda.desk.models.parts import Part
from corrigenda.desk.models.presence import Presence
from corrigenda.desk.models.signing import Comment, Edit, Interest, Reading, Return, Review, SignOff, TextPart
from corrigenda.desk.models.triage import Demand, FactCheckWords, MessageWords, News

__all__ = [
    "Answering",
    "BulkChange",
    "Case",
    "CaseMessage",
    "CaseState",
    "Comment",
    "Demand",
    "Edit",
    "FactCheckWords",
    "Interest",
    "Mention",
    "Merge",
    "MessageWords",
    "News",
    "NotCheckable",
    "Note",
    "Part",
    "Parting",
    "Presence",
    "Reading",
    "Return",
    "Review",
    "SavedSearch",
    "SignOff",
    "TextPart",
]
