"""Values on a page, kind by kind of value: candidates with their evidence, and scored rules. Pure, no I/O, no clock."""
