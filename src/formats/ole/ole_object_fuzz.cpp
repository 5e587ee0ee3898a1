#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/ole/native_kind.h"
#include "formats/ole/object.h"
#include "formats/ole/package.h"

namespace {

using namespace restante;

void must_lie_inside(const ByteSource& source, SourceRange range) {
    if (range.offset > source.size() || range.size > source.size() - range.offset) std::abort();
}

void run(Bytes bytes) {
    const MemoryBytes source(ByteVector(bytes.begin(), bytes.end()));
    Findings findings;
    if (const auto object = ole::read_object(source, findings)) {
        must_lie_inside(source, object->native);
        if (object->presentation) must_lie_inside(source, object->presentation->data);
        if (const auto package = ole::read_package(source, object->native)) must_lie_inside(source, package->data);
        (void)ole::native_kind(object->class_name, bytes);
    }
    if (const auto package = ole::read_package(source, {0, source.size()})) {
        must_lie_inside(source, package->data);
        (void)ole::file_name_of(*package);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
