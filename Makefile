# `make run` and `make test` need Python 3.11 to 3.14 with venv, and make; nothing else.

PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null \
	&& echo $$python && break; done)
BIN = .venv/bin
MANAGE = $(BIN)/python manage.py
DEMO ?= 1

.PHONY: help run staff test check audit bench schema pictures messages lock
.DELETE_ON_ERROR:

help:
	@echo "make run       serve the tracker on this machine (DEMO=0: without the fictional continuation)"
	@echo "make staff     give the staff login a new password and print it"
	@echo "make test      run the tests (ARGS=... goes to pytest)"
	@echo "make check     check style, floors, templates, migrations, translations, settings and types"
	@echo "make audit     ask whether a pinned package has a known vulnerability"
	@echo "make bench     measure the list of the API against the raw limit"
	@echo "make schema    write the API's description into docs/openapi.json"
	@echo "make pictures  write the pictures of docs/images with Chromium"
	@echo "make messages  collect the texts to translate, and compile the translations"
	@echo "make lock      pin the newest allowed packages, with their hashes"

run: .venv/run .env
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) seed $(if $(filter 0,$(DEMO)),,--demo)
	$(MANAGE) make_staff
	$(MANAGE) collectstatic --no-input --verbosity 0
	@exec $(BIN)/python -m gunicorn --config python:tracker.gunicorn tracker.wsgi

staff: .venv/run .env
	$(MANAGE) make_staff --reset

test: .venv/test
	$(BIN)/pytest --numprocesses auto --dist loadgroup $(ARGS)

# The settings are checked as in production, whatever this machine's .env says.
check: export SECRET_KEY = not-a-secret-but-long-enough-for-the-checks-of-the-settings
check: export HTTPS = 1
check: export DEBUG = 0
check: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	find templates opportunities -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --deploy --fail-level WARNING
	PATH="$(CURDIR)/$(BIN):$$PATH" .ci/translations
	$(BIN)/mypy

# Strict, because a package that could not be asked about would otherwise count as sound.
audit: .venv/test
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt

bench: .venv/test
	$(BIN)/python -m benchmarks.list

schema: .venv/run .env
	$(MANAGE) spectacular --format openapi-json --lang en --fail-on-warn --validate --file docs/openapi.json

pictures: .venv/test
	$(BIN)/python -m tests.browser.pictures

messages: .venv/run .env
	$(MANAGE) makemessages --locale fr --locale ko --no-obsolete --no-wrap --add-location file \
		--ignore tests --ignore benchmarks --ignore staticfiles
	$(MANAGE) compilemessages --ignore .venv

lock: .venv/test
	for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header --output-file $$name.txt $$name.in || exit; \
	done

.env: | .venv/run
	@umask 077; { \
		$(BIN)/python -c 'import secrets; print("SECRET_KEY=" + secrets.token_urlsafe(50))'; \
		echo ALLOWED_HOSTS=127.0.0.1,localhost; \
		echo HTTPS=0; \
	} > $@
	@echo "Wrote .env with a random key for this machine."

.venv/run: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@

.venv/test: requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $<
	@touch $@ .venv/run

.venv/bin/python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null || { \
		echo "The tracker needs Python 3.11 to 3.14; this machine's $(or $(PYTHON),python3) is \
	$$($(or $(PYTHON),python3) --version 2>&1)."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python could not make .venv; on Debian: apt-get install python3-venv"; exit 1; }
