# `make run` sets everything up and serves the archive; `make test` runs the tests.
# Paths are relative, so the folder may have any name, also one with a space in it.

PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
SAMPLE ?= yes

.PHONY: run setup test admin lint format clean

run: setup
	@$(PY) manage.py prepare --port $(PORT) $(if $(filter no,$(SAMPLE)),--no-sample)
	@PORT=$(PORT) exec $(PY) -m gunicorn --config newsarchive/gunicorn.py newsarchive.wsgi

setup: .venv/installed

# Asks for the name and the password of someone who may import and correct.
admin: setup
	@$(PY) manage.py prepare --quick
	@$(PY) manage.py createsuperuser

test: .venv/installed-for-tests
	@$(PY) -m pytest

lint: .venv/installed-for-tests
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) manage.py makemigrations --check --dry-run

format: .venv/installed-for-tests
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Removes what can be made again; the archive itself, in var/, stays.
clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis newsarchive.egg-info

# A stamp, not .venv/bin/python: that is there before pip is, and a start broken off in between is mended.
.venv/made:
	@echo "Making a virtual environment in .venv …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsarchive needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which to take: make PYTHON=python3.11")'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "The virtual environment could not be made. On Debian: apt-get install python3-venv"; exit 1; }
	@touch .venv/made

.venv/installed: .venv/made pyproject.toml
	@echo "Installing what the archive needs (once, about a minute) …"
	@$(PY) -m pip install --quiet --quiet --disable-pip-version-check --editable .
	@touch .venv/installed

.venv/installed-for-tests: .venv/installed pyproject.toml
	@echo "Installing what the tests need (once) …"
	@$(PY) -m pip install --quiet --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/installed-for-tests
