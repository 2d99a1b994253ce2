"""One file per thing people do. A job's handler reads, decides with pure functions, and writes in one transaction."""
