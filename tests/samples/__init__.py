"""Documents we made ourselves: a few fixed ones with the page an engine read from each, and a generator of others.

`python -m tests.samples.generate` draws the fixed ones again; tests only read what lies here. `python -m tests.samples`
writes as many generated ones as you like, spoiled by `effects`, with their labels. Both need fonts-noto-cjk.
"""
