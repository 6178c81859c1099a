# SPDX-License-Identifier: MIT
# Builds, tests and installs sv. `make demo` and `make check` are all that a newcomer needs; both install what is missing.

PREFIX   = /usr/local
B        = build
CC       = gcc
CFLAGS   = -O2 -g
WARN     = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wno-format-nonliteral -Wno-format-truncation -Wno-format-security -Wno-missing-field-initializers
CPPFLAGS = -Ilib -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -DSV_VERSION='"$(VERSION)"'
HARDEN   = -fstack-protector-strong -fPIE
LDFLAGS  = -pie -Wl,-z,relro,-z,now -Wl,--gc-sections
VERSION  = 0.3.0

# Libraries are linked statically, and of each only what a program uses: loading eight of them takes a third of the life of a short command (`make bench`),
# and every change of what a store is written by is a build, with its tests. libgit2 comes without its network transports (lib/store/no_transports.c says
# why), and libical without ICU (lib/view/no_calendars.c). libsmartcols has no static library in Debian; that of liblowdown wants more of its own.
LIBS     = -Wl,--as-needed -lsmartcols -llowdown -Wl,-Bstatic -lical -ljansson -lsodium -lsqlite3 -lgit2 -lgsl -lgslcblas -lpcre2-8 -lmbedcrypto -lcrypto -lz -Wl,-Bdynamic -lpthread -lm
# What stands in for the parts that are left out.
ABSENT   = $(B)/lib/store/no_transports.o $(B)/lib/view/no_calendars.o

DEPS     = gcc make libc6-dev libjansson-dev libgit2-dev libsqlite3-dev libsodium-dev libsmartcols-dev libical-dev liblowdown-dev libpcre2-dev \
           libglpk-dev libgsl-dev libmbedtls-dev libhttp-parser-dev libssl-dev zlib1g-dev gettext git jq gnuplot-nox groff hyphen-nl fonts-liberation
DEPS_TEST = libcmocka-dev libgfshare-bin bats mandoc openssh-client python3 python3-jsonschema python3-nacl python3-pystache python3-icalendar python3-scipy \
           json-schema-test-suite sqlite3 strace valgrind file procps time zsh fish poppler-utils

