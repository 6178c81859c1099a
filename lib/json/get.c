/* SPDX-License-Identifier: MIT */
/* Short reads of JSON members: see get.h. */
#include "json/get.h"

#include <string.h>

bool sv_text_is(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

const char *sv_json_text(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

bool sv_json_true(const json_t *object, const char *key)
{
	return json_is_true(json_object_get(object, key));
}

bool sv_json_has(const json_t *object, const char *key)
{
	return json_object_get(object, key) != NULL;
}

long long sv_json_int(const json_t *object, const char *key, long long fallback)
{
	const json_t *v = json_object_get(object, key);

	return json_is_integer(v) ? json_integer_value(v) : fallback;
}

json_t *sv_json_array(const json_t *object, const char *key)
{
	json_t *v = json_object_get(object, key);

	return json_is_array(v) ? v : NULL;
}

json_t *sv_json_object(const json_t *object, const char *key)
{
	json_t *v = json_object_get(object, key);

	return json_is_object(v) ? v : NULL;
}

bool sv_json_holds(const json_t *array, const char *text)
{
	size_t i;
	json_t *v;

	json_array_foreach(array, i, v) {
		if (sv_text_is(json_string_value(v), text))
			return true;
	}
	return false;
}

json_t *sv_json_find(const json_t *array, const char *key, const char *value)
{
	size_t i;
	json_t *v;

	json_array_foreach(array, i, v) {
		if (sv_text_is(sv_json_text(v, key), value))
			return v;
	}
	return NULL;
}

bool sv_json_set_text(json_t *object, const char *key, const char *text)
{
	return text == NULL || json_object_set_new(object, key, json_string(text)) == 0;
}

json_t *sv_json_copy(const json_t *v)
{
	json_t *copy = json_copy((json_t *)v);

	if (copy && (json_object_size(copy) != json_object_size(v) || json_array_size(copy) != json_array_size(v))) {
		json_decref(copy);
		return NULL;
	}
	return copy;
}

json_t *sv_json_deep_copy(const json_t *value)
{
	json_t *copy, *item;
	const char *key;
	size_t i;
	bool ok = true;

	if (value == NULL)
		return NULL;
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		copy = json_object();
		json_object_foreach((json_t *)value, key, item)
			ok = ok && json_object_set_new_nocheck(copy, key, sv_json_deep_copy(item)) == 0;
		break;
	case JSON_ARRAY:
		copy = json_array();
		json_array_foreach(value, i, item)
			ok = ok && json_array_append_new(copy, sv_json_deep_copy(item)) == 0;
		break;
	case JSON_STRING:
		return json_stringn_nocheck(json_string_value(value), json_string_length(value));
	default:
		return json_copy((json_t *)value);
	}
	if (ok)
		return copy;
	json_decref(copy);
	return NULL;
}

bool sv_json_set(json_t *object, const char *key, json_t *value)
{
	return value == NULL || json_object_set(object, key, value) == 0;
}

json_t *sv_json_put(json_t *object, const char *key, json_t *value)
{
	return json_object_set_new(object, key, value) == 0 ? value : NULL;
}

json_t *sv_json_append(json_t *array, json_t *value)
{
	return json_array_append_new(array, value) == 0 ? value : NULL;
}

bool sv_json_add_word(json_t *object, const char *key, const char *word)
{
	json_t *list = sv_json_array(object, key);

	if (word == NULL)
		return true;
	if (list == NULL)
		list = sv_json_put(object, key, json_array());
	return sv_json_holds(list, word) || json_array_append_new(list, json_string(word)) == 0;
}
