# make run     list the bundled reviews; make run ARGS='show "Child RS"' runs any command
# make test    lint, types and tests
# make help    the other targets

PYTHON ?= python3
ARGS ?= list
BIN := .venv/bin
SOURCES := $(shell find src -name '*.py')
BUILD := pyproject.toml hatch_build.py $(wildcard data/*.yaml)

.PHONY: run test lint format types tests docs pictures bench fuzz build clean help

run: .venv/.compiled ## run a command: make run ARGS='show "Child RS"'
	@$(BIN)/casereviews $(ARGS)

test: lint types tests ## lint, types and tests with coverage

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.dev
	$(BIN)/mypy

tests: .venv/.dev .venv/.compiled
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile --cov

fuzz: .venv/.dev .venv/.compiled ## the longer fuzzing
	$(BIN)/python -m pytest -m slow
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile --hypothesis-profile=default

format: .venv/.dev ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/.dev .venv/.compiled ## write what the documents show of the program
	$(BIN)/python docs/generate.py

pictures: docs ## the same; the pictures are among it

bench: .venv/.dev .venv/.compiled ## measure start-up
	$(BIN)/python benchmarks/startup.py

build: .venv/.dev ## the wheel and the sdist
	$(BIN)/python -m build

clean: ## remove what the other targets made
	rm -rf .venv build dist htmlcov .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache src/casereviews/data
	find src tests -name __pycache__ -exec rm -rf {} +

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Installed: the package, in place, with its data compiled.
.venv/.installed: $(BUILD)
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# Compiled: bytecode, which an editable install would otherwise compile anew where Python is told to write none; and the
# data, by the code of today.
.venv/.compiled: .venv/.installed $(SOURCES)
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -c 'from casereviews.library import keep_bundled; keep_bundled("src/casereviews/data")'
	@touch $@

# Dependency groups want a newer pip than Python 3.11 brings.
.venv/.dev: .venv/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@
