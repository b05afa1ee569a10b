PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The lock is complete, so nothing is resolved again; no index is named, so pip's own configuration decides.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps

.PHONY: nightly test lint check-all bench samples lock clean

nightly: $(VENV)/installed
	$(BIN)/jixiao nightly --raw raw --warehouse warehouse

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder -m "not long"

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32
	$(BIN)/lint-imports

check-all: lint
	JIXIAO_EXAMPLES=new $(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	$(BIN)/python -m tests.fuzz --mutations 10000
	cd dbt_project && ../$(BIN)/sqlfluff lint models

# Ratios against other readers and how costs grow; some minutes, and other work on the machine disturbs them.
bench: $(VENV)/installed-bench
	$(BIN)/python -m tests.benchmarks

samples: $(VENV)/installed-dev
	$(BIN)/python raw/make_samples.py

# For whoever moves a pin; needs uv.
lock:
	uv pip compile $(LOCK) --extra build --extra dev --extra ocr pyproject.toml --output-file requirements-dev.lock
	uv pip compile $(LOCK) --extra build --extra dev --extra ocr --extra bench --constraint requirements-dev.lock pyproject.toml \
		--output-file requirements-bench.lock
	uv pip compile $(LOCK) --extra build --constraint requirements-dev.lock pyproject.toml --output-file requirements.lock

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-strip-extras \
	--no-header --no-annotate

clean:
	rm -rf $(VENV) build .mypy_cache .pytest_cache .ruff_cache *.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更高版本（make PYTHON=python3.12 …）"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(INSTALL) --require-hashes --requirement requirements.lock
	$(INSTALL) --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(INSTALL) --require-hashes --requirement requirements-dev.lock
	@touch $@

$(VENV)/installed-bench: requirements-bench.lock $(VENV)/installed-dev
	$(INSTALL) --require-hashes --requirement requirements-bench.lock
	@touch $@
