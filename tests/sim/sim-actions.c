/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Does one action, by whoever does it. */

#include "sim-schedule.h"

static void
arm (SimWorld *world, SimFaultKind kind, guint flavour)
{
  if (!world->in_run)
    return;
  world->fault.kind = kind;
  world->fault.flavour = flavour;
}

void
sim_act (SimWorld *world, const SimAction *action)
{
  switch (action->kind)
    {
    case SIM_FAIL_BEFORE:
      arm (world, SIM_FAULT_ERROR, action->a);
      return;
    case SIM_FAIL_AFTER:
      arm (world, SIM_FAULT_LOST, action->a);
      return;
    case SIM_FAIL_ITEM:
      arm (world, SIM_FAULT_ITEM, action->a);
      return;
    case SIM_POWER_CUT:
      if (world->in_run)
        sim_cut_power (world);
      return;
    default:
      if (!sim_user_act (world, action))
        sim_other_act (world, action);
    }
}
