// Lines of a migration file: CR LF ends one, and what text-mode transfers made of it.
#pragma once

#include <cstddef>
#include <optional>

#include "base/bytes.h"

namespace restante::exchange {

struct TextLine {
    std::size_t number = 0;  // from 1
    std::size_t offset = 0;  // of its first byte
    Bytes bytes{};           // without its end
};

class TextLines {
public:
    explicit TextLines(Bytes bytes) : bytes_(bytes) {}

    // Nothing at the end.
    std::optional<TextLine> next() {
        if (at_ == bytes_.size()) return std::nullopt;
        const std::string_view rest = as_text(bytes_.subspan(at_));
        const std::size_t length = std::min(rest.find_first_of("\r\n"), rest.size());
        const TextLine line{++number_, at_, bytes_.subspan(at_, length)};
        at_ += length;
        if (rest.substr(length).starts_with("\r\n"))
            at_ += 2;
        else if (at_ < bytes_.size())
            ++at_;
        return line;
    }

private:
    Bytes bytes_;
    std::size_t at_ = 0;
    std::size_t number_ = 0;
};

}  // namespace restante::exchange
