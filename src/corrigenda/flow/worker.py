"""The worker: takes jobs over a connection of its own, and leaves the queueing of new ones to Django's."""

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector


def worker_queue() -> App:
    """The queue as a worker reads it.

    A copy, not the queue itself with another connector: a task that queues the next one must do so on the connection
    of its own write. On any other the next job could run before that write is committed, find nothing, and be gone.
    """
    assert isinstance(app.connector, DjangoConnector)
    return app.with_connector(app.connector.get_worker_connector())


async def work(queue: App, *, until_empty: bool = False) -> None:
    """Work on jobs until told to stop, or until there is none left."""
    async with queue.open_async():
        await queue.run_worker_async(
            concurrency=2,  # an index that is brought up to date keeps no message waiting
            fetch_job_polling_interval=1.0,
            shutdown_graceful_timeout=10,
            delete_jobs="successful",
            wait=not until_empty,
            install_signal_handlers=not until_empty,
        )
