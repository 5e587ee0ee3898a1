// How text is stored: UTF-16LE in Unicode files, bytes of the caller's code page in ANSI files. Never NUL-terminated.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "formats/pst/format.h"

namespace restante::pst {

// Appends the code page bytes of UTF-8 text; never fails, replaces what the code page does not have.
using TextEncoder = std::function<void(std::string_view utf8, std::string& into)>;

}  // namespace restante::pst

namespace restante::pst::ltp {

// Appends UTF-16LE; bytes that are not UTF-8 become U+FFFD.
void append_utf16(std::string_view utf8, ByteVector& into);

class TextCodec {
public:
    // Without `encoder` an ANSI file gets the UTF-8 bytes as they are.
    TextCodec(Format format, TextEncoder encoder) : format_(format), encoder_(std::move(encoder)) {}

    // Appends the stored form without NULs at the end.
    void append(std::string_view utf8, ByteVector& into) const;
    [[nodiscard]] Format format() const { return format_; }

private:
    Format format_;
    TextEncoder encoder_;
};

}  // namespace restante::pst::ltp
