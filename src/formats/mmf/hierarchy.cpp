#include "formats/mmf/hierarchy.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::mmf {

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

ByteVector write_hierarchy_entry(const HierarchyEntry& entry) {
    ByteWriter writer;
    writer.le(entry.level);
    writer.text_nul(entry.name);
    writer.text_nul(entry.comment);
    writer.bytes(entry.rest);
    return std::move(writer).take();
}

}  // namespace restante::mmf
