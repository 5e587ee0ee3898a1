// How much bytes look like mail text in a code page of a DOS computer, 850 before others. For telling right from wrong
// deciphering: docs/formats/postoffice-mail.md 3.2.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace restante::postoffice {

struct TextLikeness {
    std::int64_t score = 0;      // tenths of a bit: how probable these bytes are as text; differences count
    std::size_t text = 0;        // bytes that occur in text
    std::size_t impossible = 0;  // control characters that do not

    TextLikeness& operator+=(const TextLikeness& other);
};

// A NUL at the very end belongs to the text.
[[nodiscard]] TextLikeness text_likeness(Bytes bytes);

}  // namespace restante::postoffice
