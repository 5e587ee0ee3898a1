#include "formats/mbox/mbox_writer.h"

#include <algorithm>
#include <array>

#include "formats/mbox/from_line.h"

namespace restante::mbox {
namespace {

enum class Match { no, maybe, yes };

// Is `line` (its beginning, perhaps cut off) a From_ line with any number of ">" before it?
Match match_from(std::string_view line) {
    const std::size_t quotes = std::min(line.find_first_not_of('>'), line.size());
    line.remove_prefix(quotes);
    if (line.size() >= kFrom.size()) return line.starts_with(kFrom) ? Match::yes : Match::no;
    return kFrom.starts_with(line) ? Match::maybe : Match::no;
}

void append_two_digits(unsigned number, std::string& into) {
    into += static_cast<char>('0' + number / 10);
    into += static_cast<char>('0' + number % 10);
}

}  // namespace

void append_from_line(std::string_view sender, const LocalTime& utc, std::string& into) {
    constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    into += kFrom;
    if (sender.empty()) into += "MAILER-DAEMON";
    for (const char letter : sender) into += letter > 0x20 && letter < 0x7F ? letter : '-';
    into += ' ';
    into += kDays[static_cast<std::size_t>(utc.weekday())];
    into += ' ';
    into += kMonths[static_cast<std::size_t>((utc.month + 11) % 12)];
    into += ' ';
    into += utc.day >= 10 ? static_cast<char>('0' + utc.day / 10) : ' ';
    into += static_cast<char>('0' + utc.day % 10);
    into += ' ';
    append_two_digits(utc.hour, into);
    into += ':';
    append_two_digits(utc.minute, into);
    into += ':';
    append_two_digits(utc.second, into);
    into += ' ';
    append_two_digits(utc.year / 100U, into);
    append_two_digits(utc.year % 100U, into);
    into += '\n';
}

Result<void> QuotingSink::begin(std::string_view sender, const LocalTime& utc) {
    held_.clear();
    at_line_start_ = true;
    from_line_.clear();
    append_from_line(sender, utc, from_line_);
    return out_.append(as_bytes(from_line_));
}

Result<void> QuotingSink::forward(std::string_view text) {
    return text.empty() ? Result<void>{} : out_.append(as_bytes(text));
}

Result<void> QuotingSink::append(Bytes bytes) {
    std::string_view text = as_text(bytes);
    // A line start that was cut off at the end of the last piece is decided first.
    while (!held_.empty() && !text.empty()) {
        held_ += text.front();
        text.remove_prefix(1);
        const Match match = match_from(held_);
        if (match == Match::maybe) continue;
        if (match == Match::yes) TRY_VOID(forward(">"));
        TRY_VOID(forward(held_));
        at_line_start_ = held_.back() == '\n';
        held_.clear();
    }
    if (text.empty()) return {};

    std::size_t from = 0;  // what is not forwarded yet
    std::size_t line = 0;
    if (!at_line_start_) {
        const std::size_t end = text.find('\n');
        line = end == std::string_view::npos ? text.size() : end + 1;
        at_line_start_ = end != std::string_view::npos;
    }
    while (line < text.size()) {
        const char first = text[line];
        if (first == '>' || first == 'F') {
            const Match match = match_from(text.substr(line));
            if (match == Match::yes) {
                TRY_VOID(forward(text.substr(from, line - from)));
                TRY_VOID(forward(">"));
                from = line;
            } else if (match == Match::maybe) {
                held_ = text.substr(line);
                return forward(text.substr(from, line - from));
            }
        }
        const std::size_t end = text.find('\n', line);
        at_line_start_ = end != std::string_view::npos;
        line = at_line_start_ ? end + 1 : text.size();
    }
    return forward(text.substr(from));
}

Result<void> QuotingSink::end() {
    if (!held_.empty()) {
        TRY_VOID(forward(held_));
        held_.clear();
        at_line_start_ = false;
    }
    return forward(at_line_start_ ? "\n" : "\n\n");
}

}  // namespace restante::mbox
