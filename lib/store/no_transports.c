/* SPDX-License-Identifier: MIT */
/*
 * The history is read and written, never exchanged: that is git's own work. libgit2 is linked statically, and the
 * definitions here stand in for its network transports, so that the linker leaves them out: no TLS, SSH or HTTP code in a
 * process that opens confidential cases, and a start of one millisecond instead of eight. Whatever would reach out fails.
 */
#include <git2.h>
#include <git2/sys/transport.h>

#include <stdbool.h>

/* What libgit2's start, its option table and its table of transports refer to. */
extern bool git_http__expect_continue, git_smart__ofs_delta_enabled;
bool git_http__expect_continue, git_smart__ofs_delta_enabled;

int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_mbedtls_stream_new(void **out, const char *host, const char *port);
int git_mbedtls_stream_wrap(void **out, void *in, const char *host);
int git_transport_ssh_global_init(void);
void http_parser_url_init(void *url);
int http_parser_parse_url(const char *text, size_t n, int is_connect, void *url);static int absent(void)
{
	git_error_set_str(GIT_ERROR_NET, "the network is left to git itself");
	return GIT_ERROR;
}



int git_mbedtls_stream_global_init(void)
{
	return 0;
}

int git_mbedtls__set_cert_location(const char *file, const char *path)
{
	(void)file;
	(void)path;
	return absent();
}

int git_mbedtls_stream_new(void **out, const char *host, const char *port)
{
	(void)out;
	(void)host;
	(void)port;
	return absent();
}

int git_mbedtls_stream_wrap(void **out, void *in, const char *host)
{
	(void)out;
	(void)in;
	(void)host;
	return absent();
}

int git_transport_ssh_global_init(void)
{
	return 0;
}

/* libgit2 parses addresses of remotes with it: there are none here, so every address is malformed. */
void http_parser_url_init(void *url)
{
	(void)url;
}

int http_parser_parse_url(const char *text, size_t n, int is_connect, void *url)
{
	(void)text;
	(void)n;
	(void)is_connect;
	(void)url;
	return 1;
}

int git_transport_smart(git_transport **out, git_remote *owner, void *param)
{
	(void)out;
	(void)owner;
	(void)param;
	return absent();
}

int git_smart_subtransport_http(git_smart_subtransport **out, git_transport *owner, void *param)
{
	(void)out;
	(void)owner;
	(void)param;
	return absent();
}

int git_smart_subtransport_ssh(git_smart_subtransport **out, git_transport *owner, void *param)
{
	(void)out;
	(void)owner;
	(void)param;
	return absent();
}

int git_smart_subtransport_git(git_smart_subtransport **out, git_transport *owner, void *param)
{
	(void)out;
	(void)owner;
	(void)param;
	return absent();
}
