#include "base/ascii_lookalike.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdint>
#include <memory>

#include "base/utf8.h"

namespace restante {
namespace {

std::string transliterated(std::string_view utf8) {
    // Costly to make, and not to be shared between threads.
    thread_local const std::unique_ptr<const icu::Transliterator> to_ascii = [] {
        UErrorCode status = U_ZERO_ERROR;
        return std::unique_ptr<const icu::Transliterator>(
            icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
    }();
    icu::UnicodeString text = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
    if (to_ascii) to_ascii->transliterate(text);
    std::string result;
    text.toUTF8String(result);
    return result;
}

}  // namespace

std::string ascii_lookalike(std::string_view utf8) {
    std::string text = is_ascii(utf8) ? std::string(utf8) : transliterated(utf8);
    std::erase_if(text, [](char c) { return c < 0x20 || c == 0x7F || static_cast<unsigned char>(c) > 0x7F; });
    return text;
}

}  // namespace restante
