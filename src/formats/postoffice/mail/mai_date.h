// Candidates for how a message stores its date, and for its priority. Which one a postoffice uses is not documented;
// the tables are data, and mai_choice.h chooses. Source: docs/formats/postoffice-mail.md 5.3, 5.4.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "formats/postoffice/mail/element_node.h"

namespace restante::postoffice {

enum class DateShape : std::uint8_t {
    enciphered_text,  // "1993-10-08 16:25", "19931008162500" and the like
    plain_text,
    enciphered_words,  // a string of six words
    plain_words,
    integers,      // six Integers
    unix_seconds,  // one Integer: seconds since 1970, taken as wall clock
    dos,           // one Integer: time in the low, date in the high word
};

struct DateLayout {
    std::uint64_t field = 0;       // mail_field::kDate or kPostedDate
    bool in_date_element = false;  // inside an element 28h
    DateShape shape{};
    bool year_first = false;  // of words and Integers; otherwise seconds first, as in mailbag headers

    bool operator==(const DateLayout&) const = default;
    [[nodiscard]] std::string describe() const;
};

[[nodiscard]] const std::vector<DateLayout>& date_layouts();

// What the elements of the field say under that layout; nothing when they are not laid out like that or no valid time.
[[nodiscard]] std::optional<LocalTime> read_mail_date(const std::vector<ElementNode>& elements,
                                                      const DateLayout& layout);
// Text keeps no seconds, DOS only even ones.
[[nodiscard]] std::vector<ElementNode> write_mail_date(const LocalTime& time, const DateLayout& layout);

// Digits in the order year (four), month, day, hour, minute, second if any, with whatever stands between them.
[[nodiscard]] std::optional<LocalTime> parse_mail_date_text(std::string_view text);

// Time in the low, date in the high word; years from 1980 on, even seconds.
[[nodiscard]] std::optional<LocalTime> dos_time(std::uint32_t value);
[[nodiscard]] std::uint32_t dos_value(const LocalTime& time);

enum class PriorityLayout : std::uint8_t { number, character, enciphered_text, plain_text };

[[nodiscard]] const std::vector<PriorityLayout>& priority_layouts();
[[nodiscard]] std::string describe(PriorityLayout layout);
// '1' to '5' or 'R' (Q112915); nothing when it is none of them.
[[nodiscard]] std::optional<char> read_mail_priority(const std::vector<ElementNode>& elements, PriorityLayout layout);
[[nodiscard]] std::vector<ElementNode> write_mail_priority(char priority, PriorityLayout layout);

}  // namespace restante::postoffice
