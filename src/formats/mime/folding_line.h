// One header field while it is being written: breaks lines between tokens so that they stay short.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "formats/mime/line_end.h"

namespace restante::mime {

// Appends to a buffer that outlives it. Tokens must hold printable ASCII only and be shorter than kLongestLine.
class FoldingLine {
public:
    FoldingLine(std::string& out, LineEnd line_end, std::string_view field_name) : out_(out), line_end_(line_end) {
        out_ += field_name;
        out_ += ':';
        column_ = field_name.size() + 1;
    }

    // A space, or a fold when the token would pass `limit`, then the token.
    void token(std::string_view token, std::size_t limit = kWishedLine) {
        // A field whose first line is empty is legal but misread by some programs: the first token stays beside the
        // name as long as the hard limit allows.
        const bool fits = column_ + 1 + token.size() <= (first_ ? kLongestLine : limit);
        if (fits)
            space();
        else
            fold();
        glue(token);
        first_ = false;
    }
    // Directly behind what is there.
    void glue(std::string_view text) {
        out_ += text;
        column_ += text.size();
    }
    void fold() {
        out_ += text_of(line_end_);
        out_ += ' ';
        column_ = 1;
    }
    void space() {
        out_ += ' ';
        ++column_;
    }
    void end() { out_ += text_of(line_end_); }

    [[nodiscard]] std::size_t column() const { return column_; }
    [[nodiscard]] bool first() const { return first_; }
    void set_started() { first_ = false; }

private:
    std::string& out_;
    LineEnd line_end_;
    std::size_t column_ = 0;
    bool first_ = true;
};

}  // namespace restante::mime
