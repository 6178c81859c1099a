# SPDX-License-Identifier: MIT
# Builds, tests and installs sv. `make demo` and `make check` are all that a newcomer needs; both install what is missing.

PREFIX   = /usr/local
B        = build
CC       = gcc
CFLAGS   = -O2 -g
WARN     = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wundef -Wvla -Wformat=2 -Wno-format-nonliteral
CPPFLAGS = -Ilib -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -DSV_VERSION='"$(VERSION)"'
HARDEN   = -fstack-protector-strong -fPIE
LDFLAGS  = -pie -Wl,-z,relro,-z,now -Wl,--gc-sections
VERSION  = 0.1.0

# libgit2 is linked statically and without its network transports (lib/store/no_transports.c says why).
LIBS     = -ljansson -lsodium -lsqlite3 -lsmartcols -lpcre2-8 -Wl,-Bstatic -lgit2 -lhttp_parser -Wl,-Bdynamic -lmbedcrypto -lz -lpthread

DEPS     = gcc make libc6-dev libjansson-dev libgit2-dev libsqlite3-dev libsodium-dev libsmartcols-dev libpcre2-dev \
           libmbedtls-dev libhttp-parser-dev zlib1g-dev gettext git jq
DEPS_TEST = libcmocka-dev bats mandoc openssh-client python3 python3-jsonschema python3-nacl json-schema-test-suite \
           sqlite3 strace valgrind file procps

CMDS     = $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
LIBSRC   = $(wildcard lib/*/*.c)
LIBOBJ   = $(LIBSRC:%.c=$(B)/%.o)
BINS     = $(CMDS:%=$(B)/bin/%)

all: $(BINS) share-tree

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) $(HARDEN) -ffunction-sections -fdata-sections -MMD -MP -c -o $@ $<

$(B)/libsv.a: $(LIBOBJ)
	@rm -f $@
	ar rcs $@ $^

$(B)/bin/%: $(B)/cmd/%.o $(B)/libsv.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(B)/libsv.a $(LIBS)

-include $(LIBOBJ:.o=.d) $(CMDS:%=$(B)/cmd/%.d)

.PHONY: all share-tree
.SECONDARY:
