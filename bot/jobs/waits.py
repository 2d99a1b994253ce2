"""About how long somebody's jobs of a queue will take, from how long the recent ones took and how many go before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from sqlalchemy import Connection, func, select

from bot.jobs.ending import ENDED, RUNNING
from bot.jobs.taking import READY
from bot.store.tables import job

#: Jobs that count as recent, and how far back among all that ended they are looked for.
_RECENT, _AMONG = 20, 400


def seconds_left(waiting: Mapping[str, int], owner: str, took: Sequence[tuple[datetime, datetime]]) -> float | None:
    """Seconds until the last job of `owner` is done; None where nothing has been done yet that would tell.

    `waiting` are the jobs that are not done, by owner: the queue is fair, so before our last one everybody else has at
    most as many done as we have. `took` is when recent jobs began and ended, in the order of their beginning: where
    several are worked on at once, they end faster after each other than one takes.
    """
    mine = waiting.get(owner, 0)
    if not took or not mine:
        return None
    each = median((end - start).total_seconds() for start, end in took)
    ahead = sum(min(number, mine) for number in waiting.values())
    return ahead * min(each, _pace(took) or each)


def _pace(took: Sequence[tuple[datetime, datetime]]) -> float:
    """Seconds from one end to the next while there was always something to do; 0 where there is too little to tell."""
    ends = sorted(end for _, end in took)
    overlap = any(later[0] < earlier[1] for earlier, later in pairwise(took))
    if not overlap or len(ends) < 3:
        return 0.0
    return (ends[-1] - ends[0]) / timedelta(seconds=1) / (len(ends) - 1)


def left(connection: Connection, queue: str, owner: str) -> float | None:
    """Seconds until the owner's jobs of the queue are done, as far as that can be told."""
    # Asked so that the indexes over what is ready and what runs are used: in no other are there few.
    ready = select(job.c.owner, func.count()).where(READY, job.c.queue == queue).group_by(job.c.priority, job.c.owner)
    waiting = Counter(
        one.owner for one in connection.execute(select(job.c.queue, job.c.owner).where(RUNNING)) if one.queue == queue
    )
    for name, count in connection.execute(ready):
        waiting[name] += count
    columns = job.c.queue, job.c.status, job.c.started_at, job.c.finished_at
    latest = select(*columns).where(ENDED).order_by(job.c.finished_at.desc()).limit(_AMONG).subquery()
    done = (
        select(latest.c.started_at, latest.c.finished_at)
        .where(latest.c.queue == queue, latest.c.status == "done", latest.c.started_at.is_not(None))
        .order_by(latest.c.finished_at.desc())
        .limit(_RECENT)
    )
    return seconds_left(waiting, owner, sorted((start, end) for start, end in connection.execute(done)))
