// The summary of a message in the list of its folder: a cache of what the message says.
// Source: docs/formats/mmf-records.md "Folder lists".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/oid.h"

namespace restante::mmf {

constexpr std::size_t kSummaryFixedSize = 0x1B;   // bytes before the three strings
constexpr std::size_t kMaximumSummaryText = 127;  // bytes of sender and of subject

// The date of a message without a usable one.
constexpr DateRecord kDefaultSummaryDate{1968, 12, 16, 14, 20, 0, 1};

// The element id beside it is the message's OID. Text is raw bytes of the writer's code page.
struct Summary {
    DateRecord date = kDefaultSummaryDate;
    std::uint8_t status = status::kWhenAbsent;
    std::uint16_t class_number = 0;  // 0: none
    std::uint16_t priority = priority::kNormal;
    std::uint32_t value = 0;  // attribute 00080000: of a group, the OID of its member folder
    Oid folder{};             // where the message lived when this was built; not kept up to date
    std::string sender{};
    std::string subject{};
    std::string folder_name{};  // only in link folders and finders
    ByteVector rest{0};         // behind the strings

    bool operator==(const Summary&) const = default;
};

// truncated: a string has no end.
Result<Summary> read_summary(Bytes element, std::uint64_t file_offset = 0);
// What is left of a damaged one: fields behind its end keep their defaults, a string without end goes to the end of the
// element, or to its greatest length. truncated: not even the date is there.
Result<Summary> salvage_summary(Bytes element, std::uint64_t file_offset = 0);
// Text must not contain NUL.
[[nodiscard]] ByteVector write_summary(const Summary& summary);

// What the engine takes for a valid date in a folder list: 1900 to 2078; neither the length of the month nor the second
// is looked at.
[[nodiscard]] bool is_summary_date(const DateRecord& date);

// The attributes a summary is built from, as stored; absent ones are nothing.
struct SummaryInput {
    std::optional<Bytes> received{}, sent{}, status{}, class_number{}, priority{}, value{};
    std::optional<Bytes> from{}, to{}, cc{}, bcc{}, subject{};

    // Takes note of one attribute; others than these are ignored.
    void add(std::uint32_t id, Bytes attribute_value);
    static SummaryInput of(std::span<const ListElement> attributes);  // views into them
};

// As the engine builds it, byte for byte. `folder` is where the message lives, `folder_name` empty in real folders.
[[nodiscard]] Summary build_summary(const SummaryInput& input, Oid folder, std::string folder_name = {});

// The text shown as sender: the names of the triples, at most 127 bytes.
[[nodiscard]] std::string sender_text(Bytes triples);

}  // namespace restante::mmf
