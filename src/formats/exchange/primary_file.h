// A primary file of a set of migration files, taken apart into sections and rows; what the rows say is read one at a
// time. Source: docs/formats/migration.md, Primary file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/code_page.h"
#include "base/result.h"
#include "formats/exchange/migration_row.h"

namespace restante::exchange {

enum class SectionKind : std::uint8_t { directory, address_book, messages };

// Where a row stands, with the lines that continue it and the last line end.
struct RowPlace {
    std::size_t line = 0;    // from 1
    std::size_t offset = 0;  // in the file
    std::size_t size = 0;    // bytes

    bool operator==(const RowPlace&) const = default;
};

struct PrimarySection {
    SectionKind kind{};
    std::string owner{};          // "MS:NETA/POB/ADA", without "migrate:"; "" of directory sections and public folders
    bool public_folders = false;  // of messages
    bool title_lost = false, heading_lost = false;
    RowPlace title{}, heading{};         // the same where one is lost
    std::vector<std::string> columns{};  // as the heading names them
    std::vector<RowPlace> rows{};

    // npos: there is no such column. In any case.
    [[nodiscard]] std::size_t column(std::string_view name) const;
};

// A line that belongs to no section, or a section without title or without a heading that names columns.
struct PrimaryProblem {
    RowPlace place{};
    std::string what{};       // one sentence
    bool title_lost = false;  // rows are there, but nothing says whose they are
};

struct PrimaryFile {
    std::vector<PrimarySection> sections{};
    // Each is a problem as well. Without a title nobody knows whose rows they are; without a heading the columns are
    // taken to be the usual ones, and those of directories are not known. Without both it may be any lines.
    std::vector<PrimarySection> damaged{};
    std::vector<PrimaryProblem> problems{};
    std::size_t undecodable = 0;  // bytes of titles and headings that the code page does not define
};

// Never fails: what is no section is a problem.
[[nodiscard]] PrimaryFile read_primary_file(Bytes file, const CodePage& page);

// The fields of a row of this file, or why it is none (as read_row); `unmappable` grows by the bytes that the code page
// does not define.
Result<std::vector<RowField>> row_at(Bytes file, const CodePage& page, const PrimarySection& section,
                                     const RowPlace& place, std::size_t& unmappable);

// The section with these rows only, as they stand in the file, and a blank line behind: what is to be corrected and
// imported again. Source: docs/formats/migration.md, Recovery file.
[[nodiscard]] std::string section_with_rows(Bytes file, const PrimarySection& section,
                                            const std::vector<RowPlace>& rows);

// "MAILMESSAGE,MS:NETA/POB/ADA" and so on, UTF-8, without line end.
[[nodiscard]] std::string section_title(SectionKind kind, std::string_view owner, bool public_folders);

}  // namespace restante::exchange
