"""The job table and its runners: what has to happen is a row, written in the transaction of its cause.

`queue` puts jobs in, `taking` and `ending` are the two statements of their life, `execution` runs one, `runner`
delivers them to threads of this process. A row goes  (scheduled →) ready → running → done,  back to ready or
scheduled after a failure, a lost lease or `Work.later`, and to dead when its attempts are used up or a later one
could not help.
"""
