#include "content/ole_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "content/picture_parts.h"
#include "formats/ole/native_kind.h"
#include "formats/ole/object.h"
#include "formats/ole/package.h"

namespace restante::content {
namespace {

class OleExpander {
public:
    OleExpander(Parts& parts, const ByteSourcePointer& data, const ole::Object& object)
        : parts_(&parts), data_(&data), object_(&object), class_(parts.text(object.class_name)) {}

    bool run() {
        if (object_->kind == ole::ObjectKind::linked) add_link();
        if (object_->kind == ole::ObjectKind::embedded) {
            if (!ole::is_package(object_->class_name) || !add_package()) add_native();
        }
        return add_picture();
    }

private:
    void add_reference(const std::string& text, const std::string& description) {
        parts_->add(parts_->name() + ".link.txt", in_memory(text), description, "text/plain; charset=utf-8");
        parts_->find(MessageId::ole_link, description);
    }

    void add_link() {
        const std::string document = parts_->text(object_->topic), item = parts_->text(object_->item);
        std::string text = fmt::format("Class: {}\r\nDocument: {}\r\n", class_, document);
        if (!item.empty()) text += fmt::format("Place: {}\r\n", item);
        if (!object_->network_name.empty()) text += fmt::format("Network: {}\r\n", parts_->text(object_->network_name));
        add_reference(text, "Link to " + document);
    }

    // False when the package cannot be opened.
    bool add_package() {
        const auto package = ole::read_package(**data_, object_->native);
        if (!package) {
            parts_->find(MessageId::ole_package_unreadable, package.error());
            return false;
        }
        if (!package->embedded) {
            const std::string path = parts_->text(package->path);
            add_reference(fmt::format("Label: {}\r\nCommand: {}\r\n", parts_->text(package->label), path),
                          "Package that leads to " + path);
            return true;
        }
        if (package->cut) parts_->find(MessageId::ole_data_cut, "the packed file ends too early");
        std::string name = parts_->text(ole::file_name_of(*package));
        if (name.empty()) name = parts_->name() + ".bin";
        parts_->add(std::move(name), range_of(*data_, package->data), "File packed in " + parts_->name(), "");
        return true;
    }

    void add_native() {
        if (object_->native.size == 0) return;
        ByteVector head(static_cast<std::size_t>(std::min<std::uint64_t>(object_->native.size, ole::kNativeHead)));
        if (auto read = (*data_)->read(object_->native.offset, head); !read) {
            parts_->find(MessageId::ole_unreadable, read.error());
            return;
        }
        const ole::NativeKind kind = ole::native_kind(object_->class_name, head);
        if (kind.contradicted) parts_->find(MessageId::ole_unexpected_data, "class " + class_);
        const ByteSourcePointer native = range_of(*data_, object_->native);
        parts_->add(without_extension(parts_->name()) + std::string(kind.extension), native,
                    fmt::format("Data of {} (class {})", parts_->name(), class_), std::string(kind.content_type));
        if (kind.extension == ".bmp") shown_ = show(*native, PictureForm::by_content);
    }

    bool show(const ByteSource& picture, PictureForm form) {
        PaperSize paper;
        if (const auto& presentation = object_->presentation)
            paper = {std::abs(std::int64_t{presentation->width}), std::abs(std::int64_t{presentation->height})};
        return add_png(*parts_, picture, form, without_extension(parts_->name()), "Picture of " + parts_->name(),
                       paper);
    }

    // True when there is a PNG.
    bool add_picture() {
        if (!object_->presentation || object_->presentation->data.size == 0) return shown_;
        constexpr std::uint32_t kMetafileFormat = 3, kDibFormat = 8;
        const ole::Presentation& presentation = *object_->presentation;
        const ByteSourcePointer picture = range_of(*data_, presentation.data);
        const std::string name = without_extension(parts_->name());
        const std::string description = "Picture of " + parts_->name() + ", as stored";
        switch (presentation.form) {
            case ole::PresentationForm::metafile:
                parts_->add(name + ".wmf", picture, description, "image/wmf");
                return shown_ || show(*picture, PictureForm::by_content);
            case ole::PresentationForm::dib:
                parts_->add(name + ".dib", picture, description, "application/octet-stream");
                return shown_ || show(*picture, PictureForm::dib);
            case ole::PresentationForm::bitmap:
                return shown_ || show(*picture, PictureForm::device_bitmap);
            case ole::PresentationForm::standard_clipboard:
                if (presentation.clipboard_format == kDibFormat || presentation.clipboard_format == kMetafileFormat)
                    return shown_ || show(*picture, PictureForm::by_content);
                return shown_;
            case ole::PresentationForm::registered_clipboard:
                return shown_;
        }
        return shown_;
    }

    Parts* parts_;
    const ByteSourcePointer* data_;
    const ole::Object* object_;
    std::string class_;
    bool shown_ = false;
};

}  // namespace

OleResult expand_ole(Parts& parts, const ByteSourcePointer& data) {
    Findings findings;
    const auto object = ole::read_object(*data, findings);
    if (!object) {
        parts.find(MessageId::ole_unreadable, object.error());
        return {};
    }
    parts.take(findings);
    return {true, OleExpander(parts, data, *object).run()};
}

}  // namespace restante::content
