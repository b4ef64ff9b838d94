"""What the worker looks after by itself, every minute."""

from contextlib import suppress

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from corrigenda.desk.actions import count_news, forget_old_presence
from corrigenda.matching import actions as matching
from corrigenda.matching import tasks as matching_tasks


@app.periodic(cron="* * * * *")
@app.task(name="flow.resume_stalled_jobs", queueing_lock="flow.resume_stalled_jobs", pass_context=True)
async def resume_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Every minute: queue again what a worker held when it stopped sending its heartbeat."""
    for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=30):
        await context.app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(name="flow.keep_index_true", queueing_lock="flow.keep_index_true")
def keep_index_true(timestamp: int) -> None:
    """Every minute: an index that this version cannot use is built anew; what a lost job left out is taken in."""
    with suppress(AlreadyEnqueued):
        if matching.index_is_unusable():
            matching_tasks.rebuild_index.configure(queueing_lock="flow.rebuild_index").defer()
        elif matching.index_is_behind():
            matching_tasks.bring_up_to_date.configure(queueing_lock="flow.bring_up_to_date").defer()


@app.periodic(cron="* * * * *")
@app.task(name="flow.forget_presence", queueing_lock="flow.forget_presence")
def forget_presence(timestamp: int) -> None:
    """Every minute: who looked at a case is forgotten, also at a desk where nobody looks at anything any more."""
    forget_old_presence()


@app.periodic(cron="* * * * *")
@app.task(name="flow.count_demand", queueing_lock="flow.count_demand")
def count_demand(timestamp: int) -> None:
    """Every minute: cases that were asked about are counted, also while nobody looks at the inbox."""
    while count_news(most=20_000):
        pass
