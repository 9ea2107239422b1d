/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the documentation of the API leaves open, and what can go wrong. */
typedef enum
{
  /* Left open */
  VALISE_DEMO_STALE_KEY,
  VALISE_DEMO_OWN_ECHO,
  VALISE_DEMO_CHECK_WATERMARK,
  VALISE_DEMO_LIST_BODIES,
  VALISE_DEMO_TWO_FACTOR,
  VALISE_DEMO_APP_PASSWORDS,
  VALISE_DEMO_LOGIN_CODE,
  VALISE_DEMO_SECOND_COOKIE,
  VALISE_DEMO_ERROR_STATUS,
  VALISE_DEMO_DENIED_STATUS,
  VALISE_DEMO_UPLOAD_FORM,
  VALISE_DEMO_MESSAGE_ID,
  VALISE_DEMO_WHOLE_NOTES,
  VALISE_DEMO_NEWER_FIELDS,
  VALISE_DEMO_DAY_NUMBERS,
  VALISE_DEMO_CHANGES_ORDER,
  VALISE_DEMO_CHANGES_REPEAT,
  VALISE_DEMO_CHANGES_LIMIT,
  VALISE_DEMO_NEW_MAIL,
  VALISE_DEMO_FLAG_CHANGE,
  VALISE_DEMO_MOVE_CHANGE,
  VALISE_DEMO_FOLDER_CHANGES,
  VALISE_DEMO_SECOND_POLL,
  VALISE_DEMO_LIST_CAP,
  VALISE_DEMO_MAX_UPLOAD,
  /* What goes wrong */
  VALISE_DEMO_BUSY,
  VALISE_DEMO_BUSY_TIMES,
  VALISE_DEMO_QUOTA_REACHED,
  VALISE_DEMO_SESSION_REQUESTS,
  VALISE_DEMO_JOURNAL_LENGTH,
  VALISE_DEMO_LOSE_ANSWERS,
  VALISE_DEMO_LOSE_METHOD,
  VALISE_DEMO_UNREACHABLE,
  VALISE_DEMO_DELAY_MS,
  /* What happens meanwhile */
  VALISE_DEMO_SECOND_EDITOR,
  VALISE_DEMO_N_SWITCHES
} ValiseDemoSwitch;

typedef struct _ValiseDemoSwitches ValiseDemoSwitches;

ValiseDemoSwitches *valise_demo_switches_new (void);
void valise_demo_switches_free (ValiseDemoSwitches *self);

gboolean
valise_demo_switches_set (ValiseDemoSwitches *self, const char *assignment, GError **error);
void valise_demo_switches_reset (ValiseDemoSwitches *self);
char *valise_demo_switches_help (void);

const char *valise_demo_switch_word (ValiseDemoSwitches *self, ValiseDemoSwitch which);
gboolean
valise_demo_switch_is (ValiseDemoSwitches *self, ValiseDemoSwitch which, const char *value);
gboolean valise_demo_switch_on (ValiseDemoSwitches *self, ValiseDemoSwitch which);
gint64 valise_demo_switch_number (ValiseDemoSwitches *self, ValiseDemoSwitch which);
gboolean valise_demo_switch_take (ValiseDemoSwitches *self, ValiseDemoSwitch which);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseDemoSwitches, valise_demo_switches_free)

G_END_DECLS
