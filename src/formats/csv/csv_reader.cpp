#include "formats/csv/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace restante::csv {
namespace {

constexpr std::string_view kSeparators = ",;\t";

// The separator that the first line has most of; a comma when it has none.
char separator_of(std::string_view text) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    char best = ',';
    for (const char one : kSeparators)
        if (std::count(line.begin(), line.end(), one) > std::count(line.begin(), line.end(), best)) best = one;
    return best;
}

}  // namespace

Reader::Reader(std::string_view text) : rest_(text), separator_(separator_of(text)) {
    constexpr std::string_view kNamed = "sep=";
    if (rest_.size() < kNamed.size() + 1 || !rest_.starts_with(kNamed)) return;
    const char named = rest_[kNamed.size()];
    if (kSeparators.find(named) == std::string_view::npos) return;
    const std::string_view behind = rest_.substr(kNamed.size() + 1);
    if (!behind.empty() && behind.front() != '\r' && behind.front() != '\n') return;
    separator_ = named;
    rest_ = behind;
    end_of_line();
}

void Reader::end_of_line() {
    if (rest_.empty()) return;
    rest_.remove_prefix(rest_.starts_with("\r\n") ? 2 : 1);
    ++line_;
}

Result<std::string> Reader::quoted_field() {
    const std::size_t begin = line_;
    rest_.remove_prefix(1);
    std::string field;
    for (std::size_t i = 0; i < rest_.size() && i <= kLongestRecord; ++i) {
        const char c = rest_[i];
        if (c == '"' && i + 1 < rest_.size() && rest_[i + 1] == '"') {
            field += rest_[++i];
        } else if (c == '"') {
            rest_.remove_prefix(i + 1);
            if (!at_line_end() && rest_.front() != separator_)
                return fail(Errc::bad_value, "there is text behind a closing quote", line_);
            return field;
        } else {
            if (c == '\n' || (c == '\r' && !rest_.substr(i + 1).starts_with('\n'))) ++line_;
            field += c;
        }
    }
    if (rest_.size() > kLongestRecord)
        return fail(Errc::too_large, fmt::format("a field is longer than {} bytes", kLongestRecord), begin);
    return fail(Errc::bad_value, "a quote is never closed", begin);
}

std::string Reader::plain_field() {
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] != separator_ && rest_[end] != '\r' && rest_[end] != '\n') ++end;
    std::string field(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return field;
}

Result<std::optional<Record>> Reader::next() {
    if (rest_.empty()) return std::optional<Record>();
    Record record;
    record.line = line_;
    const std::size_t size = rest_.size();
    for (;;) {
        const bool quoted = rest_.starts_with('"');
        std::string field = quoted ? TRY(quoted_field()) : plain_field();
        if (size - rest_.size() > kLongestRecord)
            return fail(Errc::too_large, fmt::format("a record is longer than {} bytes", kLongestRecord), record.line);
        if (field.find('\0') != std::string::npos)
            return fail(Errc::bad_value, "there is a NUL: this is no text", record.line);
        record.fields.push_back(std::move(field));
        if (at_line_end()) break;
        if (record.fields.size() == kMostFields)
            return fail(Errc::too_large, fmt::format("a record has more than {} fields", kMostFields), record.line);
        rest_.remove_prefix(1);  // the separator
    }
    end_of_line();
    return std::optional<Record>(std::move(record));
}

std::string record_text(const std::vector<std::string>& fields) {
    std::string text;
    bool first = true;
    for (const std::string& field : fields) {
        if (!first) text += ',';
        first = false;
        // Blanks at the ends are quoted for the eye; a lone empty field would read as a blank line.
        const bool plain = field.find_first_of(",;\t\"\r\n") == std::string::npos && !field.starts_with(' ') &&
                           !field.ends_with(' ') && !(field.empty() && fields.size() == 1);
        if (plain) {
            text += field;
            continue;
        }
        text += '"';
        for (const char c : field) {
            if (c == '"') text += '"';
            text += c;
        }
        text += '"';
    }
    return text;
}

}  // namespace restante::csv
