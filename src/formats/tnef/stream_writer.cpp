#include "formats/tnef/stream_writer.h"

#include <numeric>

namespace restante::tnef {

StreamWriter::StreamWriter(std::uint16_t key) {
    writer_.le(kSignature);
    writer_.le(key);
}

void StreamWriter::attribute(Level level, std::uint32_t id, Bytes data) {
    writer_.le(static_cast<std::uint8_t>(level));
    writer_.le(id);
    writer_.le(static_cast<std::uint32_t>(data.size()));
    writer_.bytes(data);
    const std::uint32_t sum = std::accumulate(data.begin(), data.end(), std::uint32_t{0});
    writer_.le(static_cast<std::uint16_t>(sum & 0xFFFFU));
}

void StreamWriter::begin_attachment(std::uint16_t kind, std::uint32_t position, std::uint32_t flags) {
    ByteWriter data;
    data.le(kind);
    data.le(position);
    data.le<std::uint16_t>(32);
    data.le<std::uint16_t>(32);
    data.le(flags);
    attribute(Level::attachment, attribute_id::kAttachRenderData, data.view());
}

}  // namespace restante::tnef
