/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/content.h"
#include "model/item.h"

G_BEGIN_DECLS

/* One of several: a phone number, an e-mail address, a postal address, ... */
typedef struct
{
  char *value; /* a postal address has several lines */
  char *types; /* "home cell", lower case, sorted; "" none */
  char *label; /* nullable: what the user calls it, in place of the types */
  gboolean preferred;
} ValiseContactValue;

/* What a reader sees of a contact. Strings are UTF-8 and safe to show; nullable but for @name. */
typedef struct
{
  char *uid;
  char *name; /* as it is shown; "" if there is nothing to make one of */
  char *prefix, *given, *middle, *family, *suffix;
  char *nickname;
  char *organization, *department;
  char *job;                    /* title or role */
  char *birthday, *anniversary; /* "1985-04-12", "--04-12", or words */
  char *note;
  GPtrArray *emails, *phones, *addresses, *urls,
      *chats;       /* of ValiseContactValue; the preferred first */
  GStrv categories; /* never NULL */
  GStrv members;    /* of a group: names, addresses or UIDs; never NULL */
  gboolean is_group;
  GBytes *photo;
  char *photo_type;  /* "image/jpeg" */
  gint64 changed_at; /* Unix seconds; 0 unknown */
} ValiseContactView;

ValiseContactView *valise_contact_view_new (GBytes *content, GError **error);
void valise_contact_view_free (ValiseContactView *view);
char *valise_contact_value_describe (const ValiseContactValue *value);
char *valise_contact_view_to_text (const ValiseContactView *view);

gboolean valise_contact_summarize (GBytes *content, ValiseSummary *summary, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ValiseContactView, valise_contact_view_free)

G_END_DECLS
