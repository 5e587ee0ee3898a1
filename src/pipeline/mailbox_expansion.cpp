// What MailboxRun does with texts and attachments that hold more than meets the eye. docs/attachments.md,
// docs/formats/letterhead.md
#include <algorithm>
#include <utility>

#include "pipeline/address_census.h"
#include "pipeline/mailbox_run.h"

namespace restante::pipeline {
namespace {

// As long as it lives, the message holds what was taken out of its attachments, behind what the source stores, and its
// fields say what was found elsewhere.
class Expanded {
public:
    // Both outlive it.
    Expanded(model::Message& message, const content::Expansion& expansion) : message_(&message), found_(&expansion) {
        for (model::Attachment& attachment : message.attachments)
            if (attachment.position) *attachment.position -= expansion.letterhead_characters;
        message.attachments.insert(message.attachments.end(), expansion.attachments.begin(),
                                   expansion.attachments.end());
        message.letterhead = expansion.letterhead;
        content::Expansion::for_each_field([this](auto field, auto said) {
            if (!content::Expansion::is_said(found_->*said)) return;
            kept_.*field = std::move(message_->*field);
            message_->*field = found_->*said;
        });
    }
    Expanded(const Expanded&) = delete;
    Expanded& operator=(const Expanded&) = delete;
    ~Expanded() {
        message_->attachments.resize(message_->attachments.size() - found_->attachments.size());
        for (model::Attachment& attachment : message_->attachments)
            if (attachment.position) *attachment.position += found_->letterhead_characters;
        message_->letterhead.clear();
        content::Expansion::for_each_field([this](auto field, auto said) {
            if (content::Expansion::is_said(found_->*said)) message_->*field = std::move(kept_.*field);
        });
    }

private:
    model::Message* message_;
    const content::Expansion* found_;
    model::Message kept_{};
};

}  // namespace

void MailboxRun::expand(const model::Message& message) {
    expansion_ = {};
    const bool wanted = std::any_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) {
        return lane.writer && lane.target->capabilities().wants_derived;
    });
    if (!wanted) return;
    const content::Reading reading{result_->mailbox.code_page, context_.time_zone, &pictures_};
    expansion_ = content::expand(message, reading, item_, reader_.findings());
    if (context_.census != nullptr) {
        model::Message found;
        content::Expansion::for_each_field([&](auto field, auto said) { found.*field = std::move(expansion_.*said); });
        found.attachments = std::move(expansion_.attachments);
        context_.census->take(found, result_->mailbox);
        content::Expansion::for_each_field([&](auto field, auto said) { expansion_.*said = std::move(found.*field); });
        expansion_.attachments = std::move(found.attachments);
    }
    tell_findings();
}

Result<targets::Delivery> MailboxRun::add_message(Lane& lane, model::Message& message, const std::string& item_id) {
    if (expansion_.empty() || !lane.target->capabilities().wants_derived)
        return lane.writer->add_message(message, item_, item_id);
    const Expanded expanded(message, expansion_);
    return lane.writer->add_message(message, item_, item_id);
}

}  // namespace restante::pipeline
