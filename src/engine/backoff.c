/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long to wait before looking for a lost server again. Pure: the caller brings the chance. */

#include "engine/backoff.h"

#define FIRST_SECONDS 2
#define MAX_SECONDS 300
#define MAX_RETRY_AFTER (24 * 60 * 60)

/**
 * valise_backoff_seconds:
 * @attempt: how many tries failed since the server was last reached, at least 1
 * @retry_after: seconds that the server asked to wait, 0 when it did not say
 * @random: chance, from 0 to less than 1
 *
 * The time doubles from try to try up to five minutes. Half of it is left to chance, so that the
 * clients of a server that comes back do not all arrive at once. What the server asks for is never
 * undercut, up to a day.
 *
 * Returns: seconds to wait, at least 1
 */
guint
valise_backoff_seconds (guint attempt, gint64 retry_after, double random)
{
  guint doublings = MIN (MAX (attempt, 1) - 1, 16);
  guint full = MIN ((guint)FIRST_SECONDS << doublings, MAX_SECONDS);
  guint seconds = (guint)(full / 2.0 + full / 2.0 * random + 0.5);

  return MAX (seconds, (guint)CLAMP (retry_after, 1, MAX_RETRY_AFTER));
}
