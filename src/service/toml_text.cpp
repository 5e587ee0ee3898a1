#include "service/toml_text.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace restante::service {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kBlanks = " \t\r\n";

bool is_ascii_only(char letter) { return static_cast<unsigned char>(letter) < 0x80; }

class TomlScan {
public:
    explicit TomlScan(std::string_view text) : text_(text), rest_(text) {}

    // Where the first misplaced character stands; npos: nowhere.
    std::size_t misplaced() {
        if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
        while (!rest_.empty() && found_ == std::string_view::npos) {
            const char letter = rest_.front();
            if (letter == '#')
                rest_.remove_prefix(std::min(rest_.size(), rest_.find('\n')));
            else if ((letter == '"' || letter == '\'') && !bare_)
                pass_string(letter);
            else if (!is_ascii_only(letter))
                found_ = place();
            else
                pass(letter);
        }
        return found_;
    }

private:
    [[nodiscard]] std::size_t place() const { return text_.size() - rest_.size(); }

    // The library looks for the end of a number or date up to the next blank, whatever stands between: a quote that
    // follows bare letters begins no string.
    void pass(char letter) {
        rest_.remove_prefix(1);
        if (letter == '\n') value_ = false;
        if (letter == '=') value_ = true;
        const bool ends = kBlanks.find(letter) != std::string_view::npos || letter == '=' || letter == ',' ||
                          (letter == '.' && !value_);
        const bool opens = letter == '[' || letter == '{';
        if (ends)
            bare_ = false;
        else if (!opens)
            bare_ = true;
    }

    void pass_string(char quote) {
        const std::string triple(3, quote);
        const bool long_one = rest_.starts_with(triple);
        const std::string_view end = long_one ? std::string_view(triple) : std::string_view(triple).substr(2);
        rest_.remove_prefix(end.size());
        while (!rest_.empty() && !rest_.starts_with(end) && found_ == std::string_view::npos) {
            if (quote == '"' && rest_.front() == '\\')
                pass_escape();
            else
                rest_.remove_prefix(1);
        }
        rest_.remove_prefix(std::min(rest_.size(), end.size()));
    }

    // Behind a backslash blanks are looked for: it may stand at the end of a line.
    void pass_escape() {
        rest_.remove_prefix(1);
        const std::string_view blanks = rest_.substr(0, rest_.find_first_not_of(kBlanks));
        rest_.remove_prefix(blanks.size());
        if (!rest_.empty() && !is_ascii_only(rest_.front()))
            found_ = place();
        else if (blanks.empty())
            rest_.remove_prefix(std::min<std::size_t>(rest_.size(), 1));
    }

    std::string_view text_, rest_;
    std::size_t found_ = std::string_view::npos;
    bool bare_ = false;   // within letters that stand in no quotes
    bool value_ = false;  // behind the "=" of the line
};

}  // namespace

Result<void> check_toml_text(std::string_view text) {
    const std::size_t place = TomlScan(text).misplaced();
    if (place == std::string_view::npos) return {};
    const auto line = static_cast<std::uint64_t>(std::ranges::count(text.substr(0, place), '\n')) + 1;
    return fail(Errc::bad_value, "a character beyond ASCII stands outside of quotes, or behind a backslash", line);
}

}  // namespace restante::service
