# Cartero's workshop. `make run` is all a newcomer needs; tools/run.py does the work, so
# that Windows (no make) and the USB bundle follow the same way.

PYTHON ?= $(shell command -v python3 || command -v python)
BIN := .venv/bin
# Browser tests wait more than they compute: one process more than there are processors.
TEST_PROCESSES ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" npm

# Tests start Cartero again and again: it is compiled once.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := run
.PHONY: run class setup test test-pythons test-pyodide test-static lint format contract lock pseudo bench soak scale-test differential bundle bundle-check static screenshot clean

run: ## set everything up and serve http://127.0.0.1:5000
	@exec $(PYTHON) tools/run.py

class: ## the same for a classroom: local network, address and QR code
	@exec $(PYTHON) tools/run.py class

setup: ## what tests, lint and benches need
	@$(PYTHON) tools/run.py setup --dev

test: setup ## every test, real browser included
	@$(BIN)/python -m tools.chromium > /dev/null
	@$(NPM) test --silent
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist worksteal

test-pythons: setup ## the core's tests on the oldest and the newest Python here
	@$(BIN)/python -m tools.pythons

test-pyodide: setup ## the core's tests on the Python of the static edition
	@$(BIN)/python -m tests.browser.core_inside

test-static: setup ## every browser test against the static edition's plain files
	@$(BIN)/python -m tools.chromium > /dev/null
	@EDITION=static $(BIN)/python -m pytest tests/e2e -n $(TEST_PROCESSES) --dist worksteal

lint: setup
	@$(BIN)/python -m ruff check .
	@$(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy
	@$(NPM) run --silent check

format: setup ## put the house style's layout on every Python and JavaScript file
	@$(BIN)/python -m ruff check --fix .
	@$(BIN)/python -m ruff format .
	@$(NPM) run --silent format

contract: setup ## the browser's types and simulator/CONTRACT.md, from the Python types
	@$(BIN)/python -m tools.contract

lock: setup ## write the lock files of what pip installs, with hashes (LOCK=--upgrade)
	@$(BIN)/python -m tools.lock $(LOCK)

pseudo: setup ## serve Cartero in a made-up language, accented and a third longer
	@$(BIN)/python -m tools.pseudo

bench: setup ## ratios and targets; writes bench/RESULTS.md
	@$(BIN)/python -m bench

soak: setup ## the properties with long random seeds
	@HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -m hypothesis

scale-test: setup ## two workers, nginx and PostgreSQL on this machine: nothing is lost
	@$(BIN)/python -m pytest tests/deploy -p no:xdist

differential: setup ## Cartero beside Debian's Postfix and Dovecot (root; apt)
	@$(BIN)/python -m tests.clients.differential --write

bundle: setup ## an archive that runs from a USB stick with Python alone
	@$(BIN)/python -m tools.bundle

bundle-check: bundle ## try that archive without network
	@$(BIN)/python -m tools.bundle_check

static: setup ## Cartero as plain files, without a server, in build/static
	@$(BIN)/python -m tools.static_edition

screenshot: setup ## docs/captura.png from the running page
	@$(BIN)/python -m tools.screenshot

clean: ## everything that was made, and only that
	rm -rf .venv node_modules static/dist build .stamps \
	  .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
