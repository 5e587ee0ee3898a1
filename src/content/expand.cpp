#include "content/expand.h"

#include <fmt/format.h>

#include "content/letterhead_facts.h"
#include "content/macbinary_parts.h"
#include "content/ole_parts.h"
#include "content/parts.h"
#include "content/picture_parts.h"
#include "content/tnef_parts.h"
#include "formats/macbinary/header.h"
#include "formats/ole/object.h"

namespace restante::content {
namespace {

using model::AttachmentKind;

std::string name_for_people(const model::Attachment& attachment, std::size_t index) {
    if (attachment.name && !attachment.name->empty()) return *attachment.name;
    switch (attachment.kind) {
        case AttachmentKind::ole:
            return fmt::format("object-{}", index + 1);
        case AttachmentKind::picture:
            return fmt::format("picture-{}", index + 1);
        case AttachmentKind::file:
        case AttachmentKind::other:
            break;
    }
    return fmt::format("attachment-{}", index + 1);
}

// What an attachment of any kind may be, from the outside in.
class Expander {
public:
    Expander(Parts& parts, const model::Message& message) : parts_(&parts), message_(&message) {}

    void one(const model::Attachment& attachment, const std::string& name, std::size_t depth) {
        bool shown = false;
        if (attachment.data && attachment.data->size() != 0) shown = by_kind(attachment, name, depth);
        if (attachment.rendering && attachment.rendering->size() != 0 && !shown)
            add_png(*parts_, *attachment.rendering, PictureForm::by_content, without_extension(name),
                    "Picture of " + name);
    }

private:
    // True when a PNG shows it.
    bool by_kind(const model::Attachment& attachment, const std::string& name, std::size_t depth) {
        const ByteSourcePointer& data = attachment.data;
        if (attachment.macbinary || macbinary::is_certain(*data)) {
            expand_macbinary(*parts_, data);
            return false;
        }
        if (attachment.kind == AttachmentKind::ole) return expand_ole(*parts_, data).shown;
        if (attachment.kind == AttachmentKind::picture) {
            if (ole::sniff_object(*data)) return expand_ole(*parts_, data).shown;
            return add_png(*parts_, *data, PictureForm::by_content, without_extension(name), "Picture of " + name);
        }
        if (depth < kDeepestMessage && is_tnef(*data))
            expand_tnef(*parts_, *message_, data, [&](const model::Attachment& inner) {
                const std::string inner_name = name_for_people(inner, parts_->expansion().attachments.size());
                const Parts::Named named(*parts_, inner_name);
                one(inner, inner_name, depth + 1);
            });
        return false;
    }

    Parts* parts_;
    const model::Message* message_;
};

}  // namespace

Expansion expand(const model::Message& message, int code_page, const std::string& item, Findings& findings) {
    Expansion expansion;
    take_letterhead(message, item, findings, expansion);
    Parts parts(code_page, item, findings, expansion);
    for (std::size_t i = 0; i < message.attachments.size(); ++i) {
        const std::string name = name_for_people(message.attachments[i], i);
        parts.begin(i, name);
        Expander(parts, message).one(message.attachments[i], name, 0);
    }
    return expansion;
}

}  // namespace restante::content
