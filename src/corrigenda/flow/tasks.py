"""Jobs of a worker that died are given to another (the queue does not do that by itself)."""

from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="flow.resume_stalled_jobs", queueing_lock="flow.resume_stalled_jobs", pass_context=True)
async def resume_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Every minute: queue again what a worker held when it stopped sending its heartbeat."""
    for job in await context.app.job_manager.get_stalled_jobs(seconds_since_heartbeat=30):
        await context.app.job_manager.retry_job(job)
