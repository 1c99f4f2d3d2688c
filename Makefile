# The daily commands. `make` alone lists them.
SYSTEM_PYTHON ?= python3
PYTHON := .venv/bin/python
# Given to make, or else the one in .env.
ifdef PORT
export PORT
endif

.DEFAULT_GOAL := help
.PHONY: help setup demo test check fix bench

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/.runtime .env ## install, migrate, and fill the demo; serves nothing
	@$(PYTHON) manage.py setup_demo

demo: setup ## everything set up, and the product running on 127.0.0.1:PORT
	@$(PYTHON) manage.py serve_demo

test: .venv/.dev .env ## linters and the whole suite: SQLite, PostgreSQL, browser
	@PYTHON=$(PYTHON) tests/run all

check: .venv/.dev .env ## linters and the suite on SQLite
	@PYTHON=$(PYTHON) tests/run quick

fix: .venv/.dev ## let the formatters mend what they can
	@PYTHON=$(PYTHON) tests/run fix

bench: .venv/.dev .env ## measure what docs/benchmarks.md reports
	@$(PYTHON) -m bench.story_page

.venv/bin/python:
	@$(SYSTEM_PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; $(SYSTEM_PYTHON) is `$(SYSTEM_PYTHON) -V`." >&2; exit 1; }
	@$(SYSTEM_PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "Your Python lacks venv. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo "Making a virtual environment in .venv …"
	@$(SYSTEM_PYTHON) -m venv .venv

.venv/.runtime: requirements.txt | .venv/bin/python
	@echo "Installing what the product needs (about a minute) …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements.txt requirements-s3.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what the tests need (about two minutes) …"
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.env: | .venv/bin/python
	@umask 077; $(PYTHON) -c 'import secrets, pathlib; text = pathlib.Path(".env.example").read_text(); print(text.replace("\nSECRET_KEY=\n", f"\nSECRET_KEY={secrets.token_urlsafe(50)}\n"), end="")' > .env.new && mv .env.new .env
	@echo "Wrote .env with a random SECRET_KEY."
