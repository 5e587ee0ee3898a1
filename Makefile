# The short names for everything people do here. The build itself is described in CMakeLists.txt and CMakePresets.json;
# each preset builds below build/NAME. `make help` lists the targets.
PREFIX ?= /usr/local
DESTDIR ?=
TIME ?= 60
SAMPLE ?= tests/samples/mmf/basic.mmf
JOBS ?= $(shell nproc)
# Half of the tests wait for servers, locks and clocks most of their time.
TEST_JOBS ?= $(shell expr 2 \* $$(nproc))

PROGRAM := build/release/restante
PACKAGES := tools/install_packages.sh
FETCH := tools/fetch_packages.sh packages/unpacked.txt

.DEFAULT_GOAL := help
.PHONY: help run build test test-asan test-large bench check format fuzz coverage install clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: build ## build, then migrate the bundled sample into build/demo
	@tools/demo.sh $(PROGRAM) $(SAMPLE) build/demo

build: ## build the program: build/release/restante
	@$(PACKAGES) packages/build.txt
	@$(MAKE) --no-print-directory build-release

test: ## build and run all tests
	@$(PACKAGES) packages/build.txt packages/test.txt
	@$(FETCH)
	@grep -qs '^BUILD_TESTING:.*=ON' build/release/CMakeCache.txt || cmake --preset release -D BUILD_TESTING=ON
	@cmake --build --preset release --parallel $(JOBS)
	@tools/run_tests.sh release --parallel $(TEST_JOBS)

test-asan: build ## the same with address and undefined behaviour sanitizers: takes three times as long
	@$(PACKAGES) packages/test.txt
	@$(FETCH)
	@$(MAKE) --no-print-directory build-asan
	tools/run_tests.sh asan --parallel $(JOBS)

test-large: ## the PST tests that take gigabytes and minutes
	@$(PACKAGES) packages/build.txt packages/test.txt
	@grep -qs '^BUILD_TESTING:.*=ON' build/release/CMakeCache.txt || cmake --preset release -D BUILD_TESTING=ON
	@cmake --build --preset release --parallel $(JOBS) --target restante make_pst make_large_store
	ctest --preset release --build-config Large --label-regex '^large$$' --verbose

bench: build ## measure: micro benchmarks, then whole runs beside cp
	@$(PACKAGES) packages/bench.txt
	cmake build/release -D RESTANTE_BENCHMARKS=ON
	cmake --build build/release --parallel $(JOBS) --target restante benchmarks
	bench/run.sh build/release $(PROGRAM)

check: ## everything a reviewer would ask: format, clang-tidy, house rules, build, tests
	@$(PACKAGES) packages/build.txt packages/test.txt packages/develop.txt
	@$(FETCH)
	tools/check.sh

format: ## lay out all C++ files
	@$(PACKAGES) packages/develop.txt
	git ls-files --cached --others --exclude-standard '*.cpp' '*.h' | xargs clang-format-19 -i

fuzz: ## run every fuzzer for TIME seconds (default 60)
	@$(PACKAGES) packages/build.txt packages/develop.txt
	@$(MAKE) --no-print-directory build-fuzz
	tools/fuzz.sh build/fuzz $(TIME)

coverage: ## test coverage by line, build/coverage/index.html
	@$(PACKAGES) packages/build.txt packages/test.txt packages/develop.txt
	@$(FETCH)
	@$(MAKE) --no-print-directory build-coverage
	ctest --preset coverage --parallel $(JOBS)
	gcovr --root . --filter src/ --exclude '.*_(test|fuzz)\.cpp' --html-details build/coverage/index.html --print-summary \
	    build/coverage

install: build ## install below PREFIX (default /usr/local), DESTDIR in front
	DESTDIR=$(DESTDIR) cmake --install build/release --prefix $(PREFIX) --strip

clean: ## remove everything built
	rm -rf build

# README.md is tried with the program people get.
CONFIGURE_asan := -D RESTANTE_PRODUCT=$(CURDIR)/$(PROGRAM)
BUILD_release := --target restante

# build-NAME builds the preset NAME; configuring happens once, later changes are noticed by the build itself.
build-%: build/%/build.ninja
	@cmake --build --preset $* --parallel $(JOBS) $(BUILD_$*)

build/%/build.ninja:
	cmake --preset $* $(CONFIGURE_$*)

.PRECIOUS: build/%/build.ninja
