#include "formats/mmf/node.h"

namespace restante::mmf {

std::uint64_t Node::space() const {
    if (is_alias()) return 0;
    if (is_free() || is_spare()) return size;
    return block_space(data_size());
}

Result<Node> read_node(ByteReader& reader) {
    ByteReader fields(TRY(reader.bytes(kNodeSize)), reader.offset() - kNodeSize);
    Node node;
    node.left = TRY(fields.le<std::uint16_t>());
    node.right = TRY(fields.le<std::uint16_t>());
    node.oid = Oid{TRY(fields.le<std::uint32_t>())};
    node.parent = Oid{TRY(fields.le<std::uint32_t>())};
    node.aux = TRY(fields.le<std::uint32_t>());
    node.flags = TRY(fields.le<std::uint16_t>());
    node.attr = TRY(fields.le<std::uint16_t>());
    node.size = TRY(fields.le<std::uint32_t>());
    node.offset = TRY(fields.le<std::uint32_t>());
    node.link = TRY(fields.le<std::uint16_t>());
    node.references = TRY(fields.le<std::uint16_t>());
    return node;
}

void write_node(ByteWriter& writer, const Node& node) {
    writer.le(node.left);
    writer.le(node.right);
    writer.le(node.oid.value);
    writer.le(node.parent.value);
    writer.le(node.aux);
    writer.le(node.flags);
    writer.le(node.attr);
    writer.le(node.size);
    writer.le(node.offset);
    writer.le(node.link);
    writer.le(node.references);
}

}  // namespace restante::mmf
