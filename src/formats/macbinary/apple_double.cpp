#include "formats/macbinary/apple_double.h"

#include <vector>

namespace restante::macbinary {
namespace {

constexpr std::uint32_t kMagic = 0x00051607, kVersion = 0x00020000;
constexpr std::uint32_t kRealName = 3, kComment = 4, kDates = 8, kFinderInfo = 9, kResourceFork = 2;
constexpr std::size_t kEntrySize = 12, kFirstEntry = 26;

// Dates count from 2000-01-01 here and from 1904-01-01 in MacBinary; both in the writer's wall clock.
constexpr std::uint32_t kFrom1904To2000 = 3029529600;
constexpr std::uint32_t kUnknownDate = 0x80000000;

struct Entry {
    std::uint32_t id;
    ByteVector bytes;
};

std::uint32_t date(std::uint32_t since_1904) { return since_1904 == 0 ? kUnknownDate : since_1904 - kFrom1904To2000; }

ByteVector dates(const File& file) {
    ByteWriter writer;
    writer.be(date(file.created));
    writer.be(date(file.modified));
    writer.be(kUnknownDate);  // backup
    writer.be(kUnknownDate);  // access
    return std::move(writer).take();
}

ByteVector finder_info(const File& file) {
    ByteWriter writer;
    writer.bytes(file.type);
    writer.bytes(file.creator);
    writer.be(file.finder_flags);
    writer.be(file.vertical);
    writer.be(file.horizontal);
    writer.be(file.window);
    writer.zeros(16);  // extended information: MacBinary has none
    return std::move(writer).take();
}

}  // namespace

void write_apple_double_header(ByteWriter& writer, const File& file, Bytes comment) {
    std::vector<Entry> entries;
    const Bytes name = as_bytes(file.name);
    entries.push_back({kRealName, {name.begin(), name.end()}});
    if (!comment.empty()) entries.push_back({kComment, {comment.begin(), comment.end()}});
    entries.push_back({kDates, dates(file)});
    entries.push_back({kFinderInfo, finder_info(file)});

    writer.be(kMagic);
    writer.be(kVersion);
    writer.zeros(16);
    writer.be(static_cast<std::uint16_t>(entries.size() + 1));
    auto offset = static_cast<std::uint32_t>(kFirstEntry + kEntrySize * (entries.size() + 1));
    const auto describe = [&](std::uint32_t id, std::uint64_t size) {
        writer.be(id);
        writer.be(offset);
        writer.be(static_cast<std::uint32_t>(size));
        offset += static_cast<std::uint32_t>(size);
    };
    for (const Entry& entry : entries) describe(entry.id, entry.bytes.size());
    describe(kResourceFork, file.resource.size);
    for (const Entry& entry : entries) writer.bytes(entry.bytes);
}

}  // namespace restante::macbinary
