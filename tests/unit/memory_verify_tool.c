/* SPDX-License-Identifier: MIT */
/* sv-verify with one allocation of a library failing, for tests/fault/memory.py: see memory_tool.c. */
#define MEMORY_COMMAND "../../cmd/sv-verify.c"
#include "memory_tool.c"
