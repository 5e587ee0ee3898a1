// Every message a user may meet has a number that never changes and is never reused.
//
// The tables are messages/*.def, one file an area, each line
//     MESSAGE(enumerator, "MMF-012", severity, "what it means", "what the user can do")
// docs/messages.md is generated from them by tools/check_messages.py --write.
#pragma once

#include <cstdint>
#include <string_view>

namespace restante {

enum class Severity : std::uint8_t {
    info,     // worth knowing, nothing lost
    warning,  // converted with loss, guessed, or recovered
    error,    // something could not be delivered as it was
};

enum class MessageId : std::uint16_t {  // NOLINT(performance-enum-size): the tables grow
#define MESSAGE(enumerator, code, severity, meaning, remedy) enumerator,
#include "base/messages/all.def"
#undef MESSAGE
};

struct MessageText {
    std::string_view code;  // "MMF-012"
    Severity severity{};
    std::string_view meaning;  // one sentence
    std::string_view remedy;   // what to do, one sentence; never empty
};

[[nodiscard]] const MessageText& message_text(MessageId id);
[[nodiscard]] std::string_view name_of(Severity severity);  // "info", "warning", "error"

}  // namespace restante
