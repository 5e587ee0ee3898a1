// The text of a message as Outlook keeps it. A line end of another kind than CR LF has made it hang (Q192526), and a
// NUL ends what it shows. Source: docs/targets/pst.md section 7.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace restante::targets {

class OutlookText {
public:
    // CR LF, lone CR and lone LF become CR LF, a NUL U+2400. UTF-8.
    explicit OutlookText(std::string_view stored);

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::size_t nuls() const { return nuls_; }  // how many of them there were
    // Where a character (code point) of the stored text stands in text().
    [[nodiscard]] std::uint32_t place_of(std::uint32_t character) const;

private:
    std::string text_;
    std::vector<std::uint32_t> grown_{};  // characters of the stored text that became two, ascending
    std::size_t nuls_ = 0;
};

}  // namespace restante::targets
