#include "service/toml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/utf8.h"

namespace restante::service {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::uint64_t line_at(std::string_view text, std::size_t place) {
    return static_cast<std::uint64_t>(std::ranges::count(text.substr(0, place), '\n')) + 1;
}

// The start of the first line that is not UTF-8; there is one.
std::size_t invalid_place(std::string_view text) {
    std::size_t line = 0;
    while (is_valid_utf8(text.substr(line, text.find('\n', line) - line))) line = text.find('\n', line) + 1;
    return line;
}

// The bytes of the string that begins behind `quotes`, without those that end it. A string of one line ends with it.
std::size_t string_length(std::string_view rest, std::string_view quotes) {
    const char quote = quotes.front();
    std::size_t place = 0;
    while (place < rest.size()) {
        if (rest.substr(place).starts_with(quotes)) {
            // Of five quotes in a row the last three end a string of several lines.
            for (std::size_t more = quotes.size(); more > 1 && rest.substr(place + 1).starts_with(quotes); --more)
                ++place;
            return place;
        }
        if (quotes.size() == 1 && rest[place] == '\n') return place;
        place += quote == '"' && rest[place] == '\\' ? 2U : 1U;
    }
    return rest.size();
}

class AsciiWriter {
public:
    explicit AsciiWriter(std::string_view text) : text_(text), rest_(text) {}

    Result<std::string> write() {
        while (!rest_.empty()) {
            const char letter = rest_.front();
            if (letter == '#')
                pass_comment();
            else if (letter == '"' || letter == '\'')
                TRY_VOID(pass_string(letter));
            else if (!is_ascii(rest_.substr(0, 1)))
                return misplaced("outside of quotes");
            else
                written_ += take(1);
        }
        return std::move(written_);
    }

private:
    std::string_view take(std::size_t count) {
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    [[nodiscard]] tl::unexpected<Error> misplaced(std::string_view where) const {
        return fail(Errc::bad_value, fmt::format("a character beyond ASCII stands {}", where),
                    line_at(text_, text_.size() - rest_.size()));
    }

    void pass_comment() {
        for (const char letter : take(rest_.find('\n')))
            written_ += is_ascii(std::string_view(&letter, 1)) ? letter : '?';
    }

    Result<void> pass_string(char quote) {
        const std::string_view quotes = take(rest_.starts_with(std::string(3, quote)) ? 3 : 1);
        const std::size_t length = string_length(rest_, quotes);
        const bool plain = is_ascii(rest_.substr(0, length));
        // Only strings in " can have escapes.
        const std::string written_quotes(quotes.size(), plain ? quote : '"');
        written_ += written_quotes;
        if (plain)
            written_ += take(length);
        else
            TRY_VOID(pass_letters(rest_.size() - length, quote));
        if (rest_.starts_with(quotes)) {
            take(quotes.size());
            written_ += written_quotes;
        }
        return {};
    }

    // Until `left` bytes are left.
    Result<void> pass_letters(std::size_t left, char quote) {
        while (rest_.size() > left) {
            const std::string_view letter = take(utf8_index(rest_.substr(0, 4), 1));
            if (!is_ascii(letter)) {
                written_ += fmt::format("\\U{:08X}", static_cast<std::uint32_t>(utf8_characters(letter).front()));
            } else if (quote == '\'') {
                if (letter == "\"" || letter == "\\") written_ += '\\';
                written_ += letter;
            } else {
                written_ += letter;
                if (letter != "\\" || rest_.size() == left) continue;
                if (!is_ascii(rest_.substr(0, 1))) return misplaced("behind a backslash");
                written_ += take(1);
            }
        }
        return {};
    }

    std::string_view text_, rest_;
    std::string written_;
};

}  // namespace

Result<std::string> ascii_toml(std::string_view text) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    if (!is_valid_utf8(text)) return fail(Errc::bad_value, "the text is not UTF-8", line_at(text, invalid_place(text)));
    return AsciiWriter(text).write();
}

}  // namespace restante::service
