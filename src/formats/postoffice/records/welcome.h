// WELCOME.GLB: a message for new users, plain text behind a header nobody described. Source:
// docs/formats/postoffice-records.md (Q108841, Q112912).
#pragma once

#include <string>

#include "base/bytes.h"

namespace restante::postoffice {

struct Welcome {
    ByteVector header{};  // as far as something stands in it that is no text
    std::string text{};   // in the postoffice's code page
    ByteVector rest{};    // NUL bytes or an end-of-file mark (1A) and what follows it
};

// Every file can be read: without text all of it is header.
[[nodiscard]] Welcome read_welcome(Bytes bytes);
[[nodiscard]] ByteVector write_welcome(const Welcome& welcome);

}  // namespace restante::postoffice
