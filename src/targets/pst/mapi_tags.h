// The property ids this target writes ([MS-OXPROPS] names in the comments) and the names it gives to what has none.
// Source: docs/targets/pst.md sections 5 to 9.
#pragma once

#include <cstdint>

#include "formats/pst/property.h"

namespace restante::targets::tags {

constexpr std::uint16_t kConversationKey = 0x000B;
constexpr std::uint16_t kImportance = 0x0017;
constexpr std::uint16_t kParentKey = 0x0025;
constexpr std::uint16_t kPriority = 0x0026;
constexpr std::uint16_t kReceiptTime = 0x002A;
constexpr std::uint16_t kReportTime = 0x0032;
constexpr std::uint16_t kClientSubmitTime = 0x0039;
constexpr std::uint16_t kOriginalSubject = 0x0049;
constexpr std::uint16_t kOriginalMessageClass = 0x004B;
constexpr std::uint16_t kOriginalSubmitTime = 0x004E;
constexpr std::uint16_t kReplyRecipientEntries = 0x004F;
constexpr std::uint16_t kReplyRecipientNames = 0x0050;
constexpr std::uint16_t kStartDate = 0x0060;
constexpr std::uint16_t kEndDate = 0x0061;
constexpr std::uint16_t kOwnerAppointmentId = 0x0062;
constexpr std::uint16_t kResponseRequested = 0x0063;
constexpr std::uint16_t kConversationTopic = 0x0070;
constexpr std::uint16_t kConversationIndex = 0x0071;
constexpr std::uint16_t kOriginalDisplayTo = 0x0074;
constexpr std::uint16_t kReportDisposition = 0x0080;
constexpr std::uint16_t kReportDispositionMode = 0x0081;
constexpr std::uint16_t kMessageDeliveryTime = 0x0E06;
constexpr std::uint16_t kRtfInSync = 0x0E1F;
constexpr std::uint16_t kBody = 0x1000;
constexpr std::uint16_t kReportText = 0x1001;
constexpr std::uint16_t kCompressedRtf = 0x1009;
constexpr std::uint16_t kInternetMessageId = 0x1035;
constexpr std::uint16_t kInternetReferences = 0x1039;
constexpr std::uint16_t kInReplyTo = 0x1042;
constexpr std::uint16_t kOriginalMessageId = 0x1046;
constexpr std::uint16_t kDisplayName = 0x3001;
constexpr std::uint16_t kAddressType = 0x3002;
constexpr std::uint16_t kEmailAddress = 0x3003;
constexpr std::uint16_t kComment = 0x3004;
constexpr std::uint16_t kCreationTime = 0x3007;
constexpr std::uint16_t kLastModificationTime = 0x3008;
constexpr std::uint16_t kSearchKey = 0x300B;
constexpr std::uint16_t kAttachEncoding = 0x3702;
constexpr std::uint16_t kAttachExtension = 0x3703;
constexpr std::uint16_t kAttachFilename = 0x3704;
constexpr std::uint16_t kAttachLongFilename = 0x3707;
constexpr std::uint16_t kAttachRendering = 0x3709;
constexpr std::uint16_t kAttachTag = 0x370A;
constexpr std::uint16_t kAttachMimeTag = 0x370E;
constexpr std::uint16_t kInternetCodePage = 0x3FDE;
constexpr std::uint16_t kMessageCodePage = 0x3FFD;
constexpr std::uint16_t kProcessed = 0x7D01;

// The five properties that say who somebody is, and a sixth for his Internet address; 0: there is none.
struct PersonTags {
    std::uint16_t name, type, address, search_key, entry_id, smtp_address;
};
constexpr PersonTags kSender{0x0C1A, 0x0C1E, 0x0C1F, 0x0C1D, 0x0C19, 0x5D01};
constexpr PersonTags kSentRepresenting{0x0042, 0x0064, 0x0065, 0x003B, 0x0041, 0x5D02};
constexpr PersonTags kReceivedRepresenting{0x0044, 0x0077, 0x0078, 0x0052, 0x0043, 0x5D08};
constexpr PersonTags kOriginalSender{0x005A, 0x0066, 0x0067, 0x005C, 0x005B, 0};

// Ours: everything of the source that has no property of its own ("mmf-00060001"), and where it came from.
constexpr pst::Guid kRestanteSet{0x5E, 0x57, 0xA4, 0x7E, 0x4D, 0x4D, 0x46, 0x50,
                                 0x82, 0x1C, 0x0E, 0x91, 0x3A, 0xD6, 0x6B, 0xF0};
constexpr const char* kItemIdName = "restante-item-id";    // identity of the delivered item, 32 hex digits
constexpr const char* kStoreIdName = "restante-store-id";  // the source's own id of the message
constexpr const char* kFolderName = "restante-folder";     // names of the folders above it in the source
constexpr const char* kClassName = "restante-class";       // its class in the source
constexpr const char* kReplyToName = "restante-reply-to";  // addresses for answers, where 004F says less
constexpr const char* kLetterheadName = "restante-letterhead";
constexpr const char* kRecoveredName = "restante-recovered";
constexpr const char* kConfidenceName = "restante-confidence";     // of what was recovered without being certain
constexpr const char* kHiddenName = "restante-hidden";             // a folder of the hidden hierarchy
constexpr const char* kRoleName = "restante-role";                 // "shared" ..., where the place does not say it
constexpr const char* kSharedOwnerName = "restante-shared-owner";  // of a shared folder: model::SharedFolder
constexpr const char* kSharedKindName = "restante-shared-kind";
constexpr const char* kSharedRecordName = "restante-shared-record";
constexpr const char* kPartName = "restante-part";                         // of an attachment: mail::part_note()
constexpr const char* kDerivedName = "restante-derived-from";              // what it was taken out of
constexpr const char* kAddressName = "restante-address";                   // of an entry: "TYPE:address" as stored
constexpr const char* kEntryName = "restante-name";                        // of an entry, where another one is shown
constexpr const char* kTransmittableName = "restante-transmittable-name";  // of a group
constexpr const char* kOnlyInGroupName = "restante-only-in-group";
constexpr const char* kIncompleteName = "restante-incomplete";

// [MS-OXPROPS], set kAppointmentSet.
constexpr std::uint32_t kAppointmentSequence = 0x8201;
constexpr std::uint32_t kBusyStatus = 0x8205;
constexpr std::uint32_t kAppointmentStart = 0x820D;
constexpr std::uint32_t kAppointmentEnd = 0x820E;
constexpr std::uint32_t kAppointmentDuration = 0x8213;  // minutes
constexpr std::uint32_t kAllDay = 0x8215;               // PidLidAppointmentSubType
constexpr std::uint32_t kAppointmentStateFlags = 0x8217;
constexpr std::uint32_t kResponseStatus = 0x8218;
constexpr std::uint32_t kRecurring = 0x8223;
constexpr std::uint32_t kIntendedBusyStatus = 0x8224;
// Set kCommonSet.
constexpr std::uint32_t kReminderSet = 0x8503;
constexpr std::uint32_t kSideEffects = 0x8510;
constexpr std::uint32_t kCommonStart = 0x8516;
constexpr std::uint32_t kCommonEnd = 0x8517;
// Set PSETID_Meeting, {6ED8DA90-450B-101B-98DA-00AA003F1305}.
constexpr pst::Guid kMeetingSet{0x90, 0xDA, 0xD8, 0x6E, 0x0B, 0x45, 0x1B, 0x10,
                                0x98, 0xDA, 0x00, 0xAA, 0x00, 0x3F, 0x13, 0x05};
constexpr std::uint32_t kAttendeeCriticalChange = 0x0001;
constexpr std::uint32_t kGlobalObjectId = 0x0003;
constexpr std::uint32_t kIsRecurring = 0x0005;
constexpr std::uint32_t kIsException = 0x000A;
constexpr std::uint32_t kOwnerCriticalChange = 0x001A;
constexpr std::uint32_t kCleanGlobalObjectId = 0x0023;
constexpr std::uint32_t kAppointmentMessageClass = 0x0024;
constexpr std::uint32_t kMeetingType = 0x0026;

}  // namespace restante::targets::tags
