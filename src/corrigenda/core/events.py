"""Past-tense events, one for each thing another step may follow.

Sent inside the transaction that made them true. Connected in `flow/wiring.py` and nowhere else;
a receiver only queues a task, so the task is kept or dropped together with the write.
"""

from django.dispatch import Signal

message_received = Signal()  # message_id: a message not seen before came in
request_received = Signal()  # request_id: one more person asks about a message already known
message_answered = Signal()  # message_id, fact_check_id: a match was confirmed, by a person or as safe
message_unanswered = Signal()  # message_id: no match was safe enough; suggestions may exist
message_not_checkable = Signal()  # message_id, reason: the desk said so
answer_taken_back = Signal()  # message_id: what was told about it holds no more, and it has no other answer yet
fact_checks_imported = Signal()  # fact_check_ids: other publishers' fact-checks came or changed
fact_check_signed_off = Signal()  # fact_check_id
fact_check_published = Signal()  # fact_check_id
fact_check_amended = Signal()  # fact_check_id, kind: it was corrected, updated or retracted; those it was sent to hear
fact_check_confirmed = Signal()  # fact_check_id: an editor looked again, and it stands until a new date
