# `make report` and `make test` need nothing but a Swift toolchain on Debian or Ubuntu: what else is
# missing, Scripts/setup.sh installs.

command := .build/release/clientele
shop := Sources/ClienteleFixtures/Shop/orders.csv
swift_files := Package.swift Sources Tests Scripts
comma := ,

.DEFAULT_GOAL := help
.PHONY: help setup build report test format lint conformance docs dependent browser-test picture \
  bench compare compare-models recovery instructions ci

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

setup: ## install missing system packages, check the Swift toolchain
	@Scripts/setup.sh

build: setup ## build the command for use: .build/release/clientele
	@swift build --configuration release --product clientele >&2

report: build ## the customer report of the bundled shop, and report.html
	@$(command) report $(shop) --schema plain --zone Asia/Shanghai --as-of 2026-10-31
	@$(command) report $(shop) --schema plain --zone Asia/Shanghai --as-of 2026-10-31 -o report.html

test: setup ## run every test
	swift test --disable-xctest

format: setup ## lay out all Swift files
	swift format --in-place --parallel --recursive $(swift_files)

lint: setup ## check the layout of all Swift files
	swift format lint --strict --parallel --recursive $(swift_files)

conformance: build ## compare the command's answers with a second, independent computation
	@Scripts/conform.sh --command $(command)
	@if [ -d ../shared/data ]; then python3 -m Conformance.oracle.write_expected --check; fi

browser-test: build ## open the HTML reports in Chromium, on screens and paper, and look for faults
	@Scripts/browser/run.sh $(command)

picture: build ## take the picture of the report that the README shows
	@Scripts/browser/run.sh $(command) picture

docs: setup ## build the documentation into .build/docs, without a warning
	Scripts/docs.sh

dependent: setup ## run the README's code and all documentation examples in a package of their own
	Scripts/dependent.sh

bench: setup ## time every part by itself (Benchmarks/Subjects)
	cd Benchmarks && swift package --disable-sandbox benchmark $(if $(ONLY),--filter '$(ONLY)')

compare: setup ## time the whole against DuckDB, Polars and chDB (Scripts/compare)
	@Scripts/compare/run.sh --orders $(or $(ORDERS),20000000) --seed $(or $(SEED),1) \
	  --shape $(or $(SHAPE),plain) --runs $(or $(RUNS),5) --goals $(or $(GOALS),demand) \
	  $(if $(CUSTOMERS),--customers $(CUSTOMERS)) $(if $(GROWTH),--growth $(GROWTH))

instructions: setup ## count the hot kernels' instructions: none may have grown by more than 5 %
	@Scripts/callgrind.sh

compare-models: setup ## time purchase models against lifetimes (Scripts/compare-models)
	@Scripts/compare-models/run.sh --customers $(or $(CUSTOMERS),100000$(comma)1000000) \
	  --seed $(or $(SEED),1) --runs $(or $(RUNS),5) --goals $(or $(GOALS),demand) \
	  $(if $(GRAIN),--grain $(GRAIN))

recovery: setup ## count how often intervals hold simulated parameters and forecasts
	@Scripts/compare-models/run.sh recovery --seeds $(or $(SEEDS),200) \
	  --customers $(or $(CUSTOMERS),2000)

ci: ## everything that a change has to pass
	.ci/run
