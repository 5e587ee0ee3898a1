// What MailboxRun does with texts and attachments that hold more than meets the eye. docs/attachments.md,
// docs/formats/letterhead.md
#include <algorithm>
#include <iterator>
#include <utility>

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
        for_each_field([](auto& field, const auto& found, auto& kept) {
            if (!is_there(found)) return;
            kept = std::move(field);
            field = found;
        });
    }
    Expanded(const Expanded&) = delete;
    Expanded& operator=(const Expanded&) = delete;
    ~Expanded() {
        message_->attachments.resize(message_->attachments.size() - found_->attachments.size());
        for (model::Attachment& attachment : message_->attachments)
            if (attachment.position) *attachment.position += found_->letterhead_characters;
        message_->letterhead.clear();
        for_each_field([](auto& field, const auto& found, auto& kept) {
            if (is_there(found)) field = std::move(kept);
        });
    }

private:
    template <class T>
    static bool is_there(const std::optional<T>& value) {
        return value.has_value();
    }
    static bool is_there(const std::vector<model::Address>& people) { return !people.empty(); }

    // `act` gets the field of the message, what was found for it, and the place for what it held.
    template <class Act>
    void for_each_field(Act act) {
        act(message_->body, found_->body, kept_.body);
        act(message_->subject, found_->subject, kept_.subject);
        act(message_->class_name, found_->class_name, kept_.class_name);
        act(message_->message_id, found_->message_id, kept_.message_id);
        act(message_->parent_id, found_->parent_id, kept_.parent_id);
        act(message_->conversation_id, found_->conversation_id, kept_.conversation_id);
        act(message_->from, found_->from, kept_.from);
        act(message_->to, found_->to, kept_.to);
        act(message_->cc, found_->cc, kept_.cc);
        act(message_->sent, found_->sent, kept_.sent);
        act(message_->priority, found_->priority, kept_.priority);
    }

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
    expansion_ = content::expand(message, result_->mailbox.code_page, item_, reader_.findings());
    tell_findings();
}

Result<targets::Delivery> MailboxRun::add_message(Lane& lane, model::Message& message, const std::string& item_id) {
    if (expansion_.empty() || !lane.target->capabilities().wants_derived)
        return lane.writer->add_message(message, item_, item_id);
    const Expanded expanded(message, expansion_);
    return lane.writer->add_message(message, item_, item_id);
}

}  // namespace restante::pipeline
