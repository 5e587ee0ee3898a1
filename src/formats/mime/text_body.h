// A text body: its lines, and the transfer encoding that carries them best.
//
// Line ends of any kind (CR LF, lone CR, lone LF) become line ends of the message; a NUL shows as U+2400; bytes that
// are no UTF-8 show as U+FFFD. Everything else arrives as it was.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/mime/line_end.h"

namespace restante::mime {

enum class TransferEncoding : std::uint8_t { seven_bit, quoted_printable, base64 };

[[nodiscard]] std::string_view name_of(TransferEncoding encoding);  // as in Content-Transfer-Encoding

class TextBody {
public:
    // Replaces what the object held; its memory is used again.
    void assign(std::string_view text);

    [[nodiscard]] std::string_view lines() const { return lines_; }  // every line end is one LF
    [[nodiscard]] bool ascii() const { return ascii_; }
    [[nodiscard]] std::size_t nuls() const { return nuls_; }  // how many the text held
    // 7bit when the text is ASCII in lines of at most 998; else the shorter of quoted-printable and base64,
    // quoted-printable when they are equal (it can be read without a decoder).
    [[nodiscard]] TransferEncoding encoding() const { return encoding_; }

    void append_to(std::string& out, LineEnd line_end) const;  // encoded

private:
    std::string lines_;
    bool ascii_ = true;
    std::size_t nuls_ = 0;
    TransferEncoding encoding_ = TransferEncoding::seven_bit;
};

}  // namespace restante::mime
