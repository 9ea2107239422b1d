/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Watches for a panel that shows tray icons. It takes two: a watcher, which owns a name on the
 * session bus, and a host, which has registered there. A desktop without them has no tray, and both
 * may come late at login or go away when a panel is started anew. */

#include "tray-host.h"

#define WATCHER_NAME "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH "/StatusNotifierWatcher"

struct _ValiseTrayHost
{
  GObject parent_instance;

  GDBusConnection *bus;
  GCancellable *cancellable; /* of the question that is on its way */
  guint name_watch;
  guint subscription;
  gboolean present;
};

enum
{
  PROP_PRESENT = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_TYPE (ValiseTrayHost, valise_tray_host, G_TYPE_OBJECT)

static void
set_present (ValiseTrayHost *self, gboolean present)
{
  if (self->present == present)
    return;
  self->present = present;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENT]);
}

static void
cancel_question (ValiseTrayHost *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
on_question_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ValiseTrayHost *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               &error);
  g_autoptr (GVariant) value = NULL;

  /* Cancelled: @self may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    g_variant_get (answer, "(v)", &value);
  set_present (self, value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
                         && g_variant_get_boolean (value));
}

static void
ask (ValiseTrayHost *self)
{
  cancel_question (self);
  self->cancellable = g_cancellable_new ();
  g_dbus_connection_call (self->bus, WATCHER_NAME, WATCHER_PATH, "org.freedesktop.DBus.Properties",
                          "Get",
                          g_variant_new ("(ss)", WATCHER_NAME, "IsStatusNotifierHostRegistered"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NO_AUTO_START, -1,
                          self->cancellable, on_question_answered_cb, self);
}

static void
on_watcher_appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  ask (data);
}

static void
on_watcher_vanished_cb (GDBusConnection *bus, const char *name, gpointer data)
{
  ValiseTrayHost *self = data;

  cancel_question (self);
  set_present (self, FALSE);
}

/* StatusNotifierHostRegistered and its opposite; other signals do no harm. */
static void
on_watcher_signalled_cb (GDBusConnection *bus,
                         const char *sender,
                         const char *path,
                         const char *interface,
                         const char *signal,
                         GVariant *parameters,
                         gpointer data)
{
  if (g_str_has_prefix (signal, "StatusNotifierHost"))
    ask (data);
}

static void
valise_tray_host_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ValiseTrayHost *self = VALISE_TRAY_HOST (object);

  if (id == PROP_PRESENT)
    g_value_set_boolean (value, self->present);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
valise_tray_host_dispose (GObject *object)
{
  ValiseTrayHost *self = VALISE_TRAY_HOST (object);

  cancel_question (self);
  g_clear_handle_id (&self->name_watch, g_bus_unwatch_name);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);

  G_OBJECT_CLASS (valise_tray_host_parent_class)->dispose (object);
}

static void
valise_tray_host_class_init (ValiseTrayHostClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = valise_tray_host_get_property;
  object_class->dispose = valise_tray_host_dispose;

  properties[PROP_PRESENT] = g_param_spec_boolean ("present", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
valise_tray_host_init (ValiseTrayHost *self)
{
}

/**
 * valise_tray_host_new:
 * @bus: the session bus
 *
 * Returns: (transfer full): a watch; nobody is known to be there until notify::present
 */
ValiseTrayHost *
valise_tray_host_new (GDBusConnection *bus)
{
  ValiseTrayHost *self = g_object_new (VALISE_TYPE_TRAY_HOST, NULL);

  self->bus = g_object_ref (bus);
  self->subscription = g_dbus_connection_signal_subscribe (
      bus, WATCHER_NAME, WATCHER_NAME, NULL, WATCHER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      on_watcher_signalled_cb, self, NULL);
  self->name_watch = g_bus_watch_name_on_connection (
      bus, WATCHER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, on_watcher_appeared_cb,
      on_watcher_vanished_cb, self, NULL);
  return self;
}

/**
 * valise_tray_host_is_present:
 * @self: a watch
 *
 * Returns: whether tray icons are shown at the moment
 */
gboolean
valise_tray_host_is_present (ValiseTrayHost *self)
{
  return self->present;
}
