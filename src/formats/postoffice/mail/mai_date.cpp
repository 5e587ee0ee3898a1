#include "formats/postoffice/mail/mai_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/mai_file.h"
#include "formats/postoffice/mail/string_cipher.h"

namespace restante::postoffice {
namespace {

using DateWords = std::array<std::uint16_t, 6>;  // second, minute, hour, day, month, year

constexpr std::size_t kLongestDateText = 40;

std::vector<DateLayout> make_date_layouts() {
    std::vector<DateLayout> layouts;
    for (const std::uint64_t field : {mail_field::kDate, mail_field::kPostedDate})
        for (const bool in_element : {true, false}) {
            for (const auto shape :
                 {DateShape::enciphered_text, DateShape::plain_text, DateShape::unix_seconds, DateShape::dos})
                layouts.push_back({field, in_element, shape});
            for (const auto shape : {DateShape::enciphered_words, DateShape::plain_words, DateShape::integers})
                for (const bool year_first : {false, true}) layouts.push_back({field, in_element, shape, year_first});
        }
    return layouts;
}

std::optional<LocalTime> valid_mail_time(const LocalTime& time) {
    return time.valid() ? std::optional(time) : std::nullopt;
}

std::optional<LocalTime> time_of(DateWords words, bool year_first) {
    if (year_first) std::ranges::reverse(words);
    return valid_mail_time({words[5], words[4], words[3], words[2], words[1], words[0]});
}

DateWords words_of(const LocalTime& time, bool year_first) {
    DateWords words{time.second, time.minute, time.hour, time.day, time.month, time.year};
    if (year_first) std::ranges::reverse(words);
    return words;
}

std::optional<LocalTime> time_of_string(const ElementNode& node, const DateLayout& layout) {
    if (node.code != element_code::kAsciiString || node.data.size() > kLongestDateText) return std::nullopt;
    const bool enciphered = layout.shape == DateShape::enciphered_text || layout.shape == DateShape::enciphered_words;
    const ByteVector plain = enciphered ? decoded(node.data) : node.data;
    if (layout.shape == DateShape::enciphered_text || layout.shape == DateShape::plain_text)
        return parse_mail_date_text(as_text(plain));
    DateWords words{};
    if (plain.size() != sizeof words) return std::nullopt;
    ByteReader reader(plain);
    for (std::uint16_t& word : words) word = *reader.le<std::uint16_t>();
    return time_of(words, layout.year_first);
}

std::optional<LocalTime> time_of_integer(const ElementNode& node, DateShape shape) {
    if (node.code != element_code::kInteger || node.data.size() != 4) return std::nullopt;
    const auto value = static_cast<std::uint32_t>(*integer_value(node.data));
    return shape == DateShape::dos ? dos_time(value) : valid_mail_time(LocalTime::from_unix_utc(value));
}

std::optional<LocalTime> time_of_integers(const std::vector<ElementNode>& nodes, bool year_first) {
    DateWords words{};
    if (nodes.size() != words.size()) return std::nullopt;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto value = integer_value(nodes[i].data);
        if (nodes[i].code != element_code::kInteger || !value || *value > 0xFFFF) return std::nullopt;
        words[i] = static_cast<std::uint16_t>(*value);
    }
    return time_of(words, year_first);
}

}  // namespace

std::optional<LocalTime> dos_time(std::uint32_t value) {
    const auto bits = [value](unsigned from, unsigned count) {
        return static_cast<std::uint16_t>(value >> from & ((1U << count) - 1U));
    };
    return valid_mail_time({static_cast<std::uint16_t>(1980 + bits(25, 7)), bits(21, 4), bits(16, 5), bits(11, 5),
                            bits(5, 6), static_cast<std::uint16_t>(2 * bits(0, 5))});
}

std::uint32_t dos_value(const LocalTime& time) {
    return static_cast<std::uint32_t>(time.year - 1980U) << 25U | static_cast<std::uint32_t>(time.month) << 21U |
           static_cast<std::uint32_t>(time.day) << 16U | static_cast<std::uint32_t>(time.hour) << 11U |
           static_cast<std::uint32_t>(time.minute) << 5U | static_cast<std::uint32_t>(time.second) / 2U;
}

std::string DateLayout::describe() const {
    static constexpr std::array<std::string_view, 7> kShapes{"enciphered text", "plain text", "enciphered words",
                                                             "plain words",     "Integers",   "seconds since 1970",
                                                             "DOS time"};
    const bool ordered =
        shape == DateShape::enciphered_words || shape == DateShape::plain_words || shape == DateShape::integers;
    return fmt::format("{}{}: {}{}", mail_field_name(element_code::kField, field), in_date_element ? ", in a Date" : "",
                       kShapes[static_cast<std::size_t>(shape)],
                       !ordered     ? ""
                       : year_first ? ", year first"
                                    : ", seconds first");
}

const std::vector<DateLayout>& date_layouts() {
    static const std::vector<DateLayout> kLayouts = make_date_layouts();
    return kLayouts;
}

