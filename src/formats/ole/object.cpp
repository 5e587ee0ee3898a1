#include "formats/ole/object.h"

#include <algorithm>
#include <utility>

#include "formats/ole/format_id.h"

namespace restante::ole {
namespace {

constexpr std::uint32_t kMetafilePictSize = 8;  // mapping mode, two extents, a handle

// u32 length with the terminating NUL, then the text. [MS-OLEDS] 2.1.4
Result<std::string> read_name(SourceReader& reader) {
    const auto length = TRY(reader.le<std::uint32_t>());
    return std::string(as_text(until_nul(TRY(reader.bytes(length, kLongestName)))));
}

class ObjectReader {
public:
    ObjectReader(const ByteSource& source, Findings& findings) : reader_(source), findings_(&findings) {}

    Result<Object> read() {
        Object object;
        object.version = TRY(reader_.le<std::uint32_t>());
        const auto format = TRY(reader_.le<std::uint32_t>());
        object.class_name = TRY(read_name(reader_));
        switch (format) {
            case format_id::kLinked:
                object.kind = ObjectKind::linked;
                break;
            case format_id::kEmbedded:
                object.kind = ObjectKind::embedded;
                break;
            case format_id::kStatic:
            case format_id::kPresentation:
                object.kind = ObjectKind::static_picture;
                object.presentation = or_finding(read_presentation_of(object.class_name));
                return object;
            default:
                return fail(Errc::bad_magic, "no OLE 1 object: unknown format id", 4);
        }
        object.topic = TRY(read_name(reader_));
        object.item = TRY(read_name(reader_));
        if (object.kind == ObjectKind::embedded) {
            object.native = read_data("native data", TRY(reader_.le<std::uint32_t>()));
        } else {
            object.network_name = TRY(read_name(reader_));
            TRY_VOID(reader_.skip(4));  // reserved
            object.update_option = TRY(reader_.le<std::uint32_t>());
        }
        if (!reader_.at_end()) object.presentation = or_finding(read_presentation());
        return object;
    }

private:
    SourceRange read_data(const char* what, std::uint64_t size) {
        if (size > reader_.remaining()) {
            findings_->add(MessageId::ole_data_cut, std::string(what) + " of an OLE object ends too early", {},
                           reader_.offset());
            size = reader_.remaining();
        }
        return *reader_.range(size);
    }

    std::optional<Presentation> or_finding(Result<std::optional<Presentation>> presentation) {
        if (presentation) return std::move(*presentation);
        findings_->add(MessageId::ole_picture_unreadable, presentation.error().what, {}, presentation.error().offset);
        return std::nullopt;
    }

    Result<std::optional<Presentation>> read_presentation() {
        TRY_VOID(reader_.skip(4));  // version
        const auto format = TRY(reader_.le<std::uint32_t>());
        if (format == format_id::kNone) return std::optional<Presentation>{};
        if (format != format_id::kPresentation && format != format_id::kStatic)
            return fail(Errc::bad_value, "unknown format id of a picture", reader_.offset() - 4);
        return read_presentation_of(TRY(read_name(reader_)));
    }

    Result<std::optional<Presentation>> read_presentation_of(std::string class_name) {
        Presentation presentation;
        presentation.class_name = std::move(class_name);
        if (presentation.class_name == "METAFILEPICT")
            presentation.form = PresentationForm::metafile;
        else if (presentation.class_name == "BITMAP")
            presentation.form = PresentationForm::bitmap;
        else if (presentation.class_name == "DIB")
            presentation.form = PresentationForm::dib;
        else
            return read_clipboard_data(std::move(presentation));
        presentation.width = static_cast<std::int32_t>(TRY(reader_.le<std::uint32_t>()));
        presentation.height = static_cast<std::int32_t>(TRY(reader_.le<std::uint32_t>()));
        auto size = TRY(reader_.le<std::uint32_t>());
        if (presentation.form == PresentationForm::metafile) {
            if (size < kMetafilePictSize) return fail(Errc::bad_value, "the metafile has no header", reader_.offset());
            presentation.mapping_mode = TRY(reader_.le<std::uint16_t>());
            presentation.x_extent = TRY(reader_.le<std::uint16_t>());
            presentation.y_extent = TRY(reader_.le<std::uint16_t>());
            TRY_VOID(reader_.skip(2));
            size -= kMetafilePictSize;
        }
        presentation.data = read_data("the picture", size);
        return presentation;
    }

    Result<std::optional<Presentation>> read_clipboard_data(Presentation presentation) {
        presentation.form = PresentationForm::standard_clipboard;
        presentation.clipboard_format = TRY(reader_.le<std::uint32_t>());
        if (presentation.clipboard_format == 0) {
            presentation.form = PresentationForm::registered_clipboard;
            presentation.clipboard_name = TRY(read_name(reader_));
        }
        presentation.data = read_data("the picture", TRY(reader_.le<std::uint32_t>()));
        return presentation;
    }

    SourceReader reader_;
    Findings* findings_;
};

}  // namespace

bool sniff_object(const ByteSource& source) {
    SourceReader reader(source);
    const auto version = reader.le<std::uint32_t>();
    const auto format = reader.le<std::uint32_t>();
    const auto length = reader.le<std::uint32_t>();
    if (!version || !format || !length) return false;
    const bool known = *format == format_id::kLinked || *format == format_id::kEmbedded ||
                       *format == format_id::kStatic || *format == format_id::kPresentation;
    if (!known || *length < 2 || *length > kLongestName) return false;
    const auto name = reader.bytes(*length, kLongestName);
    if (!name || name->back() != 0) return false;
    const auto nul = std::ranges::find(*name, std::uint8_t{0});
    return nul != name->begin() && std::all_of(name->begin(), nul, [](std::uint8_t byte) { return byte >= 0x20; });
}

Result<Object> read_object(const ByteSource& source, Findings& findings) {
    if (!sniff_object(source)) return fail(Errc::bad_magic, "this is no OLE 1 object", 0);
    return ObjectReader(source, findings).read();
}

}  // namespace restante::ole
