/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

/* A web server in this process, on a thread of its own, for what no real server can be made to do.
 */
typedef struct _Double Double;

/* Answers a request, on the double's thread. */
typedef void (*DoubleFunc) (Double *self,
                            SoupServerMessage *message,
                            const char *path,
                            gpointer data);

Double *double_new (DoubleFunc func, gpointer data, GTlsCertificate *certificate);
void double_free (Double *self);
const char *double_url (Double *self);

/* How many requests came, and what the Authorization of the one of that index was. */
guint double_count (Double *self);
char *double_authorization (Double *self, guint index);
void double_wait_for (Double *self, guint count);

/* Ways to answer. */
void double_answer (SoupServerMessage *message, guint status, const char *type, const char *body);
void double_redirect (SoupServerMessage *message, guint status, const char *location);
void double_hang_up (SoupServerMessage *message);
void double_stay_silent (SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Double, double_free)
