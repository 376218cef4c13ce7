# Two commands on a fresh machine: `make run` and `make test`. Python >= 3.11 and make are all they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One more than the cores: tests with real servers wait half of their time.
WORKERS ?= 3

.PHONY: run test prove lint lock clean
.DEFAULT_GOAL := run

run: $(VENV)/.run
	@exec $(BIN)/mailer run --demo

test: $(VENV)/.dev
	@$(BIN)/python -m tests.servers $(if $(MAILER_TEST_INSTALL),--install)
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

# The long proof (hours): killing, cutting, forging, fuzzing, soaking. A second run goes on where the first one ended.
prove: $(VENV)/.prove
	@$(BIN)/python bench/prove.py $(if $(CORPORA),--corpora $(CORPORA)) $(PROVE_ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# uv when it is there, else the standard library's venv and pip; both check every hash.
define install
	@echo "Installing into $(VENV) (a minute at most; nothing outside this folder is touched) ..."
	@if command -v uv >/dev/null 2>&1; then \
	  { [ -x $(BIN)/python ] || uv venv -q --python $(PYTHON) $(VENV); } && \
	  uv pip install --compile-bytecode --python $(BIN)/python --require-hashes -r $(1) && \
	  uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  { [ -x $(BIN)/pip ] || $(PYTHON) -m venv $(VENV); } && \
	  $(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r $(1) && \
	  $(BIN)/python -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e . ; \
	fi
	@$(BIN)/python -m compileall -q mailer
	@touch $(2)
endef

$(VENV)/.run: requirements.lock pyproject.toml
	$(call install,requirements.lock,$(VENV)/.run)

$(VENV)/.dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock,$(VENV)/.dev $(VENV)/.run)

$(VENV)/.prove: requirements-prove.lock pyproject.toml
	$(call install,requirements-prove.lock,$(VENV)/.prove $(VENV)/.dev $(VENV)/.run)

lock:
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group build --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --group build --group dev --group fuzz pyproject.toml -o requirements-prove.lock

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache build dist
