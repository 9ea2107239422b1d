/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is written in the sample account. Alice Holt builds harbours. */

#include "demo/sample-private.h"

const char *const valise_demo_subjects[] = {
  "Quay wall survey",
  "Budget for the second phase",
  "Minutes of Tuesday",
  "Crane inspection",
  "Drawings, revision C",
  "Permit from the city",
  "Site visit next week",
  "Invoice 2214",
  "Tender documents",
  "Load test results",
  "Who takes the Friday shift?",
  "Parking for visitors",
  "Handover checklist",
  "Noise complaints",
  "Pump station schedule",
  "Concrete samples",
  "Sheet piles: 3.20 m or 3.02 m?",
  "Divers on Thursday",
  "Insurance for the barge",
  "Photos of the north basin",
  NULL,
};

const char *const valise_demo_sentences[] = {
  "I have put the latest figures into the table, the old ones are on the second sheet.",
  "Could you have a look before Thursday, please?",
  "The divers were there this morning and found nothing new.",
  "We are two days late, but the ground is better than we feared.",
  "Carla has asked for the drawings in the other scale as well.",
  "There is still no word from the city; I will ring them tomorrow.",
  "If the weather holds, we pour on Monday.",
  "The supplier wants the deposit first, as always.",
  "Please do not forward this yet.",
  "I think that option two is cheaper over ten years, though not in the first one.",
  "The minutes are below, tell me if I forgot something.",
  "Nobody has claimed the blue helmet in the office, by the way.",
  "The crane is booked from the ninth to the twelfth.",
  "We should take photographs before anything is moved.",
  "That sounds right to me.",
  "Let us talk about it over lunch.",
  "The tide table says half past five, so we start early.",
  "I would rather measure twice than dig twice.",
  NULL,
};

const char *const valise_demo_family_subjects[] = {
  "Sunday lunch",    "Photos from the lake", "Grandpa's birthday",
  "The old bicycle", "Recipe: plum cake",    "Train times",
  "Spare keys",      "Who feeds the cat?",   NULL,
};

const char *const valise_demo_family_sentences[] = {
  "We thought of one o'clock, but say if that is too early for the children.",
  "Bring the big pot, ours has a hole.",
  "I have scanned the pictures from the lake, two of them are upside down.",
  "Grandpa says that he wants no presents, so buy something small.",
  "The bicycle is in the shed, the pump is not.",
  "Your father has built a shelf. It stands, nearly.",
  "The cat eats at seven and at six, and pretends that it does not.",
  "See you soon!",
  NULL,
};

const char *const valise_demo_meetings[] = {
  "Site meeting",
  "Budget review",
  "Call with the supplier",
  "Design review",
  "Interview",
  "Tender opening",
  "Safety training",
  "Visit of the city council",
  "Concrete pour",
  "Load test",
  "Lunch with the divers",
  "Handover, north basin",
  NULL,
};

const char *const valise_demo_places[] = {
  "Room 1",  "Room 2",       "Site office, quay 4", "Town hall",
  "Canteen", "By telephone", "North basin",         NULL,
};

const char *const valise_demo_tasks[] = {
  "Order sheet piles",
  "Answer the noise complaint",
  "Renew the crane certificate",
  "Send the minutes",
  "Book the barge",
  "Check invoice 2214",
  "Draw the drainage plan",
  "Ask the city about parking",
  "Prepare the handover folder",
  "Return the borrowed level",
  "Write the talk for the harbour day",
  "Buy a birthday present",
  NULL,
};

const char *const valise_demo_notes[] = {
  "Door code of the site office\n4 7 1 1, then the bell",
  "Tide, rule of twelfths\n1, 2, 3, 3, 2, 1",
  "Books\nThe Shipping News\nLonging\nA Pattern Language",
  "Ideas for the talk\n- the crane\n- the divers\n- why water always wins",
  "Wi-Fi at the town hall\nguest, no password, slow",
  "Größen\nHelm 58, Stiefel 39, Jacke M",
  "Plum cake\n500 g flour, 250 g butter, 2 eggs\n1 kg plums\n180 °C, 50 minutes",
  "東京のお土産\n抹茶、手ぬぐい、お茶碗",
  "Спросить у Дмитрия\nчертежи, насос, фотографии",
  "Numbers\nHarbour master 0123 456 78\nTug 0123 456 99",
  NULL,
};

/**
 * valise_demo_sample_pick:
 * @self: the sample account in the making
 * @texts: texts, %NULL-terminated
 *
 * Returns: (transfer none): any of them
 */
const char *
valise_demo_sample_pick (ValiseDemoSample *self, const char *const *texts)
{
  return texts[valise_demo_sample_below (self, g_strv_length ((GStrv)texts))];
}
