// Message classes of the source and of Outlook. Source: docs/targets/pst.md section 5.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace restante::targets {

// What decides which attributes mean what.
enum class ClassKind : std::uint8_t { plain, read_receipt, non_delivery, meeting_response, meeting };

struct MappedClass {
    std::string name{};  // "IPM.Note"
    ClassKind kind = ClassKind::plain;
};

// "" is the plain note; what no table knows stays as it is.
[[nodiscard]] MappedClass map_class(std::string_view stored);
// Of the class numbers that every store has (attribute 00070006); others are a note.
[[nodiscard]] MappedClass map_class_number(std::uint32_t number);

}  // namespace restante::targets
