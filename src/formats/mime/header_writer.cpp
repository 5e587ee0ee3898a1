#include "formats/mime/header_writer.h"

#include <array>
#include <cstdlib>

#include "formats/mime/clean_text.h"
#include "formats/mime/encoded_word.h"

namespace restante::mime {
namespace {

constexpr std::size_t kLongestQuotedName = 60;

constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool is_atom_text(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           std::string_view("!#$%&'*+-/=?^_`{|}~").find(letter) != std::string_view::npos;
}

// Atoms with single spaces between them: needs no quotes.
bool is_phrase(std::string_view name) {
    char before = ' ';
    for (const char letter : name) {
        if (letter == ' ' ? before == ' ' : !is_atom_text(letter)) return false;
        before = letter;
    }
    return before != ' ';
}

void write_display_name(FoldingLine& line, std::string_view name) {
    const bool quotable =
        name.size() <= kLongestQuotedName && is_printable_ascii(name) && name.find("=?") == std::string_view::npos;
    if (!quotable) {
        write_encoded_words(line, clean(name));
        return;
    }
    if (is_phrase(name)) {
        line.token(name);
        return;
    }
    std::string quoted = "\"";
    for (const char letter : name) {
        if (letter == '"' || letter == '\\') quoted += '\\';
        quoted += letter;
    }
    quoted += '"';
    line.token(quoted);
}

void append_digits(std::string& into, unsigned number, int width) {
    std::array<char, 8> digits{};
    for (int i = width; i-- > 0; number /= 10)
        digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
    into.append(digits.data(), static_cast<std::size_t>(width));
}

void append_clock(std::string& into, const LocalTime& time) {
    append_digits(into, time.hour, 2);
    into += ':';
    append_digits(into, time.minute, 2);
    into += ':';
    append_digits(into, time.second, 2);
}

std::string_view day_name(const LocalTime& time) { return kDays[static_cast<std::size_t>(time.weekday())]; }
std::string_view month_name(const LocalTime& time) { return kMonths[static_cast<std::size_t>((time.month + 11) % 12)]; }

}  // namespace

void HeaderWriter::text(std::string_view name, std::string_view value) {
    FoldingLine line = begin(name);
    if (value.empty())
        line.space();
    else
        write_unstructured(line, value);
    line.end();
}

void HeaderWriter::addresses(std::string_view name, std::span<const MailAddress> list) {
    FoldingLine line = begin(name);
    std::string token;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const MailAddress& address = list[i];
        token.clear();
        if (address.name.empty()) {
            token += address.spec;
        } else {
            write_display_name(line, address.name);
            token += '<';
            token += address.spec;
            token += '>';
        }
        if (i + 1 < list.size()) token += ',';
        line.token(token);
    }
    line.end();
}

void HeaderWriter::date(std::string_view name, const LocalTime& time, std::int32_t offset_seconds, bool zone_known) {
    out_ += name;
    out_ += ": ";
    append_date(out_, time, offset_seconds, zone_known);
    out_ += text_of(line_end_);
}

void HeaderWriter::tokens(std::string_view name, std::span<const std::string> tokens) {
    FoldingLine line = begin(name);
    for (const std::string& token : tokens) line.token(token);
    line.end();
}

void append_date(std::string& into, const LocalTime& time, std::int32_t offset_seconds, bool zone_known) {
    into += day_name(time);
    into += ", ";
    if (time.day >= 10) into += static_cast<char>('0' + time.day / 10);
    into += static_cast<char>('0' + time.day % 10);
    into += ' ';
    into += month_name(time);
    into += ' ';
    append_digits(into, time.year, 4);
    into += ' ';
    append_clock(into, time);
    into += ' ';
    if (!zone_known) {
        into += "-0000";
        return;
    }
    const auto minutes = static_cast<unsigned>(std::abs(offset_seconds) / 60);
    into += offset_seconds < 0 && minutes > 0 ? '-' : '+';
    append_digits(into, minutes / 60, 2);
    append_digits(into, minutes % 60, 2);
}

}  // namespace restante::mime
