// Header fields, one call each. Whatever is passed in, the output is valid: folded, encoded, never split by a CR or LF
// of the value.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/local_time.h"
#include "formats/mime/folding_line.h"
#include "formats/mime/line_end.h"

namespace restante::mime {

struct MailAddress {
    std::string name{};  // display name, any text; "" for none
    std::string spec{};  // local@domain, syntactically valid and ASCII
};

class HeaderWriter {
public:
    HeaderWriter(std::string& out, LineEnd line_end) : out_(out), line_end_(line_end) {}

    // `value` is printable ASCII that fits on one line: numbers, ids, keywords of our own.
    void plain(std::string_view name, std::string_view value) {
        out_ += name;
        out_ += ": ";
        out_ += value;
        out_ += text_of(line_end_);
    }
    void text(std::string_view name, std::string_view value);
    void addresses(std::string_view name, std::span<const MailAddress> list);
    void date(std::string_view name, const LocalTime& time, std::int32_t offset_seconds, bool zone_known);
    // Tokens without spaces (message ids), folded between them.
    void tokens(std::string_view name, std::span<const std::string> tokens);
    void end_of_headers() { out_ += text_of(line_end_); }

    [[nodiscard]] FoldingLine begin(std::string_view name) { return FoldingLine(out_, line_end_, name); }
    [[nodiscard]] LineEnd line_end() const { return line_end_; }

private:
    std::string& out_;
    LineEnd line_end_;
};

// "Wed, 30 Aug 1995 10:11:12 +0200". An unknown zone is written -0000 (RFC 5322 3.3). Offsets are cut to whole minutes.
void append_date(std::string& into, const LocalTime& time, std::int32_t offset_seconds, bool zone_known);

}  // namespace restante::mime
