# Two targets do all the set-up: `make run` and `make test`. Everything lives in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test lint types check build fmt clean

run: $(STAMP)  ## validate the bundled case and print its timeline
	$(BIN)/casedata validate
	$(BIN)/casedata timeline

test: $(STAMP)  ## the whole test suite
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

check: $(STAMP)  ## the package: generated files, canonical bytes, rules, and an outside validator
	$(BIN)/casedata build --check
	$(BIN)/casedata fmt --check
	$(BIN)/casedata validate
	$(BIN)/frictionless validate datapackage.json

build: $(STAMP)  ## write what is generated
	$(BIN)/casedata build

fmt: $(STAMP)  ## write the canonical bytes of the tables
	$(BIN)/casedata fmt

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("casedata needs Python 3.11 or later" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) dist build .mypy_cache .pytest_cache .ruff_cache .hypothesis
