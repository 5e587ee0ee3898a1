// Checker rules about the first 512 bytes. Source: docs/formats/mmf-check.md (P1-P4, P14).
#pragma once

#include <optional>

#include "base/byte_source.h"
#include "base/result.h"
#include "formats/mmf/check_report.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"

namespace restante::mmf {

struct CheckedHeader {
    ByteSourcePointer file{};  // as given, with the magic put right when that alone was wrong
    Header header{};
    Cipher cipher = Cipher::standard();
};

// Magic, version, session, fields, both tree headers. Nothing when the header is cut off. bad_magic: no store at all;
// the errors of reading the file.
Result<std::optional<CheckedHeader>> check_file_header(ByteSourcePointer file, CheckReport& report);

// Length of the file against the end that the copy in use states.
void check_file_length(const CheckedHeader& checked, unsigned copy, std::uint64_t last_block_end, CheckReport& report);

}  // namespace restante::mmf
