// What MailboxRun does with attachments that hold more than meets the eye. docs/attachments.md
#include <algorithm>
#include <iterator>
#include <utility>

#include "pipeline/mailbox_run.h"

namespace restante::pipeline {
namespace {

// As long as it lives, the message holds what was taken out of its attachments, behind what the source stores.
class Expanded {
public:
    Expanded(model::Message& message, const content::Expansion& expansion)
        : message_(&message),
          stored_(message.attachments.size()),
          body_(message.body),
          subject_(message.subject),
          sent_(message.sent) {
        message.attachments.insert(message.attachments.end(), expansion.attachments.begin(),
                                   expansion.attachments.end());
        if (expansion.body) message.body = expansion.body;
        if (expansion.subject) message.subject = expansion.subject;
        if (expansion.sent) message.sent = expansion.sent;
    }
    Expanded(const Expanded&) = delete;
    Expanded& operator=(const Expanded&) = delete;
    ~Expanded() {
        message_->attachments.resize(stored_);
        message_->body = std::move(body_);
        message_->subject = std::move(subject_);
        message_->sent = sent_;
    }

private:
    model::Message* message_;
    std::size_t stored_;
    std::optional<std::string> body_, subject_;
    std::optional<LocalTime> sent_;
};

}  // namespace

void MailboxRun::expand(const model::Message& message) {
    expansion_ = {};
    const bool wanted = std::any_of(lanes_.begin(), lanes_.end(), [](const Lane& lane) {
        return lane.writer && lane.target->capabilities().wants_derived;
    });
    if (!wanted || message.attachments.empty()) return;
    expansion_ = content::expand(message, context_.code_page, item_, reader_.findings());
    tell_findings();
}

Result<targets::Delivery> MailboxRun::add_message(Lane& lane, model::Message& message, const std::string& item_id) {
    if (expansion_.empty() || !lane.target->capabilities().wants_derived)
        return lane.writer->add_message(message, item_, item_id);
    const Expanded expanded(message, expansion_);
    return lane.writer->add_message(message, item_, item_id);
}

}  // namespace restante::pipeline
