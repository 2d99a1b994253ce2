# Each target sets up what it needs. `make` alone lists them.
python = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo check lint test bench bench-reading torture compatibility lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

setup:  ## .venv with what the product needs; quick when nothing changed
	@scripts/setup

setup-dev:  ## the same, and what tests and lint need
	@scripts/setup --dev

demo: setup  ## a sample company in your browser, without network or accounts; without a terminal, its story
	@$(python) -m bot demo

check: lint test  ## all that has to be green before a commit

lint: setup-dev  ## ruff, mypy, import contracts
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	$(python) -m mypy
	.venv/bin/lint-imports

test: setup-dev  ## the tests, on every core
	$(python) -m pytest -n logical --maxprocesses 8 --dist loadfile

bench: setup-dev  ## figures: speed and reading quality (RECEIPTS=DIR for receipts of your own)
	$(python) -m tests.bench

bench-reading: setup-dev  ## how often each value is right on RECEIPTS=DIR, with labels.jsonl; CACHE=DIR keeps recognised pages
	@OPENBLAS_NUM_THREADS=1 RECEIPTS="$(RECEIPTS)" CACHE="$(CACHE)" $(python) -m tests.bench.reading

torture: setup-dev  ## the long tests: kills in mid-work, thousands of files
	$(python) -m pytest -m torture

compatibility: setup-dev  ## try every promise on every ERP that can be started here; docs/compatibility.md
	$(python) -m tests.compatibility

compile = $(python) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --no-annotate
own = $(compile) pyproject.toml --extra ledger --group build
lock: setup-dev  ## make the lock again after a change of dependencies (UPGRADE=--upgrade for newer versions)
	$(own) $(UPGRADE) --output-file requirements/runtime.txt
	$(own) $(UPGRADE) --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	for series in 7.0 8.2; do \
		$(compile) requirements/tryton/$$series.in $(UPGRADE) --output-file requirements/tryton/$$series.txt || exit 1; done

clean:  ## throw away .venv and caches; never anything you made
	rm -rf .venv .tryton .setup-lock .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	find bot ocr erp tests -name __pycache__ -type d -prune -exec rm -rf {} +
