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
VERSION  = 0.1.0

# libgit2 is linked statically and without its network transports (lib/store/no_transports.c says why).
LIBS     = -ljansson -lsodium -lsqlite3 -lsmartcols -Wl,-Bstatic -lgit2 -Wl,-Bdynamic -lpcre2-8 -lmbedcrypto -lz -lpthread -lm

DEPS     = gcc make libc6-dev libjansson-dev libgit2-dev libsqlite3-dev libsodium-dev libsmartcols-dev libpcre2-dev \
           libmbedtls-dev libhttp-parser-dev zlib1g-dev gettext git jq
DEPS_TEST = libcmocka-dev bats mandoc openssh-client python3 python3-jsonschema python3-nacl json-schema-test-suite \
           sqlite3 strace valgrind file procps

CMDS     = $(patsubst cmd/%.c,%,$(wildcard cmd/*.c))
LIBSRC   = $(wildcard lib/*/*.c)
LIBOBJ   = $(LIBSRC:%.c=$(B)/%.o)
BINS     = $(CMDS:%=$(B)/bin/%)

SHARE    = $(patsubst share/%,$(B)/share/sv/%,$(wildcard share/schema/*.json share/protocol/*.json))
MO       = $(patsubst share/po/%.po,$(B)/share/locale/%/LC_MESSAGES/sv.mo,$(wildcard share/po/*.po))

all: $(BINS) $(SHARE) $(MO)

# The built tree has the shape of an installed one: bin/ beside share/, so that programs find their data.
$(B)/share/sv/%: share/%
	@mkdir -p $(@D)
	cp $< $@

$(B)/share/locale/%/LC_MESSAGES/sv.mo: share/po/%.po
	@mkdir -p $(@D)
	msgfmt --check -o $@ $<

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) -std=c11 $(CPPFLAGS) $(CFLAGS) $(WARN) $(HARDEN) -ffunction-sections -fdata-sections -MMD -MP -c -o $@ $<

$(B)/libsv.a: $(LIBOBJ)
	@rm -f $@
	ar rcs $@ $^

$(B)/bin/%: $(B)/cmd/%.o $(B)/libsv.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(B)/lib/store/no_transports.o $(B)/libsv.a $(LIBS)

-include $(LIBOBJ:.o=.d) $(CMDS:%=$(B)/cmd/%.d)

.PHONY: all
.SECONDARY:
