/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The entry that libFuzzer calls. Each file fuzz-THING.c has one. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
