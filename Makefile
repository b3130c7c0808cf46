# Everything goes through two steps: set up what is missing, then start the servers it needs.
#   make run                      the portal on http://127.0.0.1:8000 (PORT=… for another port)
#   make test [ARGS="tests/x.py"] the whole suite, or what ARGS says to pytest
#   make check                    linters, types, layers, migrations, deployment settings, lock files
#   make manage ARGS="…"          any management command, against the servers of make run
#   make bench [ARGS=name]        the benchmarks

PYTHON ?= $(or $(shell command -v python3.11),python3)
DEVSTACK = .venv/bin/python -m devstack

.PHONY: run test check manage bench portal-ready tests-ready

run: portal-ready
	@$(DEVSTACK) run

manage: portal-ready
	@$(DEVSTACK) manage $(ARGS)

check: portal-ready
	@$(DEVSTACK) check

test: tests-ready
	@$(DEVSTACK) test $(ARGS)

bench: tests-ready
	@$(DEVSTACK) bench $(ARGS)

portal-ready tests-ready:
	@$(PYTHON) -m devstack.bootstrap $(@:-ready=)
