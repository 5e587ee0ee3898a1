#include "formats/pst/ltp/text_codec.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "formats/pst/little_endian.h"

namespace restante::pst::ltp {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
    char32_t character = kReplacement;
    std::size_t length = 1;
};

// The character at the front; a malformed sequence gives one replacement for its first byte.
Decoded decode_front(std::string_view text) {
    const auto lead = static_cast<std::uint8_t>(text.front());
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 ? 4U : lead >= 0xE0 ? 3U : 2U;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
    char32_t character = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto byte = static_cast<std::uint8_t>(text[i]);
        if ((byte & 0xC0U) != 0x80U) return {};
        character = (character << 6U) | (byte & 0x3FU);
    }
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < kSmallest[length] || character > 0x10FFFF || surrogate) return {};
    return {character, length};
}

// Most text is ASCII, eight letters at a time. How many were stored at `into`; whole steps only.
std::size_t widen_ascii(std::string_view text, std::uint8_t* into) {
    constexpr std::size_t kStep = 8;
    constexpr std::uint64_t kHighBits = 0x8080'8080'8080'8080;
    std::size_t done = 0;
    for (; done + kStep <= text.size(); done += kStep) {
        std::uint64_t letters = 0;
        std::memcpy(&letters, text.data() + done, kStep);
        if ((letters & kHighBits) != 0) break;
        for (std::size_t i = 0; i < kStep; ++i) {
            into[2 * (done + i)] = static_cast<std::uint8_t>(text[done + i]);
            into[2 * (done + i) + 1] = 0;
        }
    }
    return done;
}

}  // namespace

void append_utf16(std::string_view utf8, ByteVector& into) {
    std::size_t at = into.size();
    into.resize(at + 2 * utf8.size());  // never more units than bytes
    while (!utf8.empty()) {
        if (const std::size_t plain = widen_ascii(utf8, into.data() + at); plain > 0) {
            utf8.remove_prefix(plain);
            at += 2 * plain;
            continue;
        }
        const Decoded front = decode_front(utf8);
        utf8.remove_prefix(front.length);
        if (front.character < 0x10000) {
            store_le(into, at, static_cast<std::uint16_t>(front.character));
            at += 2;
            continue;
        }
        const char32_t offset = front.character - 0x10000;
        store_le(into, at, static_cast<std::uint16_t>(0xD800U + (offset >> 10U)));
        store_le(into, at + 2, static_cast<std::uint16_t>(0xDC00U + (offset & 0x3FFU)));
        at += 4;
    }
    into.resize(at);
}

void TextCodec::append(std::string_view utf8, ByteVector& into) const {
    while (!utf8.empty() && utf8.back() == '\0') utf8.remove_suffix(1);
    if (format_ == Format::unicode) {
        append_utf16(utf8, into);
    } else if (encoder_) {
        std::string encoded;
        encoder_(utf8, encoded);
        append_bytes(into, as_bytes(encoded));
    } else {
        append_bytes(into, as_bytes(utf8));
    }
}

}  // namespace restante::pst::ltp
