#include "formats/mmf/attachment_list.h"

#include "base/byte_reader.h"
#include "base/byte_writer.h"

namespace restante::mmf {

Result<AttachmentReference> read_attachment_reference(Bytes element, std::uint64_t file_offset) {
    ByteReader reader(element, file_offset);
    AttachmentReference reference;
    reference.object.value = TRY(reader.le<std::uint32_t>());
    reference.kind = TRY(reader.le<std::uint16_t>());
    reference.position = TRY(reader.le<std::uint32_t>());
    reference.width = TRY(reader.le<std::uint16_t>());
    reference.height = TRY(reader.le<std::uint16_t>());
    reference.flags = TRY(reader.le<std::uint32_t>());
    const Bytes rest = TRY(reader.bytes(reader.remaining()));
    reference.rest.assign(rest.begin(), rest.end());
    return reference;
}

ByteVector write_attachment_reference(const AttachmentReference& reference) {
    ByteWriter writer;
    writer.le(reference.object.value);
    writer.le(reference.kind);
    writer.le(reference.position);
    writer.le(reference.width);
    writer.le(reference.height);
    writer.le(reference.flags);
    writer.bytes(reference.rest);
    return std::move(writer).take();
}

}  // namespace restante::mmf
