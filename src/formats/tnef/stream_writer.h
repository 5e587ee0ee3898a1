// TNEF streams for tests: one attribute after another, with their checksums. [MS-OXTNEF] 2.1.3.1
#pragma once

#include <cstdint>

#include "base/byte_writer.h"
#include "formats/tnef/attribute.h"

namespace restante::tnef {

class StreamWriter {
public:
    explicit StreamWriter(std::uint16_t key = 1);

    void attribute(Level level, std::uint32_t id, Bytes data);
    // Kind 1 file, 2 OLE, 3 picture; position FFFFFFFF: not in the text; flags 1: MacBinary.
    void begin_attachment(std::uint16_t kind, std::uint32_t position = 0xFFFFFFFF, std::uint32_t flags = 0);
    [[nodiscard]] ByteVector take() && { return std::move(writer_).take(); }

private:
    ByteWriter writer_;
};

}  // namespace restante::tnef
