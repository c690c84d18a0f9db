# make demo   set up everything and run the whole system on embedded servers
# make test   set up everything and run every check
# make check  the fast checks, under a minute
VENV ?= .venv
BIN = $(VENV)/bin
PYTHON ?= python3.11

.PHONY: setup setup-dev demo test check bench
.DELETE_ON_ERROR:

setup: $(VENV)/.run node_modules/.fonts
setup-dev: $(VENV)/.dev node_modules/.fonts

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock requirements.lock | $(VENV)/bin/python
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.run

node_modules/.fonts: package.json package-lock.json | $(VENV)/.run
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@
