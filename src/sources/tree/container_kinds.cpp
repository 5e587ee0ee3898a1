#include <algorithm>
#include <array>
#include <string_view>

#include "formats/fat/boot_sector.h"
#include "formats/fat/partitions.h"
#include "sources/tree/trees.h"

namespace restante::sources {
namespace {

using namespace std::string_view_literals;

struct ArchiveMark {
    std::uint64_t offset;
    std::string_view bytes;
};

constexpr std::array kArchiveMarks{
    ArchiveMark{0, "PK\x03\x04"sv},
    ArchiveMark{0, "PK\x05\x06"sv},
    ArchiveMark{0, "7z\xBC\xAF\x27\x1C"sv},
    ArchiveMark{257, "ustar"sv},
    ArchiveMark{0, "MSCF"sv},
    ArchiveMark{0x8001, "CD001"sv},
    ArchiveMark{0, "\x1F\x8B"sv},
    ArchiveMark{0, "BZh"sv},
    ArchiveMark{0,
                "\xFD"
                "7zXZ\0"sv},
    ArchiveMark{0, "\x28\xB5\x2F\xFD"sv},
    ArchiveMark{2, "-lh"sv},
    ArchiveMark{0, "Rar!\x1A\x07"sv},
};

bool has_mark(const ByteSource& bytes, const ArchiveMark& mark) {
    std::array<std::uint8_t, 8> read{};
    const MutableBytes wanted = MutableBytes(read).first(mark.bytes.size());
    return bytes.size() >= mark.offset + mark.bytes.size() && bytes.read(mark.offset, wanted) &&
           as_text(wanted) == mark.bytes;
}

// The jump over the parameters, with which every boot sector with parameters begins.
bool has_boot_jump(const ByteSource& bytes) {
    std::array<std::uint8_t, 3> read{};
    return bytes.size() >= read.size() && bytes.read(0, read) &&
           (read[0] == 0xE9 || (read[0] == 0xEB && read[2] == 0x90));
}

}  // namespace

bool may_be_zip(const ByteSource& bytes) {
    // The end of its directory: there may be a program that unpacks it in front.
    constexpr std::uint64_t kEnd = 22;
    return has_mark(bytes, ArchiveMark{0, "PK\x03\x04"sv}) ||
           (bytes.size() > kEnd && has_mark(bytes, ArchiveMark{bytes.size() - kEnd, "PK\x05\x06"sv}));
}

bool may_be_disk_image(const ByteSource& bytes) {
    // A floppy of 1981. What is smaller may be the start of a larger image whose reading broke off.
    constexpr std::uint64_t kSmallestVolume = 160ULL * 1024;
    if (bytes.size() < kSmallestVolume && !has_boot_jump(bytes)) return false;
    return fat::read_boot_sector(bytes).has_value() || !fat::read_partitions(bytes).empty();
}

bool may_hold_files(const ByteSource& bytes) {
    return std::ranges::any_of(kArchiveMarks, [&](const ArchiveMark& mark) { return has_mark(bytes, mark); }) ||
           may_be_zip(bytes) || may_be_disk_image(bytes);
}

}  // namespace restante::sources
