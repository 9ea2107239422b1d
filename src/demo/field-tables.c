/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The structures of the API as its documentation gives them, one table each. What is not in a table
 * does not exist for the double: it is refused where it is sent and never answered. */

#include "demo/fields.h"

#define S(name, ...)                                                                               \
  {                                                                                                \
    name, VALISE_DEMO_STRING, ##__VA_ARGS__                                                        \
  }
#define N(name, ...)                                                                               \
  {                                                                                                \
    name, VALISE_DEMO_NUMBER, ##__VA_ARGS__                                                        \
  }
#define B(name, ...)                                                                               \
  {                                                                                                \
    name, VALISE_DEMO_BOOL, ##__VA_ARGS__                                                          \
  }
#define D(name, ...)                                                                               \
  {                                                                                                \
    name, VALISE_DEMO_DATE, ##__VA_ARGS__                                                          \
  }
#define E(name, flags, values)                                                                     \
  {                                                                                                \
    name, VALISE_DEMO_ENUM, flags, values                                                          \
  }
#define ONE(name, flags, fields)                                                                   \
  {                                                                                                \
    name, VALISE_DEMO_STRUCT, flags, NULL, fields                                                  \
  }
#define LIST(name, flags, fields)                                                                  \
  {                                                                                                \
    name, VALISE_DEMO_STRUCTS, flags, NULL, fields                                                 \
  }
#define STRINGS(name)                                                                              \
  {                                                                                                \
    name, VALISE_DEMO_STRINGS                                                                      \
  }
#define NUMBERS(name)                                                                              \
  {                                                                                                \
    name, VALISE_DEMO_NUMBERS                                                                      \
  }
#define END                                                                                        \
  {                                                                                                \
    NULL                                                                                           \
  }

#define RO VALISE_DEMO_READ_ONLY
#define WO VALISE_DEMO_WRITE_ONLY
#define ONCE VALISE_DEMO_WRITE_ONCE
#define MAY VALISE_DEMO_OPTIONAL
#define UNLISTED VALISE_DEMO_NOT_LISTED

#define PRIORITY "Normal|Low|High"
#define ACCESS "EAccessCreator|EAccessInvitee|EAccessReadOnly"

const ValiseDemoField valise_demo_folder_fields[] = {
  S ("id", RO),
  S ("parentId"),
  S ("name"),
  S ("ownerName", RO),
  S ("emailAddress", RO),
  E ("type", ONCE, "FMail|FRoot|FContact|FCalendar|FTask|FNote"),
  E ("subType",
     RO,
     "FSubNone|FSubInbox|FSubDrafts|FSubSentItems|FSubDeletedItems|FSubJunkEmail|FSubDefault|"
     "FSubGalResources|FSubGalContacts"),
  E ("placeType",
     RO,
     "FPlaceMailbox|FPlaceResources|FPlaceLocations|FPlacePeople|FPlacePublic|FPlaceArchive"),
  E ("access", RO, "FAccessAdmin|FAccessListingOnly|FAccessReadOnly|FAccessReadWrite"),
  B ("isShared", RO),
  B ("isDelegated", RO),
  N ("nestingLevel", RO),
  N ("messageCount", RO),
  N ("messageUnread", RO),
  N ("messageSize", RO),
  B ("checked"),
  S ("color"),
  B ("published", RO),
  END,
};

/* Mail */

static const ValiseDemoField address_fields[] = {
  S ("name"),
  S ("address"),
  S ("contactId", ONCE | MAY),
  END,
};

static const ValiseDemoField part_fields[] = {
  S ("id", RO),
  E ("contentType", 0, "ctTextPlain|ctTextHtml"),
  S ("content"),
  END,
};

static const ValiseDemoField attachment_fields[] = {
  S ("id"),       S ("url", RO), S ("name", MAY), S ("contentType", MAY), S ("contentId", MAY),
  N ("size", RO), END,
};

static const ValiseDemoField header_fields[] = {
  E ("type", 0, "mhMessageID|mhInReplayTo|mhResentMessageID"),
  S ("value"),
  END,
};

static const ValiseDemoField message_fields[] = {
  S ("message"),
  STRINGS ("positionalParameters"),
  N ("plurality"),
  END,
};

static const ValiseDemoField sign_fields[] = {
  B ("isSigned"),
  B ("isValid"),
  ONE ("error", 0, message_fields),
  END,
};

static const ValiseDemoField encrypt_fields[] = {
  B ("isEncrypted"),
  E ("result", 0, "DecryptSuccesful|DecryptNoKey|DecryptError"),
  ONE ("error", 0, message_fields),
  END,
};

