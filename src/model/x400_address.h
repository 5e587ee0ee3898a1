// X.400 originator/recipient addresses, in the two forms Microsoft Mail programs wrote:
//
//   /c=US/a= /p=ACME/o=HQ/s=Doe/g=John/      c=US;a= ;p=ACME;o=HQ;s=Doe;g=John;
//
// Source: docs/addresses.md, X.400.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace restante::model {

constexpr std::size_t kMostX400Fields = 64;  // real ones have at most 20; what comes behind stays in the last value

struct X400Field {
    std::string
        key{};  // "C", "A", "P", "O", "OU1" ... "OU4", "CN", "X", "N-ID", "T-TY", "T-ID", "S", "G", "I", "Q", "DDA"
    std::string type{};   // only of DDA: "RFC-822", as stored
    std::string value{};  // escapes undone

    bool operator==(const X400Field&) const = default;
};

struct X400Address {
    std::vector<X400Field> fields{};  // stored order; empty ones left out, but an ADMD of one blank counts

    [[nodiscard]] const X400Field* find(std::string_view key) const;
    bool operator==(const X400Address&) const = default;
};

// Nothing when `text` holds no KEY=VALUE of a known key.
[[nodiscard]] std::optional<X400Address> parse_x400(std::string_view text);
// The slash form without a slash at the end; "/" in values doubled, or "$/" where a field seems to follow; what no
// PrintableString holds written as RFC 2156 does in values of domain-defined attributes. Reads back as the same fields,
// but for what RFC 2156 writes.
[[nodiscard]] std::string text_of(const X400Address& address);
// The Internet address an RFC-822 attribute holds, its escapes undone ("john(a)example.org"); "" when there is none.
[[nodiscard]] std::string internet_address_in(const X400Address& address);

}  // namespace restante::model
