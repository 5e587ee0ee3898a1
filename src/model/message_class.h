// The message classes that say what a message is for. Source: docs/formats/mmf-records.md "Message classes".
#pragma once

#include <cstdint>
#include <string_view>

namespace restante::model {

enum class MessageKind : std::uint8_t {
    plain,  // notes, forms, and whatever no row below names
    read_receipt,
    non_delivery,
    meeting_request,
    meeting_accepted,  // answers
    meeting_declined,
    meeting_tentative,
    meeting_cancelled,
};

// Class names are compared without case.
[[nodiscard]] MessageKind kind_of(std::string_view class_name);
// Of the class numbers that are the same in every store (attribute 00070006); others are plain.
[[nodiscard]] MessageKind kind_of_number(std::uint32_t class_number);

[[nodiscard]] constexpr bool is_response(MessageKind kind) {
    return kind == MessageKind::meeting_accepted || kind == MessageKind::meeting_declined ||
           kind == MessageKind::meeting_tentative;
}
[[nodiscard]] constexpr bool is_meeting(MessageKind kind) { return kind >= MessageKind::meeting_request; }

}  // namespace restante::model
