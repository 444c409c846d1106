# `make demo`, `make test` and `make run` do their own set-up; see README.md.
.PHONY: help setup run demo test lint types rules bench attack package reproducible format lock screenshots clean

# Some containers forbid Python to keep what it compiled: each of the hundreds of processes of the tests would compile
# the program anew.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
PYTHON_FILES := microdesk_desktop resources tests
PYTEST := $(BIN)/python -m pytest
REQUIRED := $(if $(filter true,$(CI)),--require-real)
ARGS ?=

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## all that running and testing need: .venv and system packages
	@resources/packaging/setup.sh test

run:  ## open the window on your own profile
	@resources/packaging/setup.sh run
	@$(BIN)/python -m microdesk_desktop $(ARGS)

demo:  ## the main job on a sample company with an embedded bank
	@resources/packaging/setup.sh run
	@$(BIN)/python -m microdesk_desktop demo $(ARGS)

test: lint  ## everything that CI runs
	$(PYTEST) -n 2 $(wildcard tests/unit tests/store tests/contract tests/operations tests/gui)
	$(PYTEST) -n 2 $(REQUIRED) $(wildcard tests/real tests/e2e)

lint: setup  ## style, types, import rules, rules of the house
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target types rules

types:
	$(BIN)/mypy

rules:
	$(BIN)/ruff check $(PYTHON_FILES)
	$(BIN)/ruff format --check $(PYTHON_FILES)
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.tools.house

bench: setup  ## speed and quality beside their bounds, each against a floor of the same run; ARGS="start imports" selects
	$(BIN)/python -m tests.benchmarks $(ARGS)

attack: setup  ## the promises under kills, flipped bits and hostile answers; ARGS="header_flips" selects
	$(BIN)/python -m tests.attack $(ARGS)

package:  ## the program in one folder and as a .deb, in dist/
	@resources/packaging/setup.sh build
	@resources/packaging/package.sh

reproducible:  ## build the package of the last commit twice, in different folders, and compare the bytes
	@resources/packaging/reproducible.sh

format: setup  ## lay out the code, and bring the English catalogues up to date with its texts
	$(BIN)/ruff check --fix $(PYTHON_FILES)
	$(BIN)/ruff format $(PYTHON_FILES)
	$(BIN)/python -m tests.tools.catalogue

lock: setup  ## take the newest versions that pyproject.toml allows
	$(BIN)/uv pip compile $(LOCK) -o resources/packaging/requirements.txt
	$(BIN)/uv pip compile $(LOCK) --extra dev -o resources/packaging/requirements-dev.txt
	$(BIN)/uv pip compile $(LOCK) --extra build -o resources/packaging/requirements-build.txt
LOCK := --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml

screenshots: setup  ## pictures of every page, theme, language, size and scale, in output/, and what is cut; ARGS="--acts usual …" takes some
	$(BIN)/python -m tests.tools.screenshots output $(ARGS)

clean:  ## remove what was built, the virtual environment included
	rm -rf .venv build dist output .*_cache .hypothesis .import_linter_cache
	find $(PYTHON_FILES) -name __pycache__ -prune -exec rm -rf {} +
