/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The names that Valise is known by outside of itself, all of them here. */

#define VALISE_APP_ID "org.valise.Valise"
#define VALISE_BUS_NAME VALISE_APP_ID ".Engine"
#define VALISE_BUS_INTERFACE VALISE_APP_ID ".Engine"
#define VALISE_BUS_PATH "/org/valise/Valise/Engine"
#define VALISE_SECRET_SCHEMA VALISE_APP_ID ".Password"
