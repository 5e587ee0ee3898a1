#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/macbinary/apple_double.h"
#include "formats/macbinary/header.h"

namespace {

using namespace restante;

void run(Bytes bytes) {
    const MemoryBytes source(ByteVector(bytes.begin(), bytes.end()));
    const auto file = macbinary::read_file(source);
    if (macbinary::is_certain(source) && !file) std::abort();
    if (!file) return;
    for (const SourceRange range : {file->data, file->resource, file->comment})
        if (range.offset > source.size() || range.size > source.size() - range.offset) std::abort();
    ByteWriter writer;
    macbinary::write_apple_double_header(writer, *file, {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