CMDS     = $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
LIBSRC   = $(wildcard lib/*/*.c)
LIBOBJ   = $(LIBSRC:%.c=$(B)/%.o)
BINS     = $(CMDS:%=$(B)/bin/%)
HELPERS  = $(patsubst cmd/libexec/%.c,$(B)/libexec/sv/%,$(wildcard cmd/libexec/*.c))

SHARE    = $(patsubst share/%,$(B)/share/sv/%,$(wildcard share/schema/*.json share/protocol/*.json share/examples/* share/guide/*/*.md share/lang/*/*.md share/lang/*/*.json share/templates/* share/policy/*.json share/dilemmas/*.json share/surveys/*.json))
MO       = $(patsubst share/po/%.po,$(B)/share/locale/%/LC_MESSAGES/sv.mo,$(wildcard share/po/*.po))

all: $(BINS) $(HELPERS) $(SHARE) $(MO)

# The built tree has the shape of an installed one: bin/ beside share/, so that programs find their data.
$(B)/share/sv/%: share/%
	@mkdir -p $(@D)
	cp $< $@

$(B)/share/locale/%/LC_MESSAGES/sv.mo: share/po/%.po
	@mkdir -p $(@D)
	msgfmt --check-format --check-domain -o $@ $<

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) $(HARDEN) -ffunction-sections -fdata-sections -MMD -MP -c -o $@ $<

$(B)/libsv.a: $(LIBOBJ)
	@rm -f $@
	ar rcs $@ $^

$(B)/bin/%: $(B)/cmd/%.o $(B)/libsv.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(ABSENT) $(B)/libsv.a $(LIBS)

# Programs that commands start; each stands alone. GLPK is seen here only: it is under the GPL, and a process of its own.
$(B)/libexec/sv/%: cmd/libexec/%.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) $(HARDEN) $(LDFLAGS) -o $@ $< -Wl,--as-needed -lglpk -lm

# The version is the only thing that an object takes from here.
$(B)/lib/cli/run.o: Makefile

-include $(LIBOBJ:.o=.d) $(CMDS:%=$(B)/cmd/%.d)

# Everything the project needs is installed by this target, and nothing by hand: `make check` and `make demo` call it first.
deps:
	@sh tests/deps $(DEPS)

deps-test: deps
	@sh tests/deps $(DEPS_TEST)

# The libraries are wanted before anything is compiled, so the work itself is done by a second make.
check: deps-test
	@$(MAKE) --no-print-directory -j2 all tests
	@tests/run $(B) '$(T)'

demo: deps
	@$(MAKE) --no-print-directory -j2 all
	@sh share/examples/demo $(B)

bench: deps-test
	@$(MAKE) --no-print-directory -j2 all
	@sh tests/bench/run $(B)

# A synthetic organisation of N cases as lines for sv-import (tests/data/dataset.py); the same N and SEED give the same lines.
N        = 1000
SEED     = 1
dataset:
	@mkdir -p $(B)
	@/usr/bin/python3 tests/data/dataset.py $(N) $(SEED) >$(B)/dataset-$(N)-$(SEED).ndjson
	@echo $(B)/dataset-$(N)-$(SEED).ndjson

# How often noticing is wrong and how much it sees, by simulation; the same seed gives the same table. tests/bench/NOTICING.md keeps one.
REPLICATES = 1000
measure: deps
	@$(MAKE) --no-print-directory -j2 $(B)/tests/noticing
	$(B)/tests/noticing $(REPLICATES) $(T)

$(B)/tests/noticing: tests/bench/noticing.c $(B)/libsv.a
	@mkdir -p $(@D)
	$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) -o $@ $< $(B)/libsv.a $(LIBS)

# The same tests with the programs under AddressSanitizer and UndefinedBehaviorSanitizer.
check-asan: deps-test
	@$(MAKE) --no-print-directory -j2 B=build-asan CFLAGS='-O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer' all tests
	@tests/run build-asan '$(T)'

# The commands that use all processors, watched for races between threads (ThreadSanitizer): an import of N cases, an index from nothing, verifying.
check-tsan: deps-test
	@$(MAKE) --no-print-directory -j2 B=build-tsan CFLAGS='-O1 -g -fsanitize=thread -fno-omit-frame-pointer' all
	@B=build-tsan N=$(N) /usr/bin/python3 tests/fault/threads.py

# A sample of commands under valgrind.
check-valgrind: deps-test
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) /usr/bin/python3 tests/fault/valgrind.py

# The whole fault matrix (a sample of it is part of check): every call by which a command that looks reads, failing in turn; every system call of a run of each
# command that writes, failing in turn, or killed at. Takes long.
faults: deps-test
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) FAULTS=full /usr/bin/python3 tests/fault/unread.py
	@B=$(B) FAULTS=full /usr/bin/python3 tests/fault/matrix.py

# Every disk that a power cut at a sync of each writing command may leave (a sample of them is part of check). SEED=N draws other ones.
powercut: deps-test
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) FAULTS=full SEED=$(SEED) /usr/bin/python3 tests/fault/powercut.py

# 32 writers, readers, sv-gc, indexes from nothing, sv-verify and stock git at once for SECONDS (a few are part of check).
races: deps-test
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) /usr/bin/python3 tests/fault/races.py $(SECONDS)

# Files of a store damaged in every way for SECONDS, other ones by SEED (a few are part of check).
corrupted: deps-test
	@$(MAKE) --no-print-directory -j2 all
	@B=$(B) SECONDS=$(SECONDS) SEED=$(SEED) /usr/bin/python3 tests/fault/corrupted.py

# A year of an organisation, day by day, each act a process of its own, with cron as the manual has it (some weeks of it are part of check): what it leaves goes into tests/bench/RESULTS.md.
year: deps-test
	@$(MAKE) --no-print-directory -j2 all
	@B=$(abspath $(B)) /usr/bin/python3 tests/bench/year.py tests/bench/RESULTS.md

# Static analysis of every source file, by gcc -fanalyzer and clang-tidy (T=PATTERN: of those that match). What they say wrongly stands, with why, in tests/lint/analyse.known.
analyse: deps
	@sh tests/deps clang-tidy python3
	@CPPFLAGS='-Ilib -D_GNU_SOURCE -DSV_VERSION=\"$(VERSION)\"' T='$(T)' /usr/bin/python3 tests/lint/analyse.py

# All tests (T=PATTERN: those that match) on programs that count what they do; then which branches of model, stats, crypt and store none of them took. Those that
# no test can take stand, with why, in tests/lint/coverage.known. Which compiler counts, and how, is said in tests/lint/coverage.py; it compiles a file under its whole
# name, as files of two folders may have one name, and a static function of one name each. What was compiled to count in another way is made anew, as make would not see it.
# Each command begins once before the tests do: who is killed while its counters are laid out in their file leaves one in which nobody counts any more.
COUNTING = -fprofile-update=atomic -fprofile-instr-generate=$(CURDIR)/build-coverage/profile/%m%c.profraw -fcoverage-mapping -mllvm -runtime-counter-relocation=true --no-system-header-prefix= -Xclang -main-file-name -Xclang $$<
coverage: deps-test
	@sh tests/deps clang llvm libclang-rt-dev
	@echo '$(COUNTING)' | cmp -s - build-coverage/counting || rm -rf build-coverage
	@mkdir -p build-coverage && echo '$(COUNTING)' >build-coverage/counting
	@$(MAKE) --no-print-directory -j2 B=build-coverage CC=clang WARN='-w -Qunused-arguments' CFLAGS='-O1 -g $(COUNTING)' all tests
	@rm -rf build-coverage/profile
	@for p in build-coverage/bin/* build-coverage/tests/memory*_tool; do $$p --version >/dev/null || exit 1; done
	@tests/run build-coverage '$(T)'; status=$$?; T='$(T)' /usr/bin/python3 tests/lint/coverage.py build-coverage && exit $$status

UNITS    = $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))
tests: $(UNITS)

$(B)/tests/%: tests/unit/%.c $(wildcard tests/unit/*.h) $(B)/libsv.a $(ABSENT)
	@mkdir -p $(@D)
	$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) $(LDLATE) -o $@ $< $(ABSENT) $(B)/libsv.a -lcmocka $(LIBS)

# Its calls of one function come to it (see there).
$(B)/tests/memory_tool $(B)/tests/memory_list_tool $(B)/tests/memory_verify_tool: LDLATE = -Wl,--wrap=json_set_alloc_funcs
# Theirs of memory too (tests/unit/exhaust.h).
EXHAUSTS = $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/test_exhaust*.c) tests/unit/history_tool.c)
comma    = ,
$(EXHAUSTS): LDLATE = $(patsubst %,-Wl$(comma)--wrap=%,malloc calloc realloc free strdup strndup sodium_malloc sodium_free)
$(B)/tests/test_exhaust_store: LDLATE += $(patsubst %,-Wl$(comma)--wrap=%,write pwrite64 fchmod fsync fdatasync syncfs rename link mkdir fstat stat lstat mkostemp open close)

# Fuzzers: with clang's libFuzzer, in a tree of their own below build/; and as programs that feed them what their corpora hold, part of check.
FUZZ     = $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_CC  = clang
SECONDS  = 60

fuzz: deps
	@sh tests/deps clang libclang-rt-dev
	@$(MAKE) --no-print-directory -j2 B=$(B)/fuzz CC=$(FUZZ_CC) WARN='$(WARN) -Wno-unknown-warning-option' HARDEN= \
	  CFLAGS='-O1 -g -U_FORTIFY_SOURCE -DSV_FUZZING -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer' fuzzers

fuzz-run: fuzz
	@tests/fuzz/run $(B)/fuzz $(SECONDS) $(T)

fuzzers: $(FUZZ:%=$(B)/fuzz_%)
$(B)/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h $(B)/libsv.a $(ABSENT)
	$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) -fsanitize=fuzzer -o $@ $< $(ABSENT) $(B)/libsv.a $(LIBS)

tests: $(FUZZ:%=$(B)/fuzz/replay_%)
$(B)/fuzz/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c tests/fuzz/fuzz.h $(B)/libsv.a $(ABSENT)
	@mkdir -p $(@D)
	$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) -o $@ $< tests/fuzz/replay.c $(ABSENT) $(B)/libsv.a $(LIBS)

# What is generated and committed; `make check` fails when it is not up to date.
completions: all
	@sh completions/generate $(B)/bin completions

po: all
	@sh share/po/update

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/sv $(DESTDIR)$(PREFIX)/share/doc/sv
	install -m 755 $(BINS) $(DESTDIR)$(PREFIX)/bin
	install -d $(DESTDIR)$(PREFIX)/libexec/sv
	install -m 755 $(HELPERS) $(DESTDIR)$(PREFIX)/libexec/sv
	cd share && cp -R schema protocol examples guide lang templates policy dilemmas surveys $(DESTDIR)$(PREFIX)/share/sv/
	cd share && cp -R doc/* $(DESTDIR)$(PREFIX)/share/doc/sv/
	for m in $(MO); do d=$(DESTDIR)$(PREFIX)/share/$${m#$(B)/share/}; install -d $${d%/*}; install -m 644 $$m $$d; done
	for s in 1 5 7; do install -d $(DESTDIR)$(PREFIX)/share/man/man$$s; install -m 644 share/man/*.$$s $(DESTDIR)$(PREFIX)/share/man/man$$s; done
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	for c in $(CMDS); do install -m 644 completions/sv.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$c; done
	install -m 644 completions/_sv $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_sv
	install -m 644 completions/sv.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/sv.fish

clean:
	rm -rf build build-asan build-tsan build-coverage

.PHONY: all dataset deps deps-test check check-asan demo bench measure faults powercut races corrupted tests fuzz fuzz-run fuzzers completions po install clean year check-tsan check-valgrind analyse coverage
.SECONDARY:
