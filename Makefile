# Short names for the commands of the README; none of them is needed.
.PHONY: setup check test lint rules ci deep

setup:
	python3.11 -m venv .venv && .venv/bin/pip install -q -e '.[dev]'

check:
	.venv/bin/qcdc-check examples/commune-2023.yaml

test:
	.venv/bin/python -m pytest

lint:
	.venv/bin/ruff check . && .venv/bin/mypy && .venv/bin/lint-imports

rules:
	.venv/bin/qcdc rules lint && .venv/bin/qcdc rules test

ci:
	.ci/run

# Both engines over 20,000 generated submissions: docs/differential.md. SEED=2 make deep looks elsewhere.
deep:
	.venv/bin/python tests/second/deep.py --count $(or $(COUNT),20000) --seed $(or $(SEED),20261123) --whole 5