const ValiseDemoField valise_demo_mail_fields[] = {
  S ("id", RO),
  S ("folderId", ONCE),
  N ("watermark"),
  ONE ("from", 0, address_fields),
  ONE ("sender", 0, address_fields),
  LIST ("to", 0, address_fields),
  LIST ("cc", 0, address_fields),
  LIST ("bcc", 0, address_fields),
  LIST ("replyTo", 0, address_fields),
  ONE ("notificationTo", 0, address_fields),
  D ("sendDate"),
  D ("receiveDate"),
  D ("modifiedDate", RO),
  S ("subject"),
  E ("priority", 0, PRIORITY),
  N ("size", RO),
  B ("isSeen"),
  B ("isAnswered"),
  B ("isFlagged"),
  B ("isForwarded"),
  B ("isJunk"),
  B ("isMDNSent"),
  B ("showExternal"),
  B ("requestDSN"),
  B ("hasAttachment", RO),
  B ("isDraft", RO),
  B ("isReadOnly", RO),
  ONE ("signInfo", RO, sign_fields),
  ONE ("encryptInfo", RO, encrypt_fields),
  LIST ("displayableParts", 0, part_fields),
  LIST ("attachments", 0, attachment_fields),
  LIST ("headers", 0, header_fields),
  B ("send", WO),
  B ("sign", WO),
  B ("encrypt", WO),
  END,
};

/* Calendar */

static const ValiseDemoField end_by_fields[] = {
  E ("type", 0, "ByRecurrenceNever|ByRecurrenceDate"),
  D ("date"),
  END,
};

static const ValiseDemoField precise_by_fields[] = {
  NUMBERS ("byDay"),      NUMBERS ("byMonthDay"), NUMBERS ("byMonth"),
  NUMBERS ("byPosition"), N ("byInterval"),       END,
};

static const ValiseDemoField rule_fields[] = {
  B ("isSet"),
  E ("frequency", 0, "Daily|Weekly|Monthly|Yearly"),
  ONE ("endBy", 0, end_by_fields),
  ONE ("preciseBy", 0, precise_by_fields),
  END,
};

static const ValiseDemoField reminder_fields[] = {
  B ("isSet"),
  E ("type", MAY, "ReminderRelative|ReminderAbsolute"),
  N ("minutesBeforeStart"),
  D ("date"),
  END,
};

static const ValiseDemoField attendee_fields[] = {
  S ("displayName"),
  S ("emailAddress"),
  E ("role", 0, "RoleRequiredAttendee|RoleOrganizer|RoleOptionalAttendee|RoleRoom|RoleEquipment"),
  B ("isNotified", RO),
  E ("partStatus", RO, "PartNotResponded|PartAccepted|PartDeclined|PartDelegated|PartTentative"),
  END,
};

/* clang-format off */
#define EVENT_FIELDS(unlisted)                                                                     \
  S ("folderId", ONCE),                                                                            \
  N ("watermark"),                                                                                 \
  E ("access", RO, ACCESS),                                                                        \
  S ("summary"),                                                                                   \
  S ("location"),                                                                                  \
  S ("description"),                                                                               \
  E ("label", 0,                                                                                   \
     "None|Important|Business|Personal|Vacation|MustAttend|TravelRequired|NeedsPreparation|"       \
     "BirthDay|Anniversary|PhoneCall"),                                                            \
  STRINGS ("categories"),                                                                          \
  D ("start"),                                                                                     \
  D ("end"),                                                                                       \
  N ("travelMinutes"),                                                                             \
  E ("freeBusy", 0, "Busy|Tentative|Free|OutOfOffice|NotAvailable"),                               \
  B ("isPrivate"),                                                                                 \
  B ("isAllDay"),                                                                                  \
  E ("priority", 0, PRIORITY),                                                                     \
  ONE ("rule", unlisted, rule_fields),                                                             \
  LIST ("attendees", 0, attendee_fields),                                                          \
  ONE ("reminder", unlisted, reminder_fields),                                                     \
  B ("isCancelled", RO)
/* clang-format on */

const ValiseDemoField valise_demo_event_fields[] = {
  S ("id", RO),
  EVENT_FIELDS (0),
  END,
};

const ValiseDemoField valise_demo_occurrence_fields[] = {
  S ("id", RO),
  S ("eventId", RO),
  EVENT_FIELDS (UNLISTED),
  B ("isException", RO),
  B ("hasReminder", RO),
  B ("isRecurrent", RO),
  N ("seqNumber", RO),
  E ("modification", WO, "modifyAll|modifyThis|modifyAllFollowing|modifyMasterEvent"),
  END,
};

const ValiseDemoField valise_demo_task_fields[] = {
  S ("id", RO),
  S ("folderId", ONCE),
  N ("watermark"),
  E ("access", RO, ACCESS),
  S ("summary"),
  S ("location"),
  S ("description"),
  E ("status", 0, "tsNotStarted|tsCompleted|tsInProgress|tsWaiting|tsDeferred"),
  D ("start"),
  D ("due"),
  D ("end", RO),
  N ("done"),
  E ("priority", 0, PRIORITY),
  ONE ("rule", 0, rule_fields),
  LIST ("attendees", 0, attendee_fields),
  ONE ("reminder", 0, reminder_fields),
  N ("sortOrder"),
  B ("isPrivate"),
  B ("isCancelled", RO),
  END,
};

