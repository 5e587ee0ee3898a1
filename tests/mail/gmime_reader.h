// A message as GMime, an independent parser, understands it. Only for tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace restante::testing {

struct ParsedAddress {
    std::string name{}, spec{};
    bool operator==(const ParsedAddress&) const = default;
};

struct ParsedPart {
    std::string name{}, type{}, disposition{}, description{}, note{};  // note: X-Restante-Part
    std::string content{};                                             // decoded
};

struct ParsedMessage {
    std::optional<std::string> subject{};
    std::vector<ParsedAddress> from{}, to{}, cc{}, bcc{}, reply_to{};
    std::optional<std::int64_t> date{};                          // Unix time
    std::string message_id{};                                    // without angle brackets
    std::vector<std::pair<std::string, std::string>> headers{};  // decoded, in order
    std::optional<std::string> text{};                           // decoded, UTF-8, line ends as sent
    std::vector<ParsedPart> attachments{};
    std::string structure{};  // "multipart/mixed(text/plain, application/zip)"
    std::vector<std::string> warnings{};

    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    [[nodiscard]] std::string header(std::string_view name) const;  // the first; "" when there is none
};

[[nodiscard]] ParsedMessage parse_with_gmime(std::string_view message);

}  // namespace restante::testing
