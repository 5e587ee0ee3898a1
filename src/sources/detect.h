// What a file looks like by its content, for people who named the wrong one. Names and extensions are never asked:
// other files are called .mmf too. Source: docs/formats/mmf.md 2.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace restante::sources {

enum class FileKind : std::uint8_t {
    mmf,
    damaged_mmf,
    packing_list,  // of Exchange migration files
    other,
};

[[nodiscard]] constexpr bool is_message_file(FileKind kind) {
    return kind == FileKind::mmf || kind == FileKind::damaged_mmf;
}

constexpr std::size_t kDetectionBytes = 1024;  // of the start of the file, fewer when it is shorter

// damaged_mmf: the header is wiped or wrong, but the object map behind it is recognised.
[[nodiscard]] FileKind detect(Bytes start, std::uint64_t file_size);

// "looks like a ZIP archive": completes a sentence that starts with the file's name.
[[nodiscard]] std::string describe_content(Bytes start, std::uint64_t file_size);

}  // namespace restante::sources
