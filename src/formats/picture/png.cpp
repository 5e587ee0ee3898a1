#include "formats/picture/png.h"

#include <png.h>

#include <csetjmp>

namespace restante::picture {
namespace {

void append(png_structp png, png_bytep data, png_size_t size) {
    auto* into = static_cast<ByteVector*>(png_get_io_ptr(png));
    into->insert(into->end(), data, data + size);
}

void flush(png_structp) {}

void be_silent(png_structp, png_const_charp) {}

void fail_png(png_structp png, png_const_charp) { png_longjmp(png, 1); }

// Everything with a destructor lives in the caller: libpng leaves this function by longjmp.
bool write_rows(png_structp png, png_infop info, const Image& image, ByteVector& row, ByteVector& into) {
    if (setjmp(png_jmpbuf(png)) != 0) return false;
    const bool opaque = image.opaque();
    png_set_write_fn(png, &into, append, flush);
    png_set_IHDR(png, info, image.width(), image.height(), 8, opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    for (std::uint32_t y = 0; y < image.height(); ++y) {
        row.clear();
        for (std::uint32_t x = 0; x < image.width(); ++x) {
            const Color& color = image.at(x, y);
            row.push_back(color.red);
            row.push_back(color.green);
            row.push_back(color.blue);
            if (!opaque) row.push_back(color.alpha);
        }
        png_write_row(png, row.data());
    }
    png_write_end(png, info);
    return true;
}

}  // namespace

Result<ByteVector> write_png(const Image& image) {
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, fail_png, be_silent);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    ByteVector into, row;
    const bool written = info != nullptr && write_rows(png, info, image, row, into);
    png_destroy_write_struct(&png, &info);
    if (!written) return fail(Errc::unsupported, "libpng refuses the picture");
    return into;
}

}  // namespace restante::picture
