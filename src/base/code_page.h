// Windows and DOS code pages to UTF-8 and back, by ICU.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace restante {

// Immutable after creation. Thread-safe: threads wait for each other only where ICU is needed (pages of several bytes).
class CodePage {
public:
    // 437, 737, 850, 852, 866, 874, 932, 936, 949, 950, 1250-1258, 10000, 28591-28605, 65001; unsupported otherwise.
    static Result<CodePage> numbered(int number);
    // What a Windows of that language used ("German" -> 1252); 1252 when the language is not known.
    // Source: mmf.md 10.6.
    static int for_windows_language(std::string_view language);

    [[nodiscard]] int number() const { return number_; }

    // Appends the text as valid UTF-8. Bytes the code page does not define become \xHH; their number is returned.
    std::size_t decode(Bytes bytes, std::string& into) const;
    [[nodiscard]] std::string decode(Bytes bytes) const {
        std::string text;
        decode(bytes, text);
        return text;
    }
    // Each byte is one character, when the page defines it.
    [[nodiscard]] bool single_byte() const;
    // For each character (code point) of decode(bytes): the index of the byte it comes from, ascending. Characters of
    // one byte, or of one undefined sequence, share theirs.
    [[nodiscard]] std::vector<std::uint32_t> character_offsets(Bytes bytes) const;
    // Appends the bytes; characters the code page does not have become '?', their number is returned.
    std::size_t encode(std::string_view utf8, std::string& into) const;

private:
    struct Converter;
    CodePage(int number, std::shared_ptr<Converter> converter);
    int number_;
    std::shared_ptr<Converter> converter_;
};

}  // namespace restante
