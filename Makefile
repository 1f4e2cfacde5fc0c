# Drempel: two commands do the work, `make demo` and `make test`. `make help` lists the others.

VENV := .venv
# Windows keeps the programs of an environment in another folder.
BIN := $(if $(wildcard $(VENV)/Scripts),$(VENV)/Scripts,$(VENV)/bin)
PYTHON3 ?= python3
URL ?=
PYTEST_ARGS ?=
# Processes that run tests side by side, each with a browser and a database server of its own. Four for two
# cores: tests that use a page as people do mostly wait, and of those that do not, two run at a time.
WORKERS ?= 4

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-full lint docs lock clean

help:  ## Show what make can do here
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -e 's/:.*## /|/' | while IFS='|' read -r name what; do printf '  make %-10s %s\n' "$$name" "$$what"; done

setup:  ## Make .venv with everything in it and find a browser; takes no time when that was done
	@$(PYTHON3) scripts/setup.py

demo: setup  ## Scan the example town and write a report; URL=https://… for a real website
	@$(BIN)/python -m demo.run $(URL)

test: setup lint  ## Everything but the slow tests: lint, types, imports, spelling, unit, browser, databases
	@$(BIN)/python -m pytest -n $(WORKERS) -m "not slow" $(PYTEST_ARGS)

test-full: setup lint  ## All tests
	@$(BIN)/python -m pytest -n $(WORKERS) $(PYTEST_ARGS)

lint: setup  ## Style, types, import contract and spelling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell

docs: setup  ## Write the reference pages in docs/reference anew
	@$(BIN)/python scripts/reference.py

lock:  ## Write requirements.lock anew with the newest versions that fit; needs uv
	@uv pip compile pyproject.toml scripts/build.in --extra selenium --extra pos --group dev --universal \
	  --python-version 3.11 --upgrade --generate-hashes --no-emit-index-url --no-annotate \
	  --custom-compile-command "make lock" --quiet --output-file requirements.lock

clean:  ## Remove .venv, caches and the reports of the demo; your own reports and database stay
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis rapport/demo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
