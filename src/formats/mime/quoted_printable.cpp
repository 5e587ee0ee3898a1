#include "formats/mime/quoted_printable.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/byte_block.h"

namespace restante::mime {
namespace {

// Must be written =XX wherever it stands in a line. Blanks and tabs only matter at its end.
ByteBlock must_escape(ByteBlock block) {
    return block.at_least(0x7F) | block.equal('=') | (block.below(0x20) & ~(block.equal('\t') | block.equal('\n')));
}

// How many bytes at the start are neither escaped nor line ends.
std::size_t plain_prefix(std::string_view lines) {
    return unmarked_prefix(lines, [](ByteBlock block) {
        return block.at_least(0x7F) | block.equal('=') | (block.below(0x20) & ~block.equal('\t'));
    });
}

bool is_blank(char letter) { return letter == ' ' || letter == '\t'; }

// Writes through a piece of its own, since a string would fill with zeroes first what it makes room for.
class QuotedPrintable {
public:
    QuotedPrintable(std::string& out, LineEnd line_end) : out_(out), end_of_line_(text_of(line_end)) {}

    void plain(std::string_view text) {
        while (!text.empty()) {
            if (column_ == kLine) soft_break();
            const std::size_t size = std::min(text.size(), kLine - column_);
            put(text.substr(0, size));
            column_ += size;
            text.remove_prefix(size);
        }
    }
    void escaped(char letter) {
        constexpr std::string_view kHex = "0123456789ABCDEF";
        if (column_ + 3 > kLine) soft_break();
        const auto byte = static_cast<std::uint8_t>(letter);
        const std::array<char, 3> text{'=', kHex[byte >> 4U], kHex[byte & 15U]};
        put({text.data(), text.size()});
        column_ += text.size();
    }
    void line_end() {
        put(end_of_line_);
        column_ = 0;
    }
    void finish() {
        out_.append(piece_.data(), used_);
        used_ = 0;
    }

private:
    static constexpr std::size_t kLine = 75;  // leaves room for the soft break's "="

    void put(std::string_view text) {
        if (text.size() > piece_.size() - used_) finish();
        std::memcpy(piece_.data() + used_, text.data(), text.size());
        used_ += text.size();
    }
    void soft_break() {
        put("=");
        line_end();
    }

    std::string& out_;
    std::string_view end_of_line_;
    std::size_t column_ = 0;
    std::size_t used_ = 0;
    std::array<char, 4096> piece_;  // only what `used_` says has been written
};

}  // namespace

std::size_t quoted_printable_size(std::string_view lines) {
    return lines.size() + 2 * count_marked(lines, must_escape);
}

void append_quoted_printable(std::string_view lines, LineEnd line_end, std::string& out) {
    QuotedPrintable encoder(out, line_end);
    while (!lines.empty()) {
        const std::size_t run = plain_prefix(lines);
        const bool ends_line = run == lines.size() || lines[run] == '\n';
        const bool ends_blank = ends_line && run > 0 && is_blank(lines[run - 1]);
        encoder.plain(lines.substr(0, ends_blank ? run - 1 : run));
        if (ends_blank) encoder.escaped(lines[run - 1]);
        lines.remove_prefix(run);
        if (lines.empty()) break;
        if (lines.front() == '\n')
            encoder.line_end();
        else
            encoder.escaped(lines.front());
        lines.remove_prefix(1);
    }
    encoder.finish();
}

}  // namespace restante::mime
