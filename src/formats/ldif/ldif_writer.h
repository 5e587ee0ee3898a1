// LDIF (RFC 2849): directory entries as text. Source: docs/formats/ldif.md.
#pragma once

#include <string>
#include <string_view>

namespace restante::ldif {

// Appends to a text. Lines end in LF and are folded after 76 bytes; what is no SAFE-STRING is written in base64. There
// is no "version: 1": slapadd takes it for an attribute.
class Writer {
public:
    explicit Writer(std::string& into) : into_(into) {}

    void comment(std::string_view text);  // line ends become blanks
    void begin(std::string_view dn);
    void attribute(std::string_view name, std::string_view value);
    void end_change();  // the "-" behind each change of a record with changetype: modify
    void end();

private:
    void line(std::string_view text);
    std::string& into_;
};

// Whether a value can stand behind ": " as it is.
[[nodiscard]] bool is_safe_string(std::string_view value);

// "type=value" with what has a meaning in names escaped (RFC 4514).
[[nodiscard]] std::string rdn(std::string_view type, std::string_view value);
// type=value, type=value ...: letters, digits and hyphens in types, escapes complete, no control characters.
[[nodiscard]] bool is_distinguished_name(std::string_view text);

}  // namespace restante::ldif
