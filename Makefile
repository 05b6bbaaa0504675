# One command for each thing. `make` alone says which. Everything is installed in .venv (and .tools), nothing else.
SHELL := /bin/sh
BIN := .venv/bin
T ?= serai tests
ROOM ?=
SECONDS ?= 60
export PYTHONPATH := .
unexport PYTHONDONTWRITEBYTECODE # else every process compiles the whole program, and all it stands on, anew

.DEFAULT_GOAL := help
.PHONY: help demo serve test check types style unit postgres journeys bench fuzz fix messages pages lock clean

help:  ## say what there is
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

.venv/run.stamp: requirements/run.txt requirements/uv.txt pyproject.toml tools/bootstrap.sh
	@sh tools/bootstrap.sh run

.venv/dev.stamp: requirements/dev.txt requirements/uv.txt pyproject.toml tools/bootstrap.sh
	@sh tools/bootstrap.sh dev

demo: .venv/run.stamp  ## install, load the demo network, start it on this machine
	@$(BIN)/python -m serai.config.catalogues compile >/dev/null
	@$(BIN)/serai demo

serve: .venv/run.stamp  ## start the installation in var/ (see `serai doctor`)
	@$(BIN)/python -m serai.config.catalogues compile >/dev/null
	@$(BIN)/serai serve

test: .venv/dev.stamp  ## everything: the checks, the tests on SQLite and PostgreSQL, the journeys in a browser
	@sh tools/system.sh & brings=$$!; $(MAKE) --no-print-directory check; checked=$$?; wait $$brings && exit $$checked
	@$(MAKE) --no-print-directory unit postgres journeys

types: .venv/dev.stamp
	$(BIN)/mypy serai tools

check: .venv/dev.stamp  ## style, types, floors, doors, migrations, words (about a minute, no test)
	@$(MAKE) --no-print-directory -j2 types style

style: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	git ls-files -z 'serai/**.html' | xargs -0 $(BIN)/djade --check --target-version 6.0
	$(BIN)/lint-imports
	PATH="$$PWD/$(BIN):$$PATH" $(BIN)/ast-grep scan serai
	$(BIN)/python -m serai.config.catalogues compile >/dev/null
	$(BIN)/python -m serai.config.catalogues missing
	SERAI_HOME=$$(mktemp -d) SERAI_TLS=1 SERAI_HOSTS=serai.example $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run --settings serai.config.settings_test

unit: .venv/dev.stamp  ## the tests on SQLite (T=serai/people for one room)
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not journey" $(T)

postgres: .venv/dev.stamp  ## the same tests on a throw-away PostgreSQL
	$(BIN)/python tools/postgres.py $(BIN)/pytest -q -n 3 --dist worksteal -m "not journey" $(T)

journeys: .venv/dev.stamp  ## a person's day in a real browser
	$(BIN)/pytest -q -n 2 --dist worksteal -m journey tests/journeys

bench: .venv/dev.stamp  ## load many people and measure the main pages on both engines
	$(BIN)/python tools/bench.py

fuzz: .venv/dev.stamp  ## throw odd input at the parsers (SECONDS=60 for each, T=table for one)
	$(BIN)/python tools/fuzz.py $(filter-out serai tests,$(T)) --seconds $(SECONDS)

fix: .venv/dev.stamp  ## let the tools mend what they can
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .
	git ls-files -z 'serai/**.html' | xargs -0 $(BIN)/djade --target-version 6.0 || true

messages: .venv/dev.stamp  ## bring the catalogues up to date (ROOM=people for one room)
	$(BIN)/python -m serai.config.catalogues extract $(ROOM)

pages: .venv/dev.stamp  ## print docs/pages.md and docs/asvs.md from their tables in tests/house
	$(BIN)/python tools/print_pages.py
	$(BIN)/python tools/print_asvs.py

lock:  ## pin the newest packages that pyproject.toml allows
	@uv=$$(sh tools/bootstrap.sh uv) && \
	lock="$$uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-header --upgrade" && \
	$$lock pyproject.toml --group build -o requirements/run.txt && \
	$$lock pyproject.toml --group build --extra linkage -o requirements/linkage.txt && \
	$$lock pyproject.toml --group build --extra spark -o requirements/spark.txt && \
	$$lock pyproject.toml --group dev -o requirements/dev.txt && \
	echo uv | $$lock - -o requirements/uv.txt

clean:  ## remove what was installed and made (not var/)
	rm -rf .venv .tools build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
