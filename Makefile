# `make` is the front door: it sets up everything it needs in .venv and builds the talk.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
WORKERS ?= 2

.DEFAULT_GOAL := build
.PHONY: build shell locales handouts bundle figures serve preview check test test-slow lint golden schema bench clean help

build: .venv/.installed ## Build the talk into build/ (the default)
	@$(BIN)/deck build

shell: .venv/.installed ## Open a shell that knows the command `deck`
	@echo 'deck is known here; `exit` leaves'; PATH="$(CURDIR)/$(BIN):$$PATH" exec "$${SHELL:-/bin/sh}"

locales: .venv/.installed ## Build the talk in every language that locales/ has
	@$(BIN)/deck build --locale all

handouts: .venv/.installed ## Print 3-up, notes, large print, script and run sheet, in every language
	@$(BIN)/deck handout --locale all --style 3up --style notes --style large-print --style script --style run-sheet

bundle: .venv/.installed ## Pack all that event staff need into one zip
	@$(BIN)/deck bundle

figures: .venv/.installed ## Draw every figure on one sheet, build/figures.png
	@$(BIN)/deck figures

serve: .venv/.installed ## Show the talk in the browser, and every change as soon as it is saved
	@$(BIN)/deck serve

preview: .venv/.installed ## Draw every slide as a picture into build/png/
	@$(BIN)/deck png

check: .venv/.installed ## Check the talk: mistakes, text that does not fit, what awaits approval
	@$(BIN)/deck check

test: .venv/.dev ## Run the tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m "not slow"

test-slow: .venv/.dev ## Run what takes longer: LibreOffice's second opinion on every language, thousands of broken files
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m slow

lint: .venv/.dev ## Check format, lint and types
	@$(BIN)/ruff format --check --quiet . || { echo 'run: $(BIN)/ruff format .'; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy

golden: .venv/.dev ## Rewrite the golden files after a wanted change, to be reviewed with git diff
	@$(BIN)/python -m pytest --accept

schema: .venv/.installed ## Rewrite assets/slides.schema.json, by which editors check slides.yaml
	@$(BIN)/deck schema -o assets/slides.schema.json

bench: .venv/.bench ## Measure builds of 24 to 3000 slides beside python-pptx and pandoc (ARGS=--quick for a minute)
	@$(BIN)/python -m benchmarks $(ARGS)

clean: ## Remove what was built and remembered, the virtual environment too
	@rm -rf build dist .cache .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 12

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'deck needs Python 3.11 or newer; try: make PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv .venv || { echo 'Python cannot make a virtual environment here; on Debian or Ubuntu install the package python3-venv'; rm -rf .venv; exit 1; }

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'installing into .venv (once) …'
	@$(PIP) install -c constraints.txt -e '.[serve]'
	@touch $@

.venv/.dev: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'installing into .venv (once) …'
	@$(PIP) install -c constraints.txt -e '.[serve,dev]'
	@touch $@ .venv/.installed

.venv/.bench: pyproject.toml constraints.txt | .venv/bin/python
	@echo 'installing into .venv (once) …'
	@$(PIP) install -c constraints.txt -e '.[serve,bench]'
	@touch $@ .venv/.installed
