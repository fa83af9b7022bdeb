# `make` alone lists what there is. Nothing here needs more than Python 3.11, make and git.
PORT ?= 8000
PYTHON ?= python3
POLKU_HOME ?= $(CURDIR)/var/polku
BIN := .venv/bin
BY_TWO := -n 2 --dist loadgroup --no-loadscope-reorder
export POLKU_HOME PORT

help: ## list these recipes
	@sed -n 's/^\([a-z][a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

run: .venv/run.done ## serve Polku with a living demo company at http://127.0.0.1:$PORT (8000)
	@if $(BIN)/polku demo; then $(BIN)/polku demo --live --quiet --with-parent & fi; \
	  exec $(BIN)/polku serve --port $(PORT)

test: check packages ## everything: rules, SQLite, PostgreSQL, a real browser, real clients
	$(BIN)/pytest $(BY_TWO) -q
	$(BIN)/python -m tests.postgres $(BIN)/pytest $(BY_TWO) -q

check: .venv/develop.done ## seconds: format, lint, types, one-way imports
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-cache > .venv/imports.txt || { cat .venv/imports.txt; exit 1; }
	$(BIN)/mypy --no-error-summary

bench: .venv/develop.done ## every figure beside its limit, measured now (SIZE=10m for the large run)
	$(BIN)/python -m bench

soak: .venv/develop.done packages ## the long tests: 20 x kill -9 on each database, whole logs, every question on Spark
	POLKU_SOAK=1 $(BIN)/pytest -q tests/faults tests/event_logs tests/agreement

docs: .venv/develop.done ## write docs/look-up again from the code
	@DJANGO_SETTINGS_MODULE=polku.settings $(BIN)/python -c \
	  'import django; django.setup(); from docs.generate import main; main()'

pictures: .venv/develop.done packages ## photograph the demo's pages for the README
	$(BIN)/python -m docs.pictures.photograph

screenshots: .venv/develop.done packages ## photograph every page, two widths, light and dark, three languages
	$(BIN)/python -m docs.pictures.screenshots

new: .venv/develop.done ## begin a page, measure or mapping: make new KIND=page NAME=parcels
	@$(BIN)/python -m docs.new $(KIND) $(NAME)

lock: .venv/develop.done ## pin requirements/*.txt again, with hashes and without addresses
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet -o requirements/run.txt
	$(BIN)/uv pip compile requirements/develop.in -c requirements/run.txt --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --quiet -o requirements/develop.txt

clean: ## forget the environment; the data in var/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

packages: .venv/develop.done
	@.ci/packages

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Polku needs Python 3.11 or newer: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }

.venv/run.done: .venv/bin/python requirements/run.txt pyproject.toml
	@echo "Setting up the environment (once) ..."
	@$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	@$(BIN)/pip install --quiet --no-deps -e .
	@touch $@

.venv/develop.done: .venv/run.done requirements/develop.txt
	@$(BIN)/pip install --quiet --require-hashes -r requirements/develop.txt
	@touch $@

.PHONY: help run test check bench soak docs new pictures screenshots lock clean packages
