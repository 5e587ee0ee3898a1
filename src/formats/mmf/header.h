// The first 512 bytes of the store, the only ones that are not enciphered. Source: docs/formats/mmf.md 2.2, 2.3.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace restante::mmf {

constexpr std::size_t kHeaderSize = 0x200;  // also the file offset where the enciphered body starts
constexpr std::uint32_t kMagic = 0x01AFDEAD;

constexpr std::uint64_t kTreesAt = 0x10, kTreeSize = 0x40;  // two tree headers, one per copy of the map

namespace version {
constexpr std::uint32_t kOldest = 0x0F00C00D, kOlder = 0x0F00C00E, kCurrent = 0x0F00C00F,
                        kAlternateCipher = 0x0F00C010;  // current, and the cipher fields are honoured
}  // namespace version

struct TreeHeader {
    std::uint32_t map_offset = 0;  // file offset of this copy of the map, a multiple of 0x200
    std::uint32_t end = 0;         // file offset of the end of the body; the file is one byte longer
    std::uint16_t node_count = 0;  // including node 0, which is never used
    std::uint16_t root = 0;        // of the object tree; 0: empty
    std::uint16_t free_head = 0;   // 0: no free blocks

    bool operator==(const TreeHeader&) const = default;
};

struct ProgramVersion {
    std::uint16_t major = 0, minor = 0, build = 0;
    bool operator==(const ProgramVersion&) const = default;
};

struct Header {
    std::uint32_t magic = kMagic;
    std::uint32_t version = version::kCurrent;
    std::uint32_t session = 0;       // not 0: open somewhere, or never closed
    std::uint16_t capacity = 0;      // nodes each map copy has room for; FFFF: that many or more
    std::uint16_t current_copy = 0;  // 0 or 1 in healthy files
    std::array<TreeHeader, 2> trees{};
    std::string language{};  // Windows language, raw bytes, at most 127
    ProgramVersion opened_by{}, created_by{};
    std::uint32_t tick = 0;
    std::uint16_t cipher = 0;  // not 0: alternate, when the version honours it
    std::uint32_t cipher_divisor = 0;

    // As read, for the bytes that have no meaning to us: write_header() starts from these.
    std::array<std::uint8_t, kHeaderSize> stored{};

    // The version honours the cipher field and it asks for the alternate cipher.
    [[nodiscard]] bool wants_alternate_cipher() const { return version == version::kAlternateCipher && cipher != 0; }
    [[nodiscard]] bool known_version() const {
        return version >= version::kOldest && version <= version::kAlternateCipher;
    }

    bool operator==(const Header&) const = default;
};

// Needs the first kHeaderSize bytes of the file. bad_magic; truncated. No other field is judged here.
Result<Header> read_header(Bytes start);

// kHeaderSize bytes. A language above 127 bytes is cut (read_header never returns one that was stored whole).
[[nodiscard]] ByteVector write_header(const Header& header);

}  // namespace restante::mmf
