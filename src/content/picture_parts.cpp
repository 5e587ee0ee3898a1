#include "content/picture_parts.h"

#include <utility>

#include "formats/picture/metafile.h"
#include "formats/picture/png.h"

namespace restante::content {
namespace {

Result<picture::DecodedPicture> decode(Bytes bytes, PictureForm form) {
    if (form == PictureForm::device_bitmap)
        return picture::read_device_bitmap(bytes, picture::DeviceBitmapHeader::in_object);
    if (form == PictureForm::dib) return picture::read_dib(bytes);
    if (picture::is_bitmap_file(bytes)) return picture::read_bitmap_file(bytes);
    if (picture::is_metafile(bytes)) return std::move(TRY(picture::read_metafile(bytes)).picture);
    return picture::read_dib(bytes);
}

}  // namespace

bool add_png(Parts& parts, const ByteSource& data, PictureForm form, const std::string& name,
             const std::string& description) {
    if (data.size() > kLargestLoaded) {
        parts.find(MessageId::content_too_large, name);
        return false;
    }
    const auto bytes = read_all(data, kLargestLoaded);
    if (!bytes) {
        parts.find(MessageId::picture_unreadable, bytes.error());
        return false;
    }
    const auto picture = decode(*bytes, form);
    if (!picture) {
        const bool drawn = form == PictureForm::by_content && picture.error().code == Errc::unsupported &&
                           picture::is_metafile(*bytes);
        parts.find(drawn ? MessageId::picture_drawn : MessageId::picture_unreadable, picture.error());
        return false;
    }
    if (picture->cut) parts.find(MessageId::picture_cut, name);
    auto png = picture::write_png(picture->image);
    if (!png) {
        parts.find(MessageId::picture_unreadable, png.error());
        return false;
    }
    parts.add(name + ".png", in_memory(std::move(*png)), description, "image/png");
    return true;
}

}  // namespace restante::content
