// vCards: 4.0 (RFC 6350) and 3.0 (RFC 2426). Source: docs/formats/vcard.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace restante::vcard {

enum class Version : std::uint8_t { v3, v4 };

// Appends cards to a text. Lines end in CR LF and are folded after 75 bytes, never inside a character.
class Writer {
public:
    Writer(Version version, std::string& into) : version_(version), into_(into) {}

    void begin();
    // `name` may carry parameters ("TEL;TYPE=fax"). `value` is text and gets escaped.
    void text(std::string_view name, std::string_view value);
    // Escaped (base/content_line.h) one by one and joined by ";".
    void components(std::string_view name, const std::vector<std::string_view>& values);
    // As it is: a URI, a keyword. Line ends in it become blanks.
    void plain(std::string_view name, std::string_view value);
    void end();

private:
    void line(std::string_view name, std::string_view value);

    Version version_;
    std::string& into_;
};

}  // namespace restante::vcard
