// Tables of text as spreadsheets write them: RFC 4180, and what they make of it.
//
// Fields are separated by "," or, when the first line says so, by ";" or a tab. A line end is CR LF, LF or CR. A field
// in quotes may hold separators, line ends and doubled quotes. Source: docs/formats/csv.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace restante::csv {

constexpr std::size_t kLongestRecord = 64 * 1024;  // bytes
constexpr std::size_t kMostFields = 256;           // of one record

struct Record {
    std::size_t line = 0;  // where it begins, counted from 1
    std::vector<std::string> fields{};

    [[nodiscard]] bool blank() const { return fields.size() == 1 && fields.front().empty(); }
};

class Reader {
public:
    // `text` is UTF-8 without a byte order mark (to_utf8()) and outlives the reader. A first line "sep=;", as Excel
    // writes it, names the separator and is no record.
    explicit Reader(std::string_view text);

    // The next record, blank ones included; nothing at the end. too_large, bad_value (a quote that is never closed,
    // text behind a closing quote, a NUL): the offset is the line, counted from 1, where it begins.
    Result<std::optional<Record>> next();
    [[nodiscard]] char separator() const { return separator_; }

private:
    Result<std::string> quoted_field();
    std::string plain_field();
    void end_of_line();
    [[nodiscard]] bool at_line_end() const { return rest_.empty() || rest_.front() == '\r' || rest_.front() == '\n'; }

    std::string_view rest_;
    char separator_ = ',';
    std::size_t line_ = 1;
};

// The same separator and quotes as the reader understands; without a line end.
[[nodiscard]] std::string record_text(const std::vector<std::string>& fields);

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big, other };
// By the byte order mark, else UTF-8 when it is valid; `other` is for the caller to decode.
[[nodiscard]] Encoding encoding_of(std::string_view bytes);
// UTF-8 and UTF-16 as UTF-8 without byte order mark; bad_value: half a surrogate pair or half a unit. Not for `other`.
Result<std::string> to_utf8(std::string_view bytes);

}  // namespace restante::csv
