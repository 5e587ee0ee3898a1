#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

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
    // Small, so that many can be tried.
    const auto metafile = picture::read_metafile(bytes, {.long_side = 40});
    if (!metafile) return;
    if (!picture::is_metafile(bytes)) std::abort();
    for (const std::string& name : metafile->left_out)
        if (name.empty()) std::abort();
    check(metafile->picture);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    run({data, size});
    return 0;
}
