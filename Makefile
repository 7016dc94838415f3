# The commands people type. Each is one line; what it does lives in scripts/ (where only node and a shell
# may be assumed) or in `cargo xtask` (everything that needs logic).
.DEFAULT_GOAL := help
.PHONY: help run dev deps check test prove features screenshots bench gen

help:        ## this list
	@sed -n 's/^\([a-z]*\): *.*## \(.*\)/  make \1 \2/p' Makefile

run:         ## build everything and serve the demo marketplace on http://127.0.0.1:8080
	@scripts/run.sh

dev:         ## the same from a debug build, rebuilding the web app as it changes
	@scripts/dev.sh

deps:        ## install what the tests need: PostgreSQL, Chromium, fonts, npm packages
	@scripts/deps.sh

check:       ## formatting, lints, the house rules, the start page's budget
	@scripts/npm-ci.sh web e2e
	@cargo xtask check

test: deps   ## every test, short sizes; the last line is the summary
	@cargo xtask test

prove: deps  ## faults and sizes at full length, Lighthouse, then the bench
	@cargo xtask prove

features: deps ## run what proves each promised behaviour and print a line for each
	@cargo xtask features

screenshots: deps ## every page, light and dark, phone and wide, into e2e/screenshots
	@cargo xtask screenshots

bench:       ## the ratios against the reference loops, into target/bench.json
	@cargo run --quiet --release --locked --package parlance-bench

gen:         ## regenerate docs/api/openapi.json and the web app's types from the code
	@scripts/npm-ci.sh web
	@cargo xtask gen