std::optional<LocalTime> parse_mail_date_text(std::string_view text) {
    const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    std::string digits;
    for (const char letter : text) {
        if (is_digit(letter)) digits += letter;
        if (static_cast<unsigned char>(letter) < ' ' && letter != '\0') return std::nullopt;
    }
    // Without signs between them all numbers have their full width; with signs, too, as far as forms are known.
    if ((digits.size() != 12 && digits.size() != 14) || !is_digit(text[0])) return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t count) {
        unsigned value = 0;
        for (std::size_t i = at; i < at + count; ++i) value = value * 10 + static_cast<unsigned>(digits[i] - '0');
        return static_cast<std::uint16_t>(value);
    };
    const std::uint16_t second = digits.size() == 14 ? number(12, 2) : std::uint16_t{0};
    return valid_mail_time({number(0, 4), number(4, 2), number(6, 2), number(8, 2), number(10, 2), second});
}

std::optional<LocalTime> read_mail_date(const std::vector<ElementNode>& elements, const DateLayout& layout) {
    const std::vector<ElementNode>* nodes = &elements;
    if (layout.in_date_element) {
        if (elements.size() != 1 || elements.front().code != element_code::kDate) return std::nullopt;
        nodes = &elements.front().children;
    }
    if (layout.shape == DateShape::integers) return time_of_integers(*nodes, layout.year_first);
    if (nodes->size() != 1) return std::nullopt;
    if (layout.shape == DateShape::unix_seconds || layout.shape == DateShape::dos)
        return time_of_integer(nodes->front(), layout.shape);
    return time_of_string(nodes->front(), layout);
}

std::vector<ElementNode> write_mail_date(const LocalTime& time, const DateLayout& layout) {
    std::vector<ElementNode> nodes;
    const bool enciphered = layout.shape == DateShape::enciphered_text || layout.shape == DateShape::enciphered_words;
    const auto string = [&](Bytes plain) {
        return string_node(enciphered ? encoded(plain) : ByteVector(plain.begin(), plain.end()));
    };
    switch (layout.shape) {
        case DateShape::enciphered_text:
        case DateShape::plain_text: {
            const std::string iso = time.iso();
            nodes.push_back(string(as_bytes(iso.substr(0, 10) + " " + iso.substr(11, 5))));
            break;
        }
        case DateShape::enciphered_words:
        case DateShape::plain_words: {
            ByteWriter writer;
            for (const std::uint16_t word : words_of(time, layout.year_first)) writer.le(word);
            nodes.push_back(string(writer.view()));
            break;
        }
        case DateShape::integers:
            for (const std::uint16_t word : words_of(time, layout.year_first)) nodes.push_back(integer_node(word, 2));
            break;
        case DateShape::unix_seconds:
            nodes.push_back(integer_node(static_cast<std::uint64_t>(time.seconds_as_utc()), 4));
            break;
        case DateShape::dos:
            nodes.push_back(integer_node(dos_value(time), 4));
            break;
    }
    if (!layout.in_date_element) return nodes;
    return {{.code = element_code::kDate, .children = std::move(nodes)}};
}

const std::vector<PriorityLayout>& priority_layouts() {
    static const std::vector<PriorityLayout> kLayouts{PriorityLayout::number, PriorityLayout::character,
                                                      PriorityLayout::enciphered_text, PriorityLayout::plain_text};
    return kLayouts;
}

std::string describe(PriorityLayout layout) {
    static constexpr std::array<std::string_view, 4> kNames{"Integer", "Integer that is a character", "enciphered text",
                                                            "plain text"};
    return std::string(kNames[static_cast<std::size_t>(layout)]);
}

std::optional<char> read_mail_priority(const std::vector<ElementNode>& elements, PriorityLayout layout) {
    if (elements.size() != 1) return std::nullopt;
    const ElementNode& node = elements.front();
    const bool is_text = layout == PriorityLayout::enciphered_text || layout == PriorityLayout::plain_text;
    if (node.code != (is_text ? element_code::kAsciiString : element_code::kInteger)) return std::nullopt;
    std::uint64_t value = 0;
    if (is_text) {
        const ByteVector plain = layout == PriorityLayout::enciphered_text ? decoded(node.data) : node.data;
        const Bytes text = until_nul(Bytes(plain));
        if (text.size() != 1) return std::nullopt;
        value = text[0];
    } else {
        value = integer_value(node.data).value_or(0);
        if (layout == PriorityLayout::number) value = value >= 1 && value <= 5 ? value + '0' : 0;
    }
    const bool known = (value >= '1' && value <= '5') || value == 'R';
    return known ? std::optional(static_cast<char>(value)) : std::nullopt;
}

std::vector<ElementNode> write_mail_priority(char priority, PriorityLayout layout) {
    const ByteVector text{static_cast<std::uint8_t>(priority)};
    switch (layout) {
        case PriorityLayout::number:
            return {integer_node(static_cast<std::uint64_t>(priority - '0'), 2)};
        case PriorityLayout::character:
            return {integer_node(static_cast<std::uint64_t>(priority), 2)};
        case PriorityLayout::enciphered_text:
            return {string_node(encoded(text))};
        case PriorityLayout::plain_text:
            return {string_node(text)};
    }
    return {};
}

}  // namespace restante::postoffice
