# Two commands for a newcomer: `make demo` shows Tellback, `make test` tests it. `make help` lists the rest.
# Needs Python 3.11 or newer, git and make; everything else is installed into .venv, .tools and node_modules.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# Our own Node.js, where the machine has none.
export PATH := $(CURDIR)/.tools/bin:$(PATH)
# Python is the machine's; uv never brings one.
export UV_PYTHON_DOWNLOADS := never

UV := .tools/uv/bin/uv
BIN := .venv/bin
# Where `make demo` serves: make demo PORT=8001
PORT ?= 8000
# Tests that run side by side.
JOBS ?= 2
# More words for pytest: make test-web ARGS="-k wave"
ARGS ?=
# With COVERED=1 the library's tests count what they reach, for `make coverage`; they take longer.
COVERED ?=

PYTHON_READY := .venv/.ready
LIBRARY_READY := .tools/library/.ready
UV_READY := .tools/uv/.ready
NODE_READY := node_modules/.ready
ASSETS := src/tellback_web/static/built/pupil.css

# Tests and checks keep their files out of the tree, and never touch a database that somebody uses.
for_tests = TELLBACK_DATA=$(CURDIR)/.tools/test-data DJANGO_SETTINGS_MODULE=tellback_web.settings
on_sqlite = env -u DATABASE_URL $(for_tests)

.PHONY: help
help: ## List these recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: $(PYTHON_READY) $(ASSETS) ## Install what Tellback needs, into this folder
	@true

.PHONY: demo
demo: setup ## Build the demo borough and serve it on this machine
	@$(BIN)/tellback demo --port $(PORT)

.PHONY: test
test: setup test-library test-house test-web test-journeys ## Run every test, on SQLite

.PHONY: check
check: setup ## Lint, format, types, floors, templates, migrations, lock
	@$(MAKE) --no-print-directory --keep-going lint format types floors templates migrations lock

.PHONY: fix
fix: setup ## Put right what the linter and the formatter can
	@$(BIN)/ruff check --fix --quiet || true
	@$(BIN)/ruff format --quiet
	@$(BIN)/ruff check

.PHONY: bench
bench: setup ## Measure speed and size
	@$(UV) sync --frozen --all-extras --group bench --quiet
	@$(for_tests) $(BIN)/python -m benchmarks $(ARGS)

# One check at a time; `make check` goes on to the others when one fails.

.PHONY: lint format types floors templates migrations lock
lint: setup
	@echo "Lint"
	@$(BIN)/ruff check --quiet
format: setup
	@echo "Format"
	@$(BIN)/ruff format --check --quiet
types: setup
	@echo "Types"
	@$(on_sqlite) $(BIN)/mypy
floors: setup
	@echo "Floors"
	@$(BIN)/lint-imports
templates: setup
	@echo "Templates"
	@$(BIN)/djlint src --lint --quiet
migrations: setup
	@echo "Migrations"
	@$(on_sqlite) $(BIN)/python -m django makemigrations --check --dry-run
lock: setup
	@echo "Lock"
	@$(UV) lock --check --quiet

# One part of the tests at a time; `make test` runs them all.

.PHONY: test-library
test-library: $(LIBRARY_READY) java
	@echo "The library, with Django absent"
	@rm -rf .tools/coverage && mkdir -p .tools/coverage
	@.tools/library/bin/python $(if $(COVERED),-m coverage run )-m pytest tests/library -q -n $(JOBS) $(ARGS)

# The lines and branches that the library's tests reached, after `make test-library COVERED=1`.
.PHONY: coverage
coverage: $(LIBRARY_READY)
	@echo "Coverage of the library"
	@.tools/library/bin/python -m coverage combine --quiet
	@.tools/library/bin/python -m coverage report

.PHONY: test-house
test-house: setup
	@echo "The house"
	@$(on_sqlite) $(BIN)/python -m pytest tests/house -q $(ARGS)

.PHONY: test-web
test-web: setup
	@echo "The web floor"
	@$(on_sqlite) $(BIN)/python -m pytest tests/web -q -n $(JOBS) $(ARGS)

.PHONY: test-journeys
test-journeys: setup browser
	@echo "Journeys in a browser"
	@$(on_sqlite) $(BIN)/python -m pytest tests/journeys -q $(ARGS)

# What needs a database, on the one that DATABASE_URL names: setup/with_postgresql.sh make test-postgresql
.PHONY: test-postgresql
test-postgresql: setup browser
	@echo "The web floor and the journeys, on PostgreSQL"
	@[[ "$${DATABASE_URL:-}" == postgres* ]] || { echo "DATABASE_URL names no PostgreSQL." >&2; exit 1; }
	@$(for_tests) $(BIN)/python -m pytest tests/web -q -n $(JOBS) $(ARGS)
	@# Pages look the same on any database: pictures, the looks of every page, and journeys that read
	@# what was released, which are files, were seen on SQLite.
	@$(for_tests) $(BIN)/python -m pytest tests/journeys -q --ignore-glob='*screenshots*' \
		--ignore-glob='*accessible*' --ignore-glob='*every_child*' --ignore-glob='*explorer*' \
		--ignore-glob='*keying_keys*' --ignore-glob='*fewer*' --ignore-glob='*test_reports*' $(ARGS)

# Spark runs on Java.
.PHONY: java
java:
	@setup/java.sh

.PHONY: browser
browser:
	@setup/browser.sh

.PHONY: assets
assets: $(ASSETS)

# The steps of set-up. Each leaves a file behind, so that it is skipped until what it reads has changed.

$(UV_READY): setup/uv.txt setup/uv.sh
	@echo "Installing uv into .tools (once)"
	@setup/uv.sh
	@touch $@

$(PYTHON_READY): $(UV_READY) uv.lock pyproject.toml
	@echo "Installing Python libraries into .venv (the first time, this takes a minute or two)"
	@python=$$(setup/python.sh) && $(UV) sync --frozen --all-extras --quiet --python "$$python"
	@touch $@

$(LIBRARY_READY): $(UV_READY) uv.lock pyproject.toml
	@echo "Installing what the library alone needs, without Django, into .tools/library"
	@python=$$(setup/python.sh) && UV_PROJECT_ENVIRONMENT=.tools/library \
		$(UV) sync --frozen --no-default-groups --group test --extra fast --extra spark --quiet --python "$$python"
	@touch $@

$(NODE_READY): package-lock.json setup/node.sh setup/node.txt
	@setup/node.sh
	@echo "Installing what the pages need from npm into node_modules"
	@npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --silent
	@touch $@

$(ASSETS): $(NODE_READY) setup/build_assets.mjs package.json $(wildcard src/tellback_web/assets/*)
	@echo "Building the style sheets"
	@npm run --silent build
	@touch $@
