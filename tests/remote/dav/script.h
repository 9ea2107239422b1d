/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "../../net/double.h"
#include "../jmap/driver.h"

/* How a scripted server answers a kind of request; the first rule that fits does. */
typedef struct
{
  const char *method;
  const char *path;
  const char *asks; /* nullable: what the body has to have in it */
  guint status;
  const char *answer; /* nullable; of a 207: only the responses; of a redirect: where to */
  const char *etag;   /* nullable */
  gboolean once;
  gboolean used;
} ScriptRule;

/* A WebDAV server that says what a test tells it to. */
typedef struct
{
  Double *server;
  ScriptRule *rules; /* up to one without a method; what none fits to is 404 */
  GString *log;      /* "METHOD path" of each request, one a line */
} Script;

#define SCRIPT_RESPONSE(href, props)                                                               \
  "<response><href>" href "</href><propstat><prop>" props                                          \
  "</prop><status>HTTP/1.1 200 OK</status></propstat></response>"
#define SCRIPT_CALENDAR(href, props)                                                               \
  SCRIPT_RESPONSE (href, "<resourcetype><collection/><C:calendar/></resourcetype>" props)
#define SCRIPT_EVENT(uid, title)                                                                   \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:" uid                         \
  "\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T000000Z\r\nSUMMARY:" title                     \
  "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
#define SCRIPT_ITEM(href, etag, data)                                                              \
  SCRIPT_RESPONSE (href,                                                                           \
                   "<getetag>\"" etag "\"</getetag><C:calendar-data>" data "</C:calendar-data>")
#define SCRIPT_PRINCIPAL(href)                                                                     \
  SCRIPT_RESPONSE (href, "<C:calendar-home-set><href>/home/</href></C:calendar-home-set>"          \
                         "<A:addressbook-home-set><href>/home/</href></A:addressbook-home-set>")

/* The rules and the collection that most tests begin with. */
#define SCRIPT_ME                                                                                  \
  {                                                                                                \
    "PROPFIND", "/me/", NULL, 207, SCRIPT_PRINCIPAL ("/me/")                                       \
  }
#define SCRIPT_HOME(collections)                                                                   \
  {                                                                                                \
    "PROPFIND", "/home/", NULL, 207, collections                                                   \
  }
#define SCRIPT_WORK(props)                                                                         \
  SCRIPT_CALENDAR ("/home/work/",                                                                  \
                   "<displayname>Work</displayname><C:supported-calendar-component-set>"           \
                   "<C:comp name='VEVENT'/></C:supported-calendar-component-set>" props)

ValiseRemote *script_start (Script *self, const char *path);
void script_stop (Script *self);
const ValiseRemoteItem *script_find (GPtrArray *items, const char *id);
guint script_count (Script *self, const char *line);
