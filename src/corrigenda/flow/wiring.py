"""The only file that joins the steps: which task follows which event.

A receiver only queues a task, on the connection of the write that caused it: both are kept or neither.
"""


def connect() -> None:
    """Connect every event to what follows it. Called once, when Django is ready."""
