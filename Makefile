# Everything that a newcomer, a developer and the machine that checks run. Each target does its own set-up.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

MODELS := $(CURDIR)/models
RELEASE := target/release/relata
DEBUG := target/debug/relata
export RELATA_MODELS := $(MODELS)

.PHONY: demo build test check score parity bench train model-debug model-release

## demo: read the example articles and print their chronicle
demo: model-release
	@rm -f target/demo.db target/demo.db-wal target/demo.db-shm
	@$(RELEASE) read examples --into target/demo.db
	@printf '\nWhat happened\n\n'
	@$(RELEASE) timeline target/demo.db
	@printf '\nWho said what\n\n'
	@$(RELEASE) quotes target/demo.db
	@printf '\nFigures that contradict each other\n\n'
	@$(RELEASE) figures target/demo.db --conflicts

## build: the program, in target/release/relata
build:
	cargo build --release --package relata-cli

## test: all tests; with cargo-nextest where it is installed
test: model-debug
	@if cargo nextest --version >/dev/null 2>&1; then \
	  cargo nextest run --workspace && cargo test --workspace --doc --quiet; \
	else \
	  cargo test --workspace; \
	fi

## check: formatting, lints, documentation, data
check:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --quiet
	cargo run --quiet --package relata-cli -- check packs/fr ontology gazetteer

## score: compare with hand-made annotations, which lie outside the repository
score: model-release
	@benches/score.sh $(RELEASE)

## parity: compare the model runtime with spaCy itself
parity: model-release
	python3 benches/parity/parity.py

## bench: time by stage and words a second
bench: model-release
	@benches/speed.sh $(RELEASE)

## train: the French pipeline, from treebanks and texts that lie outside the repository; hours
TREEBANKS ?= ../shared/suites/ud_fr
CORPORA ?= ../shared/suites/corpora
TRAINED ?= target/training
train:
	$(MAKE) -C training TREEBANKS=$(abspath $(TREEBANKS)) CORPORA=$(abspath $(CORPORA)) OUT=$(abspath $(TRAINED))

# A model that is missing, broken off or of an older format is fetched anew.
model-release: build
	@$(RELEASE) doctor >/dev/null 2>&1 || $(RELEASE) model install fr

model-debug:
	@cargo build --quiet --package relata-cli
	@$(DEBUG) doctor >/dev/null 2>&1 || $(DEBUG) model install fr
