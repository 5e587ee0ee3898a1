// A message as stored, taken apart into its fields without knowing what each layout means.
// Source: Q93239, Q87379, dump of Q104423: docs/formats/postoffice-mail.md 5.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/byte_writer.h"
#include "base/finding.h"
#include "base/result.h"
#include "base/source_reader.h"
#include "formats/postoffice/mail/element_node.h"

namespace restante::postoffice {

namespace mail_field {  // qualifiers of element_code::kField
constexpr std::uint64_t kFrom = 0x01;
constexpr std::uint64_t kPostedDate = 0x02;
constexpr std::uint64_t kText = 0x04;
constexpr std::uint64_t kTo = 0x05;
constexpr std::uint64_t kCc = 0x06;
constexpr std::uint64_t kSubject = 0x07;
constexpr std::uint64_t kAttachments = 0x08;
constexpr std::uint64_t kBcc = 0x0D;
constexpr std::uint64_t kDate = 0x11;
constexpr std::uint64_t kPrecedence = 0x18;
constexpr std::uint64_t kLargest = 0x26;  // the last one FIPS PUB 98 knows
}  // namespace mail_field

namespace vendor_item {  // qualifiers of element_code::kVendor
constexpr std::uint64_t kReferenceCount = 0x31;
constexpr std::uint64_t kSecond = 0x32;   // 2; meaning not known
constexpr std::uint64_t kThird = 0x33;    // 10; meaning not known
constexpr std::uint64_t kSeventh = 0x37;  // 10; meaning not known
}  // namespace vendor_item

constexpr std::uint64_t kLargestMailField = 4ULL * 1024 * 1024;  // bytes; more is kept as a range only
constexpr std::size_t kMaximumMailFields = 4096;

// "Subject", "vendor 31h", "element 21h" ...
[[nodiscard]] std::string mail_field_name(std::uint8_t code, std::optional<std::uint64_t> qualifier);

struct MailField {
    std::uint8_t code = 0;
    std::optional<std::uint64_t> qualifier{};
    SourceRange whole{};     // with identifier and length
    SourceRange contents{};  // behind qualifier and property list
    ElementNode node{};      // code, qualifier, contents; empty when `loaded` is not set
    bool loaded = false;     // false: larger than kLargestMailField
    bool damaged = false;    // cut, or elements in it could not be read

    [[nodiscard]] bool is(std::uint8_t wanted_code, std::uint64_t wanted_qualifier) const {
        return code == wanted_code && qualifier == wanted_qualifier;
    }
};

struct MaiFile {
    std::uint64_t size = 0;                     // from the first byte to the end of the message
    std::optional<std::uint64_t> message_id{};  // qualifier of the message; 1 as far as inferred
    std::vector<MailField> fields{};            // in their order, unknown ones included
    std::vector<SourceRange> unread{};          // bytes in the message that are no element
    bool cut = false;

    [[nodiscard]] const MailField* find(std::uint8_t code, std::uint64_t qualifier) const;
    // All Integers that are alone in a vendor item of that number; nothing when there is none.
    [[nodiscard]] std::optional<std::uint64_t> vendor_integer(std::uint64_t qualifier) const;
};

// Reads one message that starts at the first byte of `window`, with or without message id. Damage costs the field it is
// in: reading goes on at the next bytes that look like a field. A head
// whose length is wrong is passed over, so `window` should end where other things begin. Offsets are those of `source`;
// `item` names the message in findings. bad_magic, bad_value, truncated: no message starts here.
Result<MaiFile> read_mai(const ByteSource& source, SourceRange window, Findings& findings, std::string_view item = {});

// The message around these elements. `octets`: bytes of its length, at least (Q104423: 3).
[[nodiscard]] ByteVector write_mai(const std::vector<ElementNode>& fields, std::optional<std::uint64_t> message_id = 1,
                                   std::uint8_t octets = 3);

}  // namespace restante::postoffice
