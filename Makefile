# Short names for the commands of the README; none of them is needed.
.PHONY: setup check test lint rules ci

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
