#include "formats/ole/format_id.h"
#include "formats/ole/object.h"

namespace restante::ole {
namespace {

void write_name(ByteWriter& writer, const std::string& name) {
    if (name.empty()) {
        writer.le<std::uint32_t>(0);
        return;
    }
    writer.le(static_cast<std::uint32_t>(name.size() + 1));
    writer.text_nul(name);
}

void write_picture(ByteWriter& writer, const Presentation& presentation, Bytes picture) {
    const auto size = static_cast<std::uint32_t>(picture.size());
    if (presentation.form == PresentationForm::standard_clipboard ||
        presentation.form == PresentationForm::registered_clipboard) {
        writer.le(presentation.clipboard_format);
        if (presentation.form == PresentationForm::registered_clipboard)
            write_name(writer, presentation.clipboard_name);
        writer.le(size);
        writer.bytes(picture);
        return;
    }
    writer.le(static_cast<std::uint32_t>(presentation.width));
    writer.le(static_cast<std::uint32_t>(presentation.height));
    if (presentation.form == PresentationForm::metafile) {
        writer.le(size + 8);
        writer.le(presentation.mapping_mode);
        writer.le(presentation.x_extent);
        writer.le(presentation.y_extent);
        writer.zeros(2);
    } else {
        writer.le(size);
    }
    writer.bytes(picture);
}

}  // namespace

void write_object(ByteWriter& writer, const Object& object, Bytes native, Bytes picture) {
    writer.le(object.version);
    if (object.kind == ObjectKind::static_picture) {
        writer.le(format_id::kPresentation);
        write_name(writer, object.class_name);
        if (object.presentation) write_picture(writer, *object.presentation, picture);
        return;
    }
    writer.le(object.kind == ObjectKind::linked ? format_id::kLinked : format_id::kEmbedded);
    write_name(writer, object.class_name);
    write_name(writer, object.topic);
    write_name(writer, object.item);
    if (object.kind == ObjectKind::embedded) {
        writer.le(static_cast<std::uint32_t>(native.size()));
        writer.bytes(native);
    } else {
        write_name(writer, object.network_name);
        writer.zeros(4);
        writer.le(object.update_option);
    }
    writer.le(object.version);
    writer.le(object.presentation ? format_id::kPresentation : format_id::kNone);
    if (!object.presentation) return;
    write_name(writer, object.presentation->class_name);
    write_picture(writer, *object.presentation, picture);
}

}  // namespace restante::ole
