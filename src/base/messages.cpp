#include "base/messages.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace restante {
namespace {

constexpr MessageText kTexts[] = {
#define MESSAGE(enumerator, code, severity, meaning, remedy) {code, Severity::severity, meaning, remedy},
#include "base/messages/all.def"
#undef MESSAGE
};

}  // namespace

const MessageText& message_text(MessageId id) { return kTexts[static_cast<std::size_t>(id)]; }

std::string_view name_of(Severity severity) {
    static constexpr std::array<std::string_view, 3> kNames{"info", "warning", "error"};
    return kNames[static_cast<std::size_t>(severity)];
}

}  // namespace restante
