#include "formats/pst/reader/file_header.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/pst/little_endian.h"
#include "formats/pst/ndb/crc.h"
#include "formats/pst/reader/word.h"

namespace restante::pst::reader {
namespace {

constexpr std::size_t kPartialCrcBytes = 471;
constexpr std::size_t kFullCrcBytes = 516;
constexpr std::size_t kFullCrcOffset = 524;
constexpr std::uint16_t kClientMail = 0x4D53;     // "SM"
constexpr std::uint16_t kClientOffline = 0x4F53;  // "SO": an OST file
constexpr std::uint16_t kFirstLargePages = 36;

// Where the fields that moved between the formats are.
struct Places {
    std::size_t next_block, next_page, unique, node_indexes, root, free_runs, sentinel, encoding;
};
constexpr Places kUnicodePlaces{516, 32, 40, 44, 180, 256, 512, 513};
constexpr Places kAnsiPlaces{24, 28, 32, 36, 164, 204, 460, 461};

Result<Format> format_of(std::uint16_t version) {
    if (version == 14 || version == 15) return Format::ansi;
    if (version == 23) return Format::unicode;
    if (version >= kFirstLargePages)
        return fail(Errc::unsupported, "the file uses pages of 4096 bytes, which only OST files do", 10);
    return fail(Errc::bad_value, fmt::format("version {} of the format is unknown", version), 10);
}

void check_header(Bytes start, const Places& places, bool unicode, const Report& report) {
    using enum MessageId;
    if (load_le<std::uint32_t>(start, 4) != ndb::crc(start.subspan(8, kPartialCrcBytes)))
        tell(report, pst_check_header_crc, "the checksum of the first 479 bytes is wrong", 4);
    if (unicode && load_le<std::uint32_t>(start, kFullCrcOffset) != ndb::crc(start.subspan(8, kFullCrcBytes)))
        tell(report, pst_check_header_crc, "the checksum of the first 524 bytes is wrong", kFullCrcOffset);
    if (const auto client = load_le<std::uint16_t>(start, 12); client != 19)
        tell(report, pst_check_header_field, fmt::format("client version {}, expected 19", client), 12);
    if (start[14] != 1 || start[15] != 1)
        tell(report, pst_check_header_field, fmt::format("platform {}, {}, expected 1, 1", start[14], start[15]), 14);
    if (start[places.sentinel] != 0x80)
        tell(report, pst_check_header_field, fmt::format("sentinel {:02x}, expected 80", start[places.sentinel]),
             places.sentinel);
}

}  // namespace

bool sniff(Bytes start) { return start.size() >= 4 && load_le<std::uint32_t>(start, 0) == 0x4E444221; }

Result<FileHeader> parse_header(Bytes start, const Report& report) {
    if (!sniff(start)) return fail(Errc::bad_magic, "the file does not start with !BDN", 0);
    if (start.size() < kAnsiGeometry.header_bytes) return fail(Errc::truncated, "the file header is cut off", 0);
    const auto client = load_le<std::uint16_t>(start, 8);
    if (client == kClientOffline)
        return fail(Errc::unsupported, "this is an OST file, the copy of a mailbox on a server", 8);
    if (client != kClientMail) return fail(Errc::bad_value, "this Outlook file is not a message store", 8);
    FileHeader header;
    header.format = TRY(format_of(load_le<std::uint16_t>(start, 10)));
    const bool unicode = header.format == Format::unicode;
    const Geometry& geometry = header.geometry();
    if (start.size() < geometry.header_bytes) return fail(Errc::truncated, "the file header is cut off", 0);
    const Places& places = unicode ? kUnicodePlaces : kAnsiPlaces;
    if (start[places.encoding] > 2)
        return fail(start[places.encoding] == 0x10 ? Errc::unsupported : Errc::bad_value,
                    fmt::format("encoding {} of the data is unknown", start[places.encoding]), places.encoding);
    header.encoding = static_cast<Encoding>(start[places.encoding]);
    const auto word = [&](std::size_t at) { return load_word(start, at, geometry.word); };
    header.next_block = word(places.next_block);
    header.next_page = word(places.next_page);
    header.unique = load_le<std::uint32_t>(start, places.unique);
    for (std::size_t i = 0; i < header.node_indexes.size(); ++i)
        header.node_indexes[i] = load_le<std::uint32_t>(start, places.node_indexes + 4 * i);
    const Bytes runs = start.subspan(places.free_runs, header.free_runs.size());
    std::copy(runs.begin(), runs.end(), header.free_runs.begin());
    const std::size_t root = places.root + 4;
    const std::size_t step = geometry.word;
    header.file_end = word(root);
    header.last_map = word(root + step);
    header.free_bytes = word(root + 2 * step);
    header.node_btree = {word(root + 4 * step), word(root + 5 * step)};
    header.block_btree = {word(root + 6 * step), word(root + 7 * step)};
    header.maps_valid = start[root + 8 * step];
    check_header(start, places, unicode, report);
    return header;
}

}  // namespace restante::pst::reader
