#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/picture/metafile.h"
#include "formats/picture/png.h"

namespace {

using namespace restante;

void run(Bytes bytes) {
    constexpr std::uint64_t kWorthCompressing = 1ULL << 16U;
    const auto check = [](const Result<picture::DecodedPicture>& picture) {
        if (picture && std::uint64_t{picture->image.width()} * picture->image.height() < kWorthCompressing &&
            !picture::write_png(picture->image))
            std::abort();
    };
    check(picture::read_dib(bytes));
    check(picture::read_bitmap_file(bytes));
    check(picture::read_device_bitmap(bytes, picture::DeviceBitmapHeader::in_object));
    const auto metafile = picture::read_metafile(bytes);
    if (metafile && !picture::is_metafile(bytes)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
