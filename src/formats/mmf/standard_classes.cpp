// The classes of a new store, from docs/formats/mmf-records.md "Classes of a new store".
#include <array>

#include "formats/mmf/message_class.h"
#include "formats/mmf/text_map.h"

namespace restante::mmf {
namespace {

constexpr std::uint32_t kPriority = 0x0004800D;
constexpr const char* kReadReceiptName = "IPM.Microsoft Mail.Read Receipt";
constexpr const char* kNonDeliveryName = "IPM.Microsoft Mail.Non-Delivery";

TextMapRecord plain(std::uint32_t attribute, std::uint16_t flags, const char* label) {
    return {attribute, flags, label, false, {}, {}, {}};
}

TextMapRecord priority_record(std::uint16_t flags) {
    return {kPriority, flags, "Priority", true, "", {{1, "High"}, {3, "Low"}}, {}};
}

ByteVector note_map() {
    return write_text_map(
        std::array{plain(0x00078008, 0x0081, ""), plain(0x00008000, 0x349F, "From"), plain(0x00008001, 0x349F, "To"),
                   plain(0x00008002, 0x349F, "Cc"), plain(0x00018004, 0x349F, "Subject"),
                   plain(0x00038005, 0x349F, "Date"), priority_record(0x35DF), plain(0x0002800C, 0x021F, ""),
                   plain(0x00040010, 0x3481, "Fixed Font"), plain(0x00018009, 0x2081, "Message ID"),
                   plain(0x0001800A, 0x2081, "Parent message ID"), plain(0x0001800B, 0x2081, "Conversation ID")});
}

ByteVector read_receipt_map() {
    return write_text_map(std::array{
        plain(0x00078008, 0x0081, ""), plain(0x00008000, 0x3493, "From"), plain(0x00038005, 0x3493, "Date sent"),
        plain(0x00008001, 0x3493, "To"), plain(0x00018004, 0x3493, "Subject"), plain(0x00018009, 0x0081, "Message ID"),
        plain(0x0001800A, 0x0081, "Parent ID"), plain(0x0001800B, 0x0081, "Conversation ID"),
        plain(0x00000000, 0x1692, "Your message"), plain(0x00000002, 0x3492, "To"),
        plain(0x00000002, 0x3481, "Your Message To"), plain(0x00010004, 0x3492, "Subject"),
        plain(0x00010004, 0x3481, "Entitled"), plain(0x00030003, 0x3492, "Date"),
        plain(0x00030003, 0x3481, "And Sent On"), plain(0x00000000, 0x1492, "was accessed on"),
        plain(0x00030007, 0x3492, "Date"), plain(0x00030007, 0x3481, "Was Read At"), priority_record(0x35D3)});
}

ByteVector non_delivery_map() {
    return write_text_map(std::array{
        plain(0x00078008, 0x0081, ""), plain(0x00008000, 0x3493, "From"), plain(0x00008001, 0x3493, "To"),
        plain(0x00008002, 0x3493, "Cc"), plain(0x00018004, 0x3493, "Subject"), plain(0x00038005, 0x3493, "Date Sent"),
        priority_record(0x35D3), plain(0x00020005, 0x3413, "Non-delivery explanation"),
        plain(0x00000001, 0x0001, "Originally From"), plain(0x00000002, 0x0001, "Originally To"),
        plain(0x00010004, 0x0001, "Original Subject"), plain(0x00030003, 0x0001, "Originally Sent On"),
        plain(0x00070006, 0x0001, "Original Message Type"), plain(0x0002800C, 0x0001, "Body")});
}

}  // namespace

std::vector<NumberedClass> standard_classes() {
    return {{kNonDeliveryClass, MessageClass::named(kNonDeliveryName, non_delivery_map())},
            {kReadReceiptClass, MessageClass::named(kReadReceiptName, read_receipt_map())},
            {kNoteClass, MessageClass::named(kNoteClassName, note_map())}};
}

std::string standard_class_name(std::uint32_t number) {
    switch (number) {
        case kNoteClass:
            return kNoteClassName;
        case kReadReceiptClass:
            return kReadReceiptName;
        case kNonDeliveryClass:
            return kNonDeliveryName;
        default:
            return {};
    }
}

}  // namespace restante::mmf
