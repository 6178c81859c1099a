/* SPDX-License-Identifier: MIT */
/*
 * Memory of JSON values: small blocks of a few sizes, which each thread keeps when they are freed and gives out again. A record is dozens of values that
 * live for a moment, and the general allocator was a seventh of a bulk import.
 */
#ifndef SV_JSON_MEMORY_H
#define SV_JSON_MEMORY_H

/* Makes jansson use it, before any value is made. Under a sanitizer it does nothing, so that each block stays one that is watched. */
void sv_json_memory(void);

#endif
