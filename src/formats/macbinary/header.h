// MacBinary I, II and III: a Macintosh file as one stream of bytes.
// Source: docs/formats/macbinary.md "MacBinary". Integers are big-endian; names are Mac OS Roman.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "base/byte_source.h"
#include "base/byte_writer.h"
#include "base/result.h"
#include "base/source_reader.h"

namespace restante::macbinary {

constexpr std::size_t kHeaderSize = 128;

enum class Version : std::uint8_t { one = 1, two = 2, three = 3 };

struct File {
    Version version = Version::one;
    std::string name{};                             // Mac OS Roman, 1 to 63 bytes
    std::array<std::uint8_t, 4> type{}, creator{};  // "WDBN", "MSWD"
    std::uint16_t finder_flags = 0;
    std::uint16_t vertical = 0, horizontal = 0, window = 0;  // place of the icon
    bool locked = false;
    std::uint32_t created = 0, modified = 0;  // seconds since 1904-01-01, local time; 0: not known
    SourceRange data{}, resource{}, comment{};
    bool cut = false;  // the stream ends before the forks do; the ranges are what is there

    bool operator==(const File&) const = default;
};

// True only when a checksum or signature proves it (MacBinary II and III).
[[nodiscard]] bool is_certain(const ByteSource& source);

// bad_magic: these bytes are no MacBinary file of any version. A wrong checksum makes the header one of MacBinary I.
Result<File> read_file(const ByteSource& source);

// For tests: forks padded to 128 bytes each, the header with its checksum (none for version one).
void write_file(ByteWriter& writer, const File& file, Bytes data, Bytes resource, Bytes comment);

// CRC-16 of XMODEM: polynomial 1021, start 0.
[[nodiscard]] std::uint16_t checksum_of(Bytes bytes);

}  // namespace restante::macbinary
