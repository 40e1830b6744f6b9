# make run       list the bundled reviews; make run ARGS='show "Child RS"' runs any command
# make test      lint, types and tests
# make help      the other targets

PYTHON ?= python3
ARGS ?= list
BIN := .venv/bin
BIOME := node_modules/.bin/biome check
TSC := node_modules/.bin/tsc
SOURCES := $(shell find src -name '*.py')
BUILD := pyproject.toml hatch_build.py $(wildcard data/*.yaml)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
NODE := $(shell command -v node)
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
  --custom-compile-command 'make lock' --upgrade pyproject.toml

.PHONY: run test test-all lock lint format types tests scripts docs pictures bench cues cues-score pump ask fuzz build clean help

run: .venv/.compiled ## run a command: make run ARGS='show "Child RS"'
	@$(BIN)/casereviews $(ARGS)

test: lint types scripts tests ## lint, types and tests with coverage, of the Python and of the page's scripts

test-all: .venv/.dev ## the tests on every Python that is found, and with the lowest and newest dependencies
	$(BIN)/nox

lock: .venv/.dev ## renew the versions in requirements/ and package-lock.json
	$(COMPILE) --group build --output-file requirements/run.txt
	$(COMPILE) --extra all --group dev --output-file requirements/dev.txt
	$(COMPILE) --extra all --group test --resolution lowest-direct --output-file requirements/lowest.txt
	$(if $(NODE),npm update --package-lock-only)

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.dev
	$(BIN)/mypy

tests: .venv/.dev .venv/.compiled
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile --cov

# What is checked stands in biome.json and in the two tsconfig.json.
ifneq ($(NODE),)
scripts: node_modules/.installed ## form, types and tests of the scripts of the exported page
	$(BIOME) --error-on-warnings
	$(TSC) --project .
	$(TSC) --project tests/html_page/scripts
	node --test $(sort $(shell find tests/html_page/scripts -name '*.test.js'))
else
scripts:
	@echo "node is not found: the scripts of the exported page are not checked"
	@test "$$CI" != true
endif

cues: .venv/.dev .venv/.compiled ## count the cues and weigh the words by the labelled statements
	$(BIN)/python benchmarks/codes.py

# make cues-score FILES="mine.jsonl ours.jsonl"
cues-score: .venv/.dev .venv/.compiled ## say how well the statements kept apart are coded, or those of other files
	$(BIN)/python benchmarks/codes.py --score $(or $(FILES),benchmarks/statements/apart/c.jsonl)

pump: .venv/.dev .venv/.compiled ## repeat whatever may be in a text: no time may grow with its square
	$(BIN)/python benchmarks/pump.py

fuzz: .venv/.dev .venv/.compiled ## the longer fuzzing
	$(BIN)/python -m pytest -m slow
	$(BIN)/python -m pytest -m "not slow" -n auto --dist loadfile --hypothesis-profile=default

ask: .venv/.dev .venv/.compiled ## ask the search a million random queries: no error, no answer over a second
	$(BIN)/python benchmarks/ask.py

format: .venv/.dev $(if $(NODE),node_modules/.installed) ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(if $(NODE),$(BIOME) --write)

docs: .venv/.dev .venv/.compiled ## write what the documents show of the program
	$(BIN)/python docs/generate.py

pictures: docs ## the same, and the pictures of the exported page, where a browser is found
	$(BIN)/python docs/pictures.py

bench: .venv/.dev .venv/.compiled ## measure start-up
	$(BIN)/python benchmarks/startup.py

build: .venv/.dev ## the wheel and the sdist
	$(BIN)/python -m build

clean: ## remove what the other targets made
	rm -rf .venv .nox node_modules build dist htmlcov .coverage* .hypothesis .mypy_cache .pytest_cache .ruff_cache src/casereviews/data
	find src tests -name __pycache__ -exec rm -rf {} +

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Installed: the package, in place, with its data compiled, on the locked versions of what it needs.
.venv/.installed: $(BUILD) requirements/run.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) --require-hashes --requirement requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# Compiled: bytecode, which an editable install would otherwise compile anew where Python is told to write none; and the
# data, by the code of today.
.venv/.compiled: .venv/.installed $(SOURCES)
	@$(BIN)/python -m compileall -q src
	@$(BIN)/python -c 'from casereviews.library.bundled import keep_bundled; keep_bundled("src/casereviews/data")'
	@touch $@

.venv/.dev: .venv/.installed requirements/dev.txt
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@touch $@

node_modules/.installed: package.json package-lock.json
	@npm ci --silent
	@touch $@
