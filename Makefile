# Two commands do everything on a machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test weights clean

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.dev: $(VENV)/.installed pyproject.toml
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

demo: $(VENV)/.installed
	$(BIN)/kronika run examples/reports -o demo-record
	@echo "Open demo-record/index.html in a browser; the tables lie beside it."

test: $(VENV)/.dev
	bash tests/run

# Hours on two cores; training/README.md says which corpora it reads, and from where.
weights: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group training
	$(BIN)/python -m training

clean:
	rm -rf $(VENV) demo-record
