#include "formats/mmf/hierarchy.h"

#include <algorithm>
#include <string>

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::mmf {
namespace {

// Up to a NUL or the end; the reader stands behind it.
std::string text_or_rest(ByteReader& reader) {
    auto text = reader.until_nul();
    if (!text) text = reader.bytes(std::min(reader.remaining(), kMaximumFolderName));
    return std::string(as_text(text.value_or(Bytes())));
}

}  // namespace

Result<HierarchyEntry> read_hierarchy_entry(Bytes element, std::uint64_t file_offset) {
    ByteReader reader(element, file_offset);
    HierarchyEntry entry;
    entry.level = TRY(reader.le<std::uint16_t>());
    entry.name = as_text(TRY(reader.until_nul()));
    entry.comment = as_text(TRY(reader.until_nul()));
    const Bytes rest = TRY(reader.bytes(reader.remaining()));
    entry.rest.assign(rest.begin(), rest.end());
    return entry;
}

Result<HierarchyEntry> salvage_hierarchy_entry(Bytes element, std::uint64_t file_offset) {
    ByteReader reader(element, file_offset);
    HierarchyEntry entry;
    entry.level = TRY(reader.le<std::uint16_t>());
    entry.name = text_or_rest(reader);
    if (entry.name.empty()) return fail(Errc::truncated, "the entry has no name", file_offset);
    entry.comment = text_or_rest(reader);
    return entry;
}

ByteVector write_hierarchy_entry(const HierarchyEntry& entry) {
    ByteWriter writer;
    writer.le(entry.level);
    writer.text_nul(entry.name);
    writer.text_nul(entry.comment);
    writer.bytes(entry.rest);
    return std::move(writer).take();
}

}  // namespace restante::mmf
