# `make` lists the verbs. Needs make and Python 3.11 to 3.14, nothing else.

SUITABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
PYTHON   := $(shell for name in python3 python python3.14 python3.13 python3.12 python3.11; do \
              $$name -c '$(SUITABLE)' >/dev/null 2>&1 && echo $$name && break; done)
BIN      := .venv/bin
PIP      := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes
PYTEST   := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 4
MEASURED := domain flows messages

# An environment whose Python has gone (a new system Python, a moved folder) is made anew.
$(shell test ! -e .venv || $(BIN)/python -c '' >/dev/null 2>&1 || rm -rf .venv)

.PHONY: verbs run simulate test check format lock gallery bench bench-large tour connect doctor backup clean
.DEFAULT_GOAL := verbs

verbs:  ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/run.stamp  ## start the bot: on Slack with tokens, else with a small Slack in the browser
	@exec $(BIN)/python -m bot start

simulate: .venv/run.stamp  ## match the people of a CSV file, without Slack: make simulate PEOPLE=people.csv
	@$(BIN)/python -m bot simulate $(or $(PEOPLE),docs/examples/company.csv)

test: .venv/dev.stamp  ## run the tests (without PostgreSQL or Chromium those tests are skipped by name)
	@$(PYTEST)

check: .venv/dev.stamp  ## everything CI asks: format, lint, types, import contracts, tests, coverage
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) --cov --cov-report=
	@for package in $(MEASURED); do echo "Coverage of bot/$$package (bar: 95 % of lines)"; \
	  $(BIN)/coverage report --include="bot/$$package/*" --skip-covered --fail-under=95 || exit 1; done

format: .venv/dev.stamp  ## format the code and mend what the linter can mend
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: .venv/dev.stamp  ## pin the dependencies anew (version and hashes, Python 3.11 to 3.14, every platform)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml $(LOCK) -o requirements.txt
	@$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK) -o requirements-dev.txt
LOCK := --universal --python-version 3.11 --generate-hashes --no-header --quiet

gallery: .venv/dev.stamp  ## draw every message and form into docs/gallery
	@$(BIN)/python -m tests.messages.gallery

bench: .venv/dev.stamp  ## measure the bot against its bars (build/bench.json)
	@$(BIN)/python -m tests.bench

bench-large: .venv/dev.stamp  ## match a company of 100,000 once, with its proof (some minutes)
	@$(BIN)/python -m tests.bench.matching large

tour: .venv/dev.stamp  ## play the whole journey in a browser, keep it as one HTML file (build/tour.html)
	@$(BIN)/python -m tests.tour

connect: .venv/run.stamp  ## connect the bot to your Slack workspace
	@$(BIN)/python -m bot connect

doctor: .venv/run.stamp  ## look the whole set-up over; every fault comes with its mend
	@$(BIN)/python -m bot doctor

backup: .venv/run.stamp  ## a checked copy of the database, while the bot runs
	@$(BIN)/python -m bot backup

clean:  ## remove the environment and all caches (your data in var/ stay)
	@rm -rf .venv build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage*

.venv/bin/python:
	@test -n '$(PYTHON)' || { \
	  echo 'The bot needs Python 3.11, 3.12, 3.13 or 3.14, with its venv module; none was found.'; \
	  echo 'Debian, Ubuntu: sudo apt install python3-venv    macOS: brew install python    else: python.org'; \
	  exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/python
	@echo 'Installing what the bot needs (once, about a minute) …'
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt | .venv/bin/python
	@echo 'Installing what the tests need (once, about a minute) …'
	@$(PIP) -r requirements-dev.txt
	@touch $@
