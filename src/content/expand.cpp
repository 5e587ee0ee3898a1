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
        case AttachmentKind::message:
        case AttachmentKind::other:
            break;
    }
    return fmt::format("attachment-{}", index + 1);
}

// What an attachment of any kind may be, from the outside in.
class Expander {
public:
    Expander(Parts& parts, const model::Message& message) : parts_(&parts), message_(&message) {}

    // `inside`: of another attachment, not of the message itself.
    void one(const model::Attachment& attachment, const std::string& name, bool inside) {
        bool shown = false;
        if (attachment.data && attachment.data->size() != 0) shown = by_kind(attachment, name, inside);
        if (attachment.rendering && attachment.rendering->size() != 0 && !shown)
            add_png(*parts_, *attachment.rendering, PictureForm::by_content, without_extension(name),
                    "Picture of " + name);
    }

private:
    // True when a PNG shows it.
    bool by_kind(const model::Attachment& attachment, const std::string& name, bool inside) {
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
        if (!is_tnef(*data)) return false;
        if (inside)
            add_message_inside(*parts_, data, {0, data->size()});
        else
            expand_tnef(*parts_, *message_, data, [&](const model::Attachment& inner) {
                const std::string inner_name = name_for_people(inner, parts_->expansion().attachments.size());
                const Parts::Named named(*parts_, inner_name);
                one(inner, inner_name, true);
            });
        return false;
    }

    Parts* parts_;
    const model::Message* message_;
};

}  // namespace

bool Expansion::says_something() const {
    bool something = false;
    for_each_field([&](auto, auto said) { something = something || is_said(this->*said); });
    return something;
}

void Expansion::complete(model::Message& message) const {
    for (model::Attachment& attachment : message.attachments)
        if (attachment.position) *attachment.position -= letterhead_characters;
    message.attachments.insert(message.attachments.end(), attachments.begin(), attachments.end());
    message.letterhead = letterhead;
    for_each_field([&](auto field, auto said) {
        if (is_said(this->*said)) message.*field = this->*said;
    });
}

Expansion expand_inside(const model::Message& message, Scope& scope, std::size_t depth) {
    Expansion expansion;
    take_letterhead(message, scope.item, scope.findings, expansion);
    Parts parts(scope, depth, expansion);
    for (std::size_t i = 0; i < message.attachments.size(); ++i) {
        const std::string name = name_for_people(message.attachments[i], i);
        parts.begin(i, name);
        Expander(parts, message).one(message.attachments[i], name, false);
    }
    return expansion;
}

Expansion expand(const model::Message& message, const Reading& reading, const std::string& item, Findings& findings) {
    Scope scope{reading, item, findings};
    return expand_inside(message, scope, 0);
}

}  // namespace restante::content
