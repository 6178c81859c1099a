/* SPDX-License-Identifier: MIT */
/* Short reads of members of JSON objects; every result is borrowed, and absent or mistyped members read as nothing. */
#ifndef SV_JSON_GET_H
#define SV_JSON_GET_H

#include <jansson.h>
#include <stdbool.h>

/* Whether two texts are there (not NULL) and the same. */
bool sv_text_is(const char *a, const char *b);
/* The text of a member, or NULL. */
const char *sv_json_text(const json_t *object, const char *key);
/* Whether a member is true. */
bool sv_json_true(const json_t *object, const char *key);
/* Whether a member is there at all. */
bool sv_json_has(const json_t *object, const char *key);
/* The integer of a member, or fallback. */
long long sv_json_int(const json_t *object, const char *key, long long fallback);
/* The array or object of a member, or NULL. */
json_t *sv_json_array(const json_t *object, const char *key);
json_t *sv_json_object(const json_t *object, const char *key);
/* Whether an array (NULL: empty) holds a text (NULL: it does not). */
bool sv_json_holds(const json_t *array, const char *text);
/* The first object of an array (NULL: empty) whose member key is the text value; NULL where there is none, or no such text is asked for. */
json_t *sv_json_find(const json_t *array, const char *key, const char *value);
/* Sets a member to a text, where the text is not NULL. False without memory. */
bool sv_json_set_text(json_t *object, const char *key, const char *text);
/*
 * Copies, new; NULL for NULL and without memory. jansson's own leave out, without a word, what they find no memory for: an event without a member would be
 * sealed and stored like that. The deep one goes without jansson's search for values that hold themselves, which no record does.
 */
json_t *sv_json_copy(const json_t *v);
json_t *sv_json_deep_copy(const json_t *v);
/* Sets a member to another value (taking its own reference), where the value is not NULL. */
bool sv_json_set(json_t *object, const char *key, json_t *value);
/*
 * Puts a new value (which is taken, and may be NULL) into an object or at the end of an array. Returns it, to be filled in further; NULL where it is not there:
 * jansson frees what it finds no memory for.
 */
json_t *sv_json_put(json_t *object, const char *key, json_t *value);
json_t *sv_json_append(json_t *array, json_t *value);
/* Adds a text, where it is not NULL, to an array member (made where missing), once. False without memory. */
bool sv_json_add_word(json_t *object, const char *key, const char *word);

#endif
