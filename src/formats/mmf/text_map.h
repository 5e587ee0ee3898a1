// The text map of a message class: how its attributes are labelled when printed or quoted. Readers of mail need none
// of it; it is here so that new stores carry the maps the mail client expects.
// Source: docs/formats/mmf-records.md "Text maps".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

struct TextMapValue {
    std::uint16_t value = 0;
    std::string label{};
    bool operator==(const TextMapValue&) const = default;
};

struct TextMapRecord {
    std::uint32_t attribute = 0;
    std::uint16_t flags = 0;  // meaning unknown
    std::string label{};
    // Only for short and word attributes, and there not always:
    bool has_values = false;
    std::string default_label{};
    std::vector<TextMapValue> values{};
    ByteVector rest{};  // behind what is understood

    bool operator==(const TextMapRecord&) const = default;
};

// truncated; bad_value: a record too short for its own head.
Result<std::vector<TextMapRecord>> read_text_map(Bytes map, std::uint64_t file_offset = 0);
[[nodiscard]] ByteVector write_text_map(std::span<const TextMapRecord> records);

}  // namespace restante::mmf
