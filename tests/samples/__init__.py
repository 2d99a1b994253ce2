"""Documents we made ourselves, each with the page an engine read from it and the reading we expect.

`python -m tests.samples.generate` draws them again (it needs fonts-noto-cjk); tests only read what lies here.
"""
