// The two files of one mailbox while they are written: rows go to the primary file, everything long to the secondary
// one. Source: docs/targets/migration.md, Files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_source.h"
#include "base/code_page.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/exchange/primary_file.h"
#include "formats/exchange/secondary_file.h"
#include "targets/files/output_file.h"

namespace restante::targets::migration {

class SetWriter {
public:
    // `page` and `losses` outlive the writer.
    SetWriter(std::string directory, std::string stem, const CodePage& page, Findings& losses);

    // Opens temporary files. conflict: another run is writing them.
    Result<void> open();
    // Gives both files their names.
    Result<void> publish();

    // The title and the names of the columns; a blank line stands before all but the first.
    Result<void> begin_section(exchange::SectionKind kind, std::string_view owner, bool public_folders);
    // The text as a field of a row; one with line ends, or a long one, goes to the secondary file. `item` names it in
    // findings.
    Result<std::string> field_of(std::string_view text, const std::string& item);
    Result<void> write_row(const std::vector<std::string>& fields);

    // Where the next section of the secondary file begins.
    [[nodiscard]] std::uint64_t offset() const { return secondary_.offset(); }
    // section.length is filled in. Data that cannot be read to its end is cut there and told; null: no data.
    Result<void> write_section(exchange::DataSection section, ByteSourcePointer data, const std::string& item);

    // Adds what was lost of the item's characters to the losses.
    void tell_characters(const std::string& item);
    void count_lost(std::size_t characters) { lost_ += characters; }
    void count_replaced(std::size_t characters) { replaced_ += characters; }

private:
    Result<void> put(std::string_view utf8);

    std::string directory_, stem_;
    const CodePage& page_;
    Findings& losses_;
    files::OutputFile primary_file_, secondary_file_;
    exchange::SecondaryWriter secondary_;
    std::size_t lost_ = 0, replaced_ = 0;  // of the item at hand
    bool first_section_ = true;
};

}  // namespace restante::targets::migration
