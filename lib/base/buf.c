/* SPDX-License-Identifier: MIT */
/* Growing byte buffers: see buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/wipe.h"

void sv_buf_init(struct sv_buf *b)
{
	*b = (struct sv_buf)SV_BUF_INIT;
}

void sv_buf_release(struct sv_buf *b)
{
	bool locked = b->locked;

	if (locked)
		sv_secret_free(b->data);
	else
		free(b->data);
	sv_buf_init(b);
	b->locked = locked;
}

void sv_buf_release_secret(struct sv_buf *b)
{
	if (b->data)
		sv_wipe(b->data, b->cap);
	sv_buf_release(b);
}

void sv_buf_clear(struct sv_buf *b)
{
	b->len = 0;
	b->failed = false;
	if (b->data)
		b->data[0] = '\0';
}

static bool grow(struct sv_buf *b, size_t n, bool secret)
{
	if (b->failed || n > SIZE_MAX / 2 - b->len - 1) {
		b->failed = true;
		return false;
	}
	size_t need = b->len + n + 1;
	if (b->data && need <= b->cap)
		return true;
	size_t cap = b->cap ? b->cap : b->locked ? 2048 : 64; /* a passphrase never moves */
	while (cap < need)
		cap *= 2;
	char *data;
	if (b->locked) {
		data = sv_secret_alloc(cap);
		if (data && b->data) {
			memcpy(data, b->data, b->len + 1);
			sv_secret_free(b->data);
		}
	} else if (secret) {
		data = malloc(cap);
		if (data && b->data) {
			memcpy(data, b->data, b->len + 1);
			sv_wipe(b->data, b->cap);
			free(b->data);
		}
	} else {
		data = realloc(b->data, cap);
	}
	if (data == NULL) {
		b->failed = true;
		return false;
	}
	b->data = data;
	b->cap = cap;
	return true;
}

bool sv_buf_reserve(struct sv_buf *b, size_t n)
{
	return grow(b, n, false);
}

bool sv_buf_reserve_secret(struct sv_buf *b, size_t n)
{
	return grow(b, n, true);
}

static void append(struct sv_buf *b, const void *bytes, size_t n, bool secret)
{
	if (!grow(b, n, secret))
		return;
	if (n > 0)
		memcpy(b->data + b->len, bytes, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void sv_buf_add(struct sv_buf *b, const void *bytes, size_t n)
{
	append(b, bytes, n, false);
}

void sv_buf_add_secret(struct sv_buf *b, const void *bytes, size_t n)
{
	append(b, bytes, n, true);
}

void sv_buf_adds(struct sv_buf *b, const char *s)
{
	append(b, s, strlen(s), false);
}

void sv_buf_addc(struct sv_buf *b, char c)
{
	append(b, &c, 1, false);
}

void sv_buf_addf(struct sv_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0 || !grow(b, (size_t)n, false)) {
		b->failed = true;
		return;
	}
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

const char *sv_buf_str(const struct sv_buf *b)
{
	return b->data ? b->data : "";
}

char *sv_buf_take(struct sv_buf *b)
{
	if (b->data == NULL)
		append(b, "", 0, false);
	if (b->failed) {
		sv_buf_release(b);
		return NULL;
	}
	char *data = b->data;
	sv_buf_init(b);
	return data;
}
