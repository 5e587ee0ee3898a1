#include "content/picture_parts.h"

#include <fmt/format.h>

#include <utility>

#include "content/picture_budget.h"
#include "formats/picture/metafile.h"
#include "formats/picture/painter.h"
#include "formats/picture/png.h"

namespace restante::content {
namespace {

// What it cost, also when nothing came of it: a drawing may have been given up at its limit.
std::uint64_t work_of(const Result<picture::MetafilePicture>& shown) {
    if (!shown) return shown.error().code == Errc::too_large ? picture::kMostPainted : 0;
    const picture::Image& image = shown->picture.image;
    return shown->painted + kWorkOfPackedPixel * image.width() * image.height();
}

Result<picture::MetafilePicture> decode(Bytes bytes, PictureForm form, const picture::MetafileOptions& options) {
    if (form == PictureForm::device_bitmap)
        return picture::MetafilePicture{
            TRY(picture::read_device_bitmap(bytes, picture::DeviceBitmapHeader::in_object))};
    if (form == PictureForm::by_content) {
        if (picture::is_bitmap_file(bytes)) return picture::MetafilePicture{TRY(picture::read_bitmap_file(bytes))};
        if (picture::is_metafile(bytes)) return picture::read_metafile(bytes, options);
    }
    return picture::MetafilePicture{TRY(picture::read_dib(bytes))};
}

}  // namespace

bool add_png(Parts& parts, const ByteSource& data, PictureForm form, const std::string& name,
             const std::string& description, PaperSize paper) {
    if (data.size() > kLargestLoaded) {
        parts.find(MessageId::content_too_large, name);
        return false;
    }
    PictureBudget* const budget = parts.scope().reading.pictures;
    if (budget != nullptr && budget->spent()) {
        if (budget->tell())
            parts.find(MessageId::limit_work, "pictures cost too much; from here on they stay as they are");
        return false;
    }
    const auto bytes = read_all(data, kLargestLoaded);
    if (!bytes) {
        parts.find(MessageId::picture_unreadable, bytes.error());
        return false;
    }
    const auto shown = decode(*bytes, form, {parts.code_page(), paper.width, paper.height});
    if (budget != nullptr) budget->spend(work_of(shown));
    if (!shown) {
        parts.find(MessageId::picture_unreadable, shown.error());
        return false;
    }
    if (!shown->left_out.empty())
        parts.find(MessageId::picture_drawn, fmt::format("not drawn: {}", fmt::join(shown->left_out, ", ")));
    if (shown->picture.cut) parts.find(MessageId::picture_cut, name);
    auto png = picture::write_png(shown->picture.image);
    if (!png) {
        parts.find(MessageId::picture_unreadable, png.error());
        return false;
    }
    parts.add(name + ".png", in_memory(std::move(*png)), description, "image/png");
    return true;
}

}  // namespace restante::content
