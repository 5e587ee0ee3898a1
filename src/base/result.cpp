#include "base/result.h"

#include <fmt/format.h>

#include <string>

namespace restante {

std::string Error::describe() const {
    std::string text = where;
    if (offset) text += fmt::format("{}@0x{:x}", text.empty() ? "" : " ", *offset);
    if (!text.empty()) text += ": ";
    return text + what;
}

}  // namespace restante