/* Contacts */

static const ValiseDemoField extension_fields[] = {
  S ("groupId"),
  S ("label"),
  END,
};

static const ValiseDemoField phone_fields[] = {
  E ("type",
     0,
     "TypeWorkVoice|TypeAssistant|TypeWorkFax|TypeCallback|TypeCar|TypeCompany|TypeHomeVoice|"
     "TypeHomeFax|TypeIsdn|TypeMobile|TypeOtherVoice|TypeOtherFax|TypePager|TypePrimary|TypeRadio|"
     "TypeTelex|TypeTtyTdd|TypeCustom"),
  S ("number"),
  ONE ("extension", 0, extension_fields),
  END,
};

static const ValiseDemoField email_fields[] = {
  S ("address"),
  S ("name"),
  B ("preferred"),
  B ("isValidCertificate", RO),
  E ("type", 0, "EmailWork|EmailHome|EmailOther|EmailCustom|RefContact|RefDistributionList"),
  S ("refId"),
  ONE ("extension", 0, extension_fields),
  END,
};

static const ValiseDemoField postal_fields[] = {
  B ("preferred"),
  S ("pobox"),
  S ("extendedAddress"),
  S ("street"),
  S ("locality"),
  S ("state"),
  S ("zip"),
  S ("country"),
  S ("label"),
  E ("type", 0, "AddressHome|AddressWork|AddressOther|AddressCustom"),
  ONE ("extension", 0, extension_fields),
  END,
};

static const ValiseDemoField url_fields[] = {
  E ("type", 0, "UrlHome|UrlWork|UrlOther|UrlCustom"),
  S ("url"),
  ONE ("extension", 0, extension_fields),
  END,
};

static const ValiseDemoField photo_fields[] = {
  S ("id"),
  S ("url", RO),
  END,
};

const ValiseDemoField valise_demo_contact_fields[] = {
  S ("id", RO),
  S ("folderId", ONCE),
  N ("watermark"),
  E ("type", 0, "ctContact|ctDistributionList"),
  S ("commonName"),
  S ("firstName"),
  S ("middleName"),
  S ("surName"),
  S ("titleBefore"),
  S ("titleAfter"),
  S ("nickName"),
  LIST ("phoneNumbers", 0, phone_fields),
  LIST ("emailAddresses", 0, email_fields),
  LIST ("postalAddresses", 0, postal_fields),
  LIST ("urls", 0, url_fields),
  D ("birthDay"),
  D ("anniversary"),
  S ("companyName"),
  S ("departmentName"),
  S ("profession"),
  S ("managerName"),
  S ("assistantName"),
  S ("comment"),
  S ("IMAddress"),
  ONE ("photo", 0, photo_fields),
  STRINGS ("categories"),
  S ("certSourceId", WO),
  B ("isGalContact", RO),
  END,
};

/* Notes */

static const ValiseDemoField position_fields[] = {
  N ("xOffset"), N ("yOffset"), N ("xSize"), N ("ySize"), END,
};

const ValiseDemoField valise_demo_note_fields[] = {
  S ("id", RO),
  S ("folderId", ONCE),
  N ("watermark"),
  E ("color", 0, "White|Yellow|Pink|Green|Blue"),
  S ("text"),
  ONE ("position", 0, position_fields),
  D ("createDate", RO),
  D ("modifyDate", RO),
  END,
};

/* Parameters */

static const ValiseDemoField account_key_fields[] = {
  S ("guid"),
  N ("watermark"),
  END,
};

const ValiseDemoField valise_demo_sync_key_fields[] = {
  N ("id"),
  N ("version"),
  N ("watermark"),
  N ("publicFolder"),
  LIST ("accountSyncKey", 0, account_key_fields),
  END,
};

static const ValiseDemoField condition_fields[] = {
  S ("fieldName"),
  E ("comparator", 0, "Eq|NotEq|LessThan|GreaterThan|LessEq|GreaterEq|Like"),
  S ("value"),
  END,
};

static const ValiseDemoField order_fields[] = {
  S ("columnName"),
  E ("direction", 0, "Asc|Desc"),
  B ("caseSensitive", MAY),
  END,
};

const ValiseDemoField valise_demo_query_fields[] = {
  STRINGS ("fields"),
  LIST ("conditions", 0, condition_fields),
  E ("combining", 0, "And|Or"),
  N ("start"),
  N ("limit"),
  LIST ("orderBy", 0, order_fields),
  END,
};
