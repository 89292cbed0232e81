# The one door to the project: `make` lists what there is. Needs Node 20 and make.

NODE ?= node
BIN = node_modules/.bin
PACKAGES = node_modules/.package-lock.json
MODULES = build/discovery.wasm build/discovery.inspect.wasm
COMMAND = build/host/dots-discovery.mjs

CORE_SOURCES := $(shell find assembly -name '*.ts') asconfig.json package-lock.json tools/asc.mjs
HOST_SOURCES := $(shell find host -name '*.ts') package.json package-lock.json tools/build.mjs

MAKEFLAGS += --no-print-directory --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test build core lint types format abi words size bench baseline soak kills lab coverage mutants clean

help: ## show this list
	@awk -F ':[^#]*## ' '/^[a-z0-9-]+:[^#]*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## install, build and run the emulator on its default scenario
	@$(NODE) $(COMMAND) emulate

test: $(PACKAGES) ## install what is missing, build, check and run every suite; SUITE=name runs one
	@$(NODE) tests/run.mjs $(SUITE)

build: core $(COMMAND) build/jerry/host.js ## build the core and the command

core: $(MODULES) ## compile the core to WebAssembly

lint: $(PACKAGES) ## find what the rules of the house forbid
	@$(BIN)/eslint --max-warnings 0 .
	@$(BIN)/prettier --check --log-level warn .

types: $(PACKAGES) ## check the types of hosts, tests and tools
	@$(BIN)/tsc
	@$(BIN)/tsc --project tsconfig.portable.json
	@$(BIN)/tsc --project tsconfig.jerry.json

format: $(PACKAGES) ## format all that is not AssemblyScript
	@$(BIN)/prettier --write --log-level warn .

abi: $(PACKAGES) ## generate the constants of the hosts from assembly/abi.ts
	@$(NODE) tools/abi.mjs

words: $(PACKAGES) ## generate the word table from assembly/words.txt
	@$(NODE) tools/words.mjs

size: build/tests/size.mjs build/discovery.names.wasm ## print the code size of each folder of the core
	@$(NODE) build/tests/size.mjs

soak: build board build/tests/soak.mjs build/tests/soak-name-server.mjs ## let a daemon live through random events for an hour, or SOAK_SECONDS; SOAK_HOST=Node, SOAK_SEED=n
	@$(NODE) build/tests/soak.mjs

baseline: build board build/tests/baseline.mjs build/tests/delay-relay.mjs ## compare the running daemons with a shell script that asks the same
	@unshare $$(test "$$(id -u)" = 0 || echo -r) --net sh -c 'ip link set lo up && exec $(NODE) build/tests/baseline.mjs'

bench: build build/tests/bench.mjs ## compare the speed of decoding with other decoders
	@$(NODE) build/tests/bench.mjs

coverage: build build/tests/coverage.mjs build/coverage/discovery.wasm ## print the lines and branches of the core that tests reach; MISSED=file lists those that they do not
	@$(NODE) build/tests/coverage.mjs

mutants: build build/tests/mutants.mjs ## change the core one instruction at a time and see whether a test notices; MUTANTS=n or all, MUTANTS_AT=places
	@$(NODE) build/tests/mutants.mjs

kills: build ## kill the daemon KILLS times (1000) and look at what its store has lost
	@KILLS=$(or $(KILLS),1000) $(NODE) tests/support/one-file.mjs tests/faults/kills.test.ts

lab: $(PACKAGES) ## run the lab with real servers and clients, write and print docs/interoperability.md
	@LAB_TABLE=write $(NODE) tests/run.mjs lab; status=$$?; cat docs/interoperability.md; exit $$status

clean: ## remove what was built
	rm -rf build

$(PACKAGES): package-lock.json tools/install.mjs
	@$(NODE) tools/install.mjs

build/discovery.wasm: build/discovery.names.wasm
	@$(NODE) tools/asc.mjs release

build/discovery.inspect.wasm: $(CORE_SOURCES) | $(PACKAGES)
	@$(NODE) tools/asc.mjs inspect

build/discovery.names.wasm: $(CORE_SOURCES) | $(PACKAGES)
	@$(NODE) tools/asc.mjs names

build/coverage/discovery.wasm: $(CORE_SOURCES) | $(PACKAGES)
	@$(NODE) tools/asc.mjs coverage

# The link serves `npx dots-discovery` in this folder even where npx cached a
# view of the package from before the first build.
$(COMMAND): $(HOST_SOURCES) | $(PACKAGES)
	@$(NODE) tools/build.mjs
	@ln -sf ../../$@ $(BIN)/dots-discovery

build/tests/size.mjs: tests/support/size-command.ts tests/support/size.ts tests/support/wasm.ts | $(PACKAGES)
	@$(BIN)/esbuild $< --bundle --platform=node --format=esm --outfile=$@ --log-level=warning

build/tests/baseline.mjs build/tests/delay-relay.mjs: build/tests/%.mjs: $(wildcard tests/baseline/*.ts tests/lab/support/*.ts) tests/support/daemon-places.ts | $(PACKAGES)
	@$(BIN)/esbuild tests/baseline/$*.ts --bundle --platform=node --format=esm --external:dns-packet --outfile=$@ --log-level=warning

build/tests/soak.mjs: SCRIPT = soak
build/tests/soak-name-server.mjs: SCRIPT = support/name-server
build/tests/soak.mjs build/tests/soak-name-server.mjs: $(wildcard tests/soak/*.ts tests/soak/support/*.ts tests/fuzz/support/dice.ts tests/lab/support/*.ts tests/support/local-dns.ts tests/support/daemon-places.ts host/emulator/*.ts) | $(PACKAGES)
	@$(BIN)/esbuild tests/soak/$(SCRIPT).ts --bundle --platform=node --format=esm --outfile=$@ --log-level=warning

build/tests/bench.mjs: $(wildcard tests/bench/*.ts host/*.ts) tests/support/dns-builder.ts tests/support/address.ts tests/support/vectors.ts tests/faults/support/record.ts | $(PACKAGES)
	@$(BIN)/esbuild tests/bench/bench.ts --bundle --platform=node --format=esm --external:dns-packet --outfile=$@ --log-level=warning

build/tests/coverage.mjs: tests/coverage/coverage.ts $(wildcard tests/support/*.ts) | $(PACKAGES)
	@$(BIN)/esbuild $< --bundle --packages=external --platform=node --format=esm --outfile=$@ --log-level=warning

build/tests/mutants.mjs: $(wildcard tests/mutants/*.ts tests/support/*.ts) | $(PACKAGES)
	@$(BIN)/esbuild tests/mutants/mutants.ts --bundle --packages=external --platform=node --format=esm --outfile=$@ --log-level=warning

include board/board.mk board/contract/contract.mk board/sdk/sdk.mk board/jerry.mk board/openwrt/openwrt.mk
include tests/fuzz/fuzz.mk
include tests/bench/bench.mk
