# Needs python3 (3.10 to 3.13), make and a package registry; builds its own environments under .venv/.
PYTHON ?= python3
FUZZ_SECONDS ?= 7200
FUZZ_WORK ?= .fuzz
JOBS ?= 1
VENV := .venv
SITE := site
comma := ,
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo test test-unit test-sdk2 test-sdk3 test-pages test-lowest test-lowest-core test-newest sdk-matrix audit lint format docs texts site build clean faults mutation bench fuzz

help: ## Show this list
	@grep -E '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# Each environment is made when its stamp is older than what it is made from, so a second call costs nothing.
define environment
$(VENV)/$(1)/.made: pyproject.toml
	$(PYTHON) -m venv $(VENV)/$(1)
	$(VENV)/$(1)/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[$(2)]'
	@touch $$@
endef
$(eval $(call environment,demo,harness))
$(eval $(call environment,dev,dev))
$(eval $(call environment,fuzz,harness$(comma)fuzz))
$(eval $(call environment,sdk2,test$(comma)sagemaker2$(comma)offline))
$(eval $(call environment,sdk3,test$(comma)sagemaker3$(comma)offline))
$(eval $(call environment,supply,supply))
# Those with the oldest and the newest of what pyproject.toml allows, on the oldest and the newest Python.
$(VENV)/lowest/.made $(VENV)/newest/.made: $(VENV)/%/.made: pyproject.toml $(VENV)/supply/.made
	$(VENV)/supply/bin/python -m tools.environments make $* $(VENV)/$*
	@touch $@
# What these run: all that a user's run goes through, without the tests of the tools of this repository.
CORE := tests/changes tests/cli tests/configuration tests/harness tests/linter tests/pipeline tests/rules tests/server
# Of these those that meet the packages that pipelint needs: what is read, checked, printed and generated with them.
MEETING := tests/configuration tests/harness/scenarios tests/harness/test_plugin.py tests/linter/definition \
  tests/linter/report tests/linter/source tests/linter/test_acceptance.py tests/pipeline

demo: $(VENV)/demo/.made ## Lint the broken sample project, then run its branch test
	@echo '$$ pipelint fixtures/broken_project'
	@$(VENV)/demo/bin/pipelint fixtures/broken_project; status=$$?; \
	  if [ $$status -ne 1 ]; then echo "demo failed: exit status 1 (findings) was expected, not $$status" >&2; exit 1; fi
	@echo 'Exit status 1, as it should be: the project is broken on purpose.'
	@echo
	@echo '$$ pytest fixtures/broken_project    # the branch test, on the last definition that worked'
	@$(VENV)/demo/bin/python -m pytest -q -p no:cacheprovider fixtures/broken_project

test: test-unit test-sdk2 test-sdk3 ## Run every test: the package's own, and those of each SDK in its own environment

test-unit: $(VENV)/dev/.made
	$(VENV)/dev/bin/python -m pytest -n auto --cov --cov-report=term tests fixtures -m 'not sdk and not browser'

# Only the files that have such tests: the others import what is not installed beside an SDK.
SDK_TESTS = $(shell grep -rl --include='*.py' 'mark\.sdk' tests fixtures)

test-sdk2: $(VENV)/sdk2/.made
	$(VENV)/sdk2/bin/python -m pytest -n auto --dist loadfile $(SDK_TESTS) -m sdk

test-sdk3: $(VENV)/sdk3/.made
	$(VENV)/sdk3/bin/python -m pytest -n auto --dist loadfile $(SDK_TESTS) -m sdk

test-pages: $(VENV)/dev/.made ## Try the pages of HTML in a real browser: needs chromium, chromedriver and npm
	$(VENV)/dev/bin/python -m pytest tests/pages -m browser

test-lowest: $(VENV)/lowest/.made ## Run the package's tests with the oldest versions that it allows, on Python 3.10
	$(VENV)/lowest/bin/python -m pytest -n auto -m 'not sdk' $(CORE)

test-lowest-core: $(VENV)/lowest/.made
	$(VENV)/lowest/bin/python -m pytest -n auto -m 'not sdk' $(MEETING)

test-newest: $(VENV)/newest/.made ## Run the package's tests with the newest versions that there are, on Python 3.13
	$(VENV)/newest/bin/python -m pytest -n auto -m 'not sdk' $(CORE)

sdk-matrix: $(VENV)/supply/.made ## Compile the fixtures with SDKs from 2.90 on, compare, and write docs/compatibility.md
	$(VENV)/supply/bin/python -m tools.sdk_matrix $(VENV)

audit: $(VENV)/supply/.made $(VENV)/newest/.made ## Ask for known vulnerabilities of all that a user installs
	$(VENV)/supply/bin/python -m tools.audit $(VENV)/newest

lint: $(VENV)/dev/.made ## Check style, types and the direction of imports
	$(VENV)/dev/bin/ruff check .
	$(VENV)/dev/bin/ruff format --check .
	$(VENV)/dev/bin/mypy
	PYTHONPATH=. $(VENV)/dev/bin/lint-imports --no-cache

format: $(VENV)/dev/.made ## Format the code
	$(VENV)/dev/bin/ruff check --fix .
	$(VENV)/dev/bin/ruff format .

docs: $(VENV)/dev/.made ## Write the pages that are made from the code, run the commands shown and put in what they print
	$(VENV)/dev/bin/python -m tools.build_rule_pages
	$(VENV)/dev/bin/python -m tools.build_limits
	$(VENV)/dev/bin/python -m tools.build_policies
	$(VENV)/dev/bin/python -m tools.update_docs

site: $(VENV)/dev/.made ## Build the documentation as a site into SITE (default: site), and check its links
	$(VENV)/dev/bin/python -m tools.build_site $(SITE)

texts: $(VENV)/dev/.made ## Write down what every rule says, to be read by somebody
	$(VENV)/dev/bin/python -m tools.update_texts

build: $(VENV)/dev/.made ## Build the source distribution, and the wheel from it, into dist/
	$(VENV)/dev/bin/python -m build

clean: ## Remove what was built
	rm -rf $(VENV) dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis .fuzz .coverage htmlcov

faults: $(VENV)/dev/.made ## Plant every known fault in definitions and in source, and print how many are found
	$(VENV)/dev/bin/python -m tests.faults.definitions.table
	$(VENV)/dev/bin/python -m tests.faults.source.table

mutation: $(VENV)/dev/.made ## Check the sample projects cut off at every byte and without every part, in about half an hour
	$(VENV)/dev/bin/python -m tests.mutation

bench: $(VENV)/dev/.made ## Measure speed and memory, write docs/performance.md, fail where a goal is missed
	$(VENV)/dev/bin/python -m bench

fuzz: $(VENV)/fuzz/.made ## Fuzz for FUZZ_SECONDS (default: two hours) with JOBS processes; TARGETS names some of all
	$(VENV)/fuzz/bin/python -m fuzz run --seconds $(FUZZ_SECONDS) --jobs $(JOBS) --work $(FUZZ_WORK) $(TARGETS)
