// A calendar as libical, an independent parser, understands it. Only for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace restante::testing {

struct JudgedCalendar {
    std::vector<std::string> complaints{};  // of the parser, and of its check against RFC 5545 and 5546
    std::string method{};
    std::vector<std::string> components{};  // names, with those inside others
    std::vector<std::string> lines{};       // the properties of the only event, unfolded, values as stored

    // The values of that property with their parameters ("ORGANIZER;CN=A:mailto:a@b"); the texts of SUMMARY,
    // DESCRIPTION and COMMENT with their escapes undone.
    [[nodiscard]] std::vector<std::string> all(std::string_view property) const;
    [[nodiscard]] std::string one(std::string_view property) const;  // "" when there is none
};

[[nodiscard]] JudgedCalendar judge_calendar(const std::string& text);

}  // namespace restante::testing
