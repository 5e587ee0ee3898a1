// How reading tells about broken rules. Every layer reads on where it can and names what it found; a caller that only
// wants the content passes no listener. Source: docs/formats/pst-check.md.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include "base/messages.h"

namespace restante::pst::reader {

// `offset`: absolute, in the file; kNoOffset when no single place is to blame.
using Report = std::function<void(MessageId rule, std::string text, std::uint64_t offset)>;
constexpr std::uint64_t kNoOffset = ~std::uint64_t{0};

inline void tell(const Report& report, MessageId rule, std::string text, std::uint64_t offset = kNoOffset) {
    if (report) report(rule, std::move(text), offset);
}

}  // namespace restante::pst::reader
