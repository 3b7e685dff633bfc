# Every target works from a bare clone: `setup` runs first and is quick when nothing changed.
# Some tests: make test ARGS="-k vault"      In one process: make test JOBS=1

PY := .venv/bin/python
ARGS ?=
JOBS ?= 2

.DEFAULT_GOAL := help
.PHONY: help setup run check test shots bench study faults fuzz locales pins build clean

help: ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 17

setup: ## .venv from the hashed pins, byte-code, catalogues, Qt's libraries
	@sh scripts/setup.sh

run: setup ## open Companion; without a display, play the main job and say where the pictures are
	@sh scripts/run.sh $(ARGS)

check: setup ## ruff, mypy, import contracts, resources, catalogues; the largest files as places to look
	@$(PY) scripts/check.py

test: setup ## the test suite, split by file over two processes (JOBS=1: one)
	@$(PY) -m pytest $(if $(filter-out 1,$(JOBS)),-n $(JOBS) --dist loadfile --no-loadscope-reorder) $(ARGS)

shots: setup ## every page, light, dark and at 200 %, as pictures and one contact sheet under shots/
	@$(PY) -m scripts.shots $(ARGS)

bench: setup ## times and memory beside what they are compared with, in one table
	@$(PY) -m benchmarks $(ARGS)

study: setup ## how often the panel speaks, by chance and rightly, on simulated people (long)
	@$(PY) -m benchmarks.study $(ARGS)

faults: setup ## kills, power cuts, damage and full disks against the real save path (FAULTS=n kills, default 2000)
	@rm -f build/faults.txt
	@FAULTS=$${FAULTS:-2000} KEY_KILLS=$${KEY_KILLS:-300} $(PY) -m pytest -n $(JOBS) --dist load \
		tests/faults tests/store/test_faults.py tests/store/test_vault_keys.py tests/store/test_key_file.py $(ARGS)
	@cat build/faults.txt
	@GUARDS=1 $(PY) -m pytest tests/traces $(ARGS)

fuzz: setup ## changed files against every importer, ten minutes each (FUZZ=seconds)
	@$(PY) -m tests.faults.fuzz $${FUZZ:-600} $(ARGS)

locales: setup ## gather the words for translators anew and compile the catalogues
	@$(PY) scripts/locales.py extract
	@$(PY) scripts/locales.py compile

pins: setup ## resolve every package anew into the hashed, host-free requirements files
	@sh scripts/pins.sh

build: setup ## a wheel and a source archive under dist/
	@$(PY) -m hatchling build -t sdist -t wheel

clean: ## remove what the other targets made (not your vault, not .venv)
	rm -rf build dist shots .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +
	find resources/locales -name '*.mo' -delete
