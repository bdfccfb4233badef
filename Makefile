# The targets of the project; `make` alone lists them. Needs GNU make and Python 3.11 or newer; the rest goes into .venv.
# Choose an interpreter with: make leaflets PYTHON=python3.12

SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PY := .venv/bin/python
EDITION ?= hampshire

# .venv/.made has the path at which the environment was made. It is made again if that path is another one (the checkout
# was moved or copied), if its Python is gone, and if the last attempt was interrupted.
WHOLE := $(shell [ "$$(cat .venv/.made 2>/dev/null)" = "$$(pwd -P)" ] && $(PY) -c 'import pip' 2>/dev/null && echo yes)
ifneq ($(WHOLE),yes)
.PHONY: .venv/.made
endif

# Compiled modules are kept, whatever the user's environment says: tests start the program hundreds of times, and compiling
# it takes longer than most of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help leaflets test alltests coverage lint docs site pictures bench packages lock clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{printf "%-15s%s\n", $$1, $$2}'

leaflets: .venv/.run ## make the Hampshire leaflets, parent and child, A4 and A5, in dist/
	@$(PY) -m leafletgen build $(EDITION) --output-dir dist

# worksteal: each process begins with its share of the tests in their order, so that few fixtures are made twice. Without
# the plugins that nothing here uses: with ten thousand tests they take seconds.
PYTEST := $(PY) -m pytest -n auto --dist worksteal -p no:cacheprovider -p no:anyio

test: .venv/.dev ## run the tests but for those marked slow (under four minutes on two processors)
	$(PYTEST) -m "not slow"

alltests: .venv/.dev ## run all tests, as CI does
	$(PYTEST)

coverage: .venv/.dev ## run all tests, and report what they do not reach (a quarter longer)
	$(PYTEST) --cov --cov-report=term:skip-covered --cov-fail-under=97

lint: .venv/.dev ## check style and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

docs: .venv/.run ## write docs/cli.md, docs/problems.md and docs/manifest.schema.json from the program
	$(PY) tools/write_cli_reference.py
	$(PY) -m tools.write_problem_reference

site: .venv/.dev ## make the docs as web pages, in docs-site/
	$(PY) -m mkdocs build --strict

packages: .venv/.run ## make the wheel and the source distribution, in packages/
	rm -rf packages
	$(PY) -m hatchling build -d packages

bench: .venv/.run .venv-bench/.made ## compare leafletgen with its peers, and time 1 to 1,800 leaflets (a quarter of an hour)
	$(PY) -m bench.compare
	$(PY) -m bench.amounts
	$(PY) -m bench.scaling

pictures: .venv/.dev leaflets ## draw the pictures of docs/images: the leaflets, how to print them, the preview, the site
	$(PY) tools/draw_contact_sheets.py dist/hampshire-*-a[45].pdf
	for language in ar ur bn; do \
	    $(PY) -m leafletgen build hampshire --variant child --size a5 --language $$language --draft -o dist/drafts || exit; \
	done
	$(PY) tools/draw_contact_sheets.py dist/drafts/hampshire-child-a5.*.draft.pdf
	$(PY) -m tools.compare_with_pango ar ur bn
	$(PY) tools/draw_print_pictures.py
	$(PY) -m tools.take_preview_pictures
	$(PY) -m tools.take_site_pictures

clean: ## remove the leaflets, the environment and all caches
	rm -rf dist packages site docs-site .venv .venv-lock .venv-bench .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/.made:
	@tools/make-venv .venv "$(PYTHON)"
	@printf '%s' "$$(pwd -P)" > $@

.venv/.run: .venv/.made requirements.lock pyproject.toml
	@echo 'Installing the packages of requirements.lock into .venv'
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: .venv/.run requirements-dev.lock
	@echo 'Installing the packages of requirements-dev.lock into .venv'
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	@touch $@

.venv-bench/.made: requirements.lock bench/requirements.lock
	@tools/make-venv .venv-bench "$(PYTHON)"
	@echo 'Installing the packages of requirements.lock and bench/requirements.lock into .venv-bench'
	@for lock in $^; do \
	    .venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $$lock || exit; \
	done
	@touch $@

# For every system and for each Python from 3.11 on: what one of them alone needs has its marker.
# To take newer versions as well: make lock UPGRADE=--upgrade
COMPILE := .venv-lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header $(UPGRADE)

lock: ## write the lock files from pyproject.toml
	tools/make-venv .venv-lock "$(PYTHON)"
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(COMPILE) --group build --output-file requirements.lock pyproject.toml
	$(COMPILE) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --resolution lowest-direct --output-file requirements-lowest.lock pyproject.toml
	$(COMPILE) --constraint requirements.lock --output-file bench/requirements.lock bench/requirements.in
	@tools/head-lock requirements.lock 'what leafletgen needs to run, and to be installed from a checkout'
	@tools/head-lock requirements-dev.lock 'the same, and what its tests and linters need'
	@tools/head-lock requirements-lowest.lock 'the oldest packages that leafletgen works with, for the tests'
	@tools/head-lock bench/requirements.lock 'the peers of the benchmark' bench/requirements.in
