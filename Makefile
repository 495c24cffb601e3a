# One command each. `make help` lists them; every target says what it does while it does it.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
SOURCES := service connectors workflows
TESTS := tests
BENCHES := matching door google microsoft schools freshness drain workers idle year
ARGS ?=

# The first of these that is Python 3.11 or newer makes the environment.
PYTHONS := $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python
CHECKSUM = $(shell cksum < $(1) | cut -d ' ' -f 1)
RUNTIME := $(VENV)/.runtime-$(call CHECKSUM,requirements/runtime.txt)
DEV := $(VENV)/.dev-$(call CHECKSUM,requirements/dev.txt)
TOOLS := $(VENV)/.tools-$(call CHECKSUM,requirements/tools.txt)

PIP := $(BIN)/python -m pip --disable-pip-version-check install -qq
LOCKED := $(PIP) --require-hashes --only-binary :all:
PROJECT := $(PIP) --no-deps --no-build-isolation --editable .
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate $(UPGRADE)

.PHONY: help demo setup test check format lint types contracts slow fuzz coverage bench docs docs-check pictures lock container-lint clean

help: ## List these commands
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## Start the demo school (ARGS="--port 8100" and the like are passed on)
	@echo "==> Starting the demo school; stop it with Ctrl-C"
	@$(BIN)/nearpeer demo $(ARGS)

setup: $(DEV) ## Make .venv with everything for work on the project
	@echo "==> $(VENV) is ready"

test: $(DEV) ## Run the quick tests (about two minutes on two cores)
	@echo "==> Running the quick tests on every core; 'make slow' runs the rest"
	@$(BIN)/python -m pytest -m "not slow" -n auto $(ARGS)

check: lint types contracts docs-check test ## Format, lint, strict types, import contracts, documents, quick tests

format: $(DEV) ## Format the sources in place
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lint: $(DEV)
	@echo "==> Checking format and lint (ruff)"
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: $(DEV)
	@echo "==> Checking types, sources and tests (mypy --strict)"
	@$(BIN)/mypy

contracts: $(DEV)
	@echo "==> Checking who may import whom (import-linter)"
	@$(BIN)/lint-imports --no-cache

slow: $(DEV) ## Run the tests that need a server, a browser or more than a second
	@echo "==> Running the slow tests"
	@$(BIN)/python -m pytest -m slow -n 2 --dist loadfile --durations 15 $(ARGS)

fuzz: $(DEV) ## Fuzz every parser of outside bytes for a minute, guided by coverage (Linux; ARGS="--seconds 600 graph")
	@echo "==> Installing the fuzzer, from requirements/fuzz.txt"
	@$(LOCKED) --requirement requirements/fuzz.txt
	@$(BIN)/python -m tests.faults.fuzz $(or $(ARGS),--seconds 60 all)

coverage: $(DEV) ## Measure which branches the quick tests reach
	@echo "==> Running the quick tests under coverage"
	@mkdir -p build && rm -f build/coverage*
	@$(BIN)/coverage run -m pytest -m "not slow" -n auto $(ARGS); $(BIN)/coverage combine -q && $(BIN)/coverage report

bench: $(DEV) ## Measure speed and cost beside their limits (ARGS=--quick takes about two minutes, ARGS=--json prints JSON)
	@missed=0; for bench in $(BENCHES); do echo "==> bench.$$bench"; \
	  $(BIN)/python -m bench.$$bench $(ARGS) || missed=1; done; exit $$missed

docs: $(DEV) ## Write the documents that are made from the code
	@echo "==> Writing the generated documents"
	@$(BIN)/python -m tools.docs

docs-check: $(DEV)
	@echo "==> Checking that the generated documents are up to date"
	@$(BIN)/python -m tools.docs --check

pictures: $(DEV) ## Take the pictures of the documents anew (needs Chromium and LibreOffice)
	@echo "==> Taking the pictures of a demo school (about a minute), then of a whole year in it (some minutes)"
	@$(BIN)/python -m tools.pictures
	@$(BIN)/python -m tools.walk_pictures

lock: $(TOOLS) ## Make the hashed locks anew from pyproject.toml (UPGRADE=--upgrade takes newer versions)
	@echo "==> Writing requirements/*.txt"
	@$(COMPILE) pyproject.toml --group build --output-file requirements/runtime.txt
	@$(COMPILE) pyproject.toml --all-extras --group build --output-file requirements/all.txt
	@$(COMPILE) pyproject.toml --all-extras --group build --group dev --output-file requirements/dev.txt
	@$(COMPILE) --group tools --output-file requirements/tools.txt
	@$(COMPILE) --group fuzz --output-file requirements/fuzz.txt

container-lint: $(TOOLS) ## Lint the Dockerfile and the shell scripts
	@echo "==> Linting the Dockerfile (hadolint) and the scripts (shellcheck)"
	@$(BIN)/hadolint Dockerfile
	@$(BIN)/shellcheck .ci/run tests/container/run_steps.sh

clean: ## Remove .venv and everything that can be made again
	@echo "==> Removing $(VENV), caches and build output"
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

$(BIN)/python:
	@for python in $(PYTHONS); do \
	  if command -v "$$python" >/dev/null 2>&1 && \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "==> Making $(VENV) with $$("$$python" --version)"; \
	    "$$python" -m venv $(VENV) && exit 0; \
	    echo "That Python cannot make environments: install its venv package (Debian: apt-get install python3-venv)."; \
	    rm -rf $(VENV); exit 1; \
	  fi; \
	done; echo "Python 3.11 or newer is needed and none was found; install one, or say which: make PYTHON=/path/to/python3"; exit 1

$(RUNTIME): | $(BIN)/python
	@echo "==> Installing what the service needs, from requirements/runtime.txt (about half a minute)"
	@$(LOCKED) --requirement requirements/runtime.txt
	@$(PROJECT)
	@rm -f $(VENV)/.runtime-* && touch $@

$(DEV): | $(BIN)/python
	@echo "==> Installing everything for tests and both suites, from requirements/dev.txt (one to two minutes)"
	@$(LOCKED) --requirement requirements/dev.txt
	@$(PROJECT)
	@rm -f $(VENV)/.dev-* $(VENV)/.runtime-* && touch $@ $(RUNTIME)

$(TOOLS): | $(BIN)/python
	@echo "==> Installing the tools for locks and linting, from requirements/tools.txt"
	@$(LOCKED) --requirement requirements/tools.txt
	@rm -f $(VENV)/.tools-* && touch $@
