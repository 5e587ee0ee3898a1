#include "formats/macbinary/header.h"

#include <algorithm>

#include "base/byte_reader.h"

namespace restante::macbinary {
namespace {

constexpr std::size_t kLongestName = 63;
constexpr std::size_t kChecksumAt = 124;
constexpr std::uint32_t kLargestFork = 0x7FFFFFFF;
constexpr std::uint8_t kVersionTwo = 129, kVersionThree = 130;
constexpr std::array<std::uint8_t, 4> kSignature{'m', 'B', 'I', 'N'};  // MacBinary III, at 102

std::uint64_t padded(std::uint64_t size) { return (size + kHeaderSize - 1) / kHeaderSize * kHeaderSize; }

std::uint32_t number(Bytes header, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) value = (value << 8U) | header[at + i];
    return value;
}

bool checksum_fits(Bytes header) { return checksum_of(header.first(kChecksumAt)) == number(header, kChecksumAt, 2); }

bool plausible(Bytes header) {
    if (header[0] != 0 || header[74] != 0 || header[82] != 0) return false;
    if (header[1] == 0 || header[1] > kLongestName) return false;
    const Bytes name = header.subspan(2, header[1]);
    if (std::ranges::find(name, std::uint8_t{0}) != name.end()) return false;
    const std::uint32_t data = number(header, 83, 4), resource = number(header, 87, 4);
    return data <= kLargestFork && resource <= kLargestFork && data + resource != 0;
}

Version version_of(Bytes header) {
    if (std::ranges::equal(header.subspan(102, 4), kSignature)) return Version::three;
    if (!checksum_fits(header)) return Version::one;
    return header[122] == kVersionThree ? Version::three : Version::two;
}

Result<ByteVector> read_header(const ByteSource& source) {
    SourceReader reader(source);
    ByteVector header = TRY(reader.bytes(kHeaderSize, kHeaderSize));
    if (!plausible(header)) return fail(Errc::bad_magic, "this is no MacBinary header", 0);
    return header;
}

SourceRange place(std::uint64_t& position, std::uint64_t size, std::uint64_t total, bool& cut) {
    const std::uint64_t start = std::min(position, total);
    const std::uint64_t there = std::min(size, total - start);
    cut = cut || there != size;
    position += padded(size);
    return {start, there};
}

}  // namespace

std::uint16_t checksum_of(Bytes bytes) {
    std::uint32_t sum = 0;
    for (const std::uint8_t byte : bytes) {
        sum ^= static_cast<std::uint32_t>(byte) << 8U;
        for (int bit = 0; bit < 8; ++bit) sum = (sum & 0x8000U) != 0 ? (sum << 1U) ^ 0x1021U : sum << 1U;
    }
    return static_cast<std::uint16_t>(sum & 0xFFFFU);
}

bool is_certain(const ByteSource& source) {
    const auto header = read_header(source);
    return header && checksum_fits(*header);
}

Result<File> read_file(const ByteSource& source) {
    const ByteVector header = TRY(read_header(source));
    File file;
    file.version = version_of(header);
    file.name = std::string(as_text(Bytes(header).subspan(2, header[1])));
    std::copy_n(header.begin() + 65, 4, file.type.begin());
    std::copy_n(header.begin() + 69, 4, file.creator.begin());
    // The low byte of the flags came with MacBinary II.
    const std::uint32_t low_flags = file.version == Version::one ? 0 : header[101];
    file.finder_flags = static_cast<std::uint16_t>((static_cast<std::uint32_t>(header[73]) << 8U) | low_flags);
    file.vertical = static_cast<std::uint16_t>(number(header, 75, 2));
    file.horizontal = static_cast<std::uint16_t>(number(header, 77, 2));
    file.window = static_cast<std::uint16_t>(number(header, 79, 2));
    file.locked = (header[81] & 1U) != 0;
    file.created = number(header, 91, 4);
    file.modified = number(header, 95, 4);
    std::uint64_t position = kHeaderSize;
    if (file.version != Version::one) position += padded(number(header, 120, 2));
    file.data = place(position, number(header, 83, 4), source.size(), file.cut);
    file.resource = place(position, number(header, 87, 4), source.size(), file.cut);
    bool comment_cut = false;  // a comment that is missing costs nothing
    file.comment =
        place(position, file.version == Version::one ? 0 : number(header, 99, 2), source.size(), comment_cut);
    return file;
}

void write_file(ByteWriter& writer, const File& file, Bytes data, Bytes resource, Bytes comment) {
    ByteWriter header;
    header.zeros(1);
    header.be(static_cast<std::uint8_t>(file.name.size()));
    header.text(file.name);
    header.zeros(65 - header.size());
    header.bytes(file.type);
    header.bytes(file.creator);
    header.be(static_cast<std::uint8_t>(file.finder_flags >> 8U));
    header.zeros(1);
    header.be(file.vertical);
    header.be(file.horizontal);
    header.be(file.window);
    header.be(static_cast<std::uint8_t>(file.locked ? 1 : 0));
    header.zeros(1);
    header.be(static_cast<std::uint32_t>(data.size()));
    header.be(static_cast<std::uint32_t>(resource.size()));
    header.be(file.created);
    header.be(file.modified);
    const bool first = file.version == Version::one;
    header.be(static_cast<std::uint16_t>(first ? 0 : comment.size()));
    header.be(static_cast<std::uint8_t>(first ? 0 : file.finder_flags & 0xFFU));
    if (file.version == Version::three) header.bytes(kSignature);
    header.zeros(122 - header.size());
    header.be(first ? std::uint8_t{0} : file.version == Version::two ? kVersionTwo : kVersionThree);
    header.be(first ? std::uint8_t{0} : kVersionTwo);
    const std::uint16_t checksum = checksum_of(header.view());
    header.be(first ? std::uint16_t{0} : checksum);
    header.zeros(2);
    writer.bytes(header.view());
    for (const Bytes part : {data, resource, first ? Bytes{} : comment}) {
        writer.bytes(part);
        writer.zeros(static_cast<std::size_t>(padded(part.size()) - part.size()));
    }
}

}  // namespace restante::macbinary
