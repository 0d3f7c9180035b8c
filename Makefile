# One-word commands. `make demo` and `make test` are all a newcomer needs.

PYTHON ?= python3
BIN := .venv/bin
PLUGINS := $(wildcard plugins/*/pyproject.toml)
PACKAGES := core/crossdock api/crossdock_api migrations/crossdock_migrations $(wildcard plugins/*/crossdock_*) $(wildcard examples/*/crossdock_*)
DEMO ?= .data/demo
WEB := $(shell find web -path web/node_modules -prune -o -type f -print)

# Python keeps what it compiled, also where the machine's settings forbid it: demo and tests start hundreds of processes.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help install web client ui browser pictures demo test faults lint types layers format pins build clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/installed ## The environment .venv: pinned third parties, our packages beside them

.venv/installed: requirements/dev.txt pyproject.toml $(PLUGINS)
	@echo "Installing into .venv ..."
	@test -x $(BIN)/python || $(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . $(foreach plugin,$(PLUGINS),-e $(dir $(plugin)))
	@$(BIN)/python -m pip check
	@touch $@

web: api/crossdock_api/static/built ## What browsers load, built from web/ (Node comes from PyPI when there is none)

api/crossdock_api/static/built: web/node_modules/installed $(WEB) | .venv/installed
	@echo "Building what browsers load ..."
	@cd web && ./npm run --silent build
	@touch $@

web/node_modules/installed: web/package-lock.json | .venv/installed
	@cd web && ./npm ci --no-audit --no-fund --loglevel=error
	@touch $@

client: web/node_modules/installed ## The studio's client, generated from the API's description
	@mkdir -p .cache && $(BIN)/python -m crossdock_api.openapi > .cache/openapi.json
	@cd web && ./npm run --silent client

ui: web/node_modules/installed ## The studio's types, style and unit tests, and that its client is current
	@mkdir -p .cache && $(BIN)/python -m crossdock_api.openapi > .cache/openapi.json
	@cd web && ./npm run --silent client -- --check && ./npm run --silent types && ./npm run --silent lint && ./npm run --silent test

browser: web ## Every page and the main walks in a real Chromium, on a demo of their own
	@chromium=$$(CHROMIUM=$(CHROMIUM) tests/browser/chromium.sh) && cd web && CHROMIUM=$$chromium ./npm run --silent browser

pictures: web ## Pictures of every page, light and dark, in .cache/pictures; the README's is docs/studio.png
	@chromium=$$(CHROMIUM=$(CHROMIUM) tests/browser/chromium.sh) && cd web && CHROMIUM=$$chromium ./npm run --silent browser -- ../.cache/pictures
	@cp .cache/pictures/editor-light.png docs/studio.png

demo: .venv/installed web ## A running studio with a demo project; prints address, tokens and what to try
	@$(BIN)/crossdock demo --data $(DEMO)

test: .venv/installed web ## Everything CI runs
	@$(MAKE) --no-print-directory -j 2 ui lint types layers
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder
	@$(BIN)/pytest -n 2 tests/faults
	@$(MAKE) --no-print-directory browser

faults: .venv/installed ## The long fault runs: 400 orders while server, worker and database are killed
	@CROSSDOCK_FAULTS=long $(BIN)/pytest tests/faults

lint: .venv/installed ## Style and known mistakes
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check --quiet

types: .venv/installed ## Types, strictly
	@$(BIN)/mypy $(PACKAGES)

layers: .venv/installed ## Imports point inward
	@$(BIN)/lint-imports --no-logo

format: .venv/installed ## Lay the code out
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format

pins: .venv/installed ## Compile requirements/*.txt anew from what the packages declare
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-package crossdock pyproject.toml $(PLUGINS) requirements/dev.in -o requirements/dev.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header requirements/node.in -o requirements/node.txt

build: .venv/installed web ## Wheels and source archives of every distribution, in dist/
	@for folder in . $(dir $(PLUGINS)); do $(BIN)/python -m build --no-isolation --outdir dist $$folder >/dev/null && echo "built $$folder"; done

clean: ## Away with everything that was made
	rm -rf .venv .cache .data dist build api/crossdock_api/static web/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
