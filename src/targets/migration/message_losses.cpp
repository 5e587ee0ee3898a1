#include "targets/migration/message_losses.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace restante::targets::migration {
namespace {

constexpr std::array<std::string_view, 2> kOrdinaryClasses{"IPM.Note", "IPM.Microsoft Mail.Note"};

bool is_ordinary(std::string_view class_name) {
    return std::ranges::any_of(
        kOrdinaryClasses, [&](std::string_view ordinary) { return equals_ignoring_ascii_case(ordinary, class_name); });
}

}  // namespace

std::string MessageLosses::content_lost(const model::Message& message) const {
    std::string lost;
    const auto add = [&lost](bool there, std::string_view what) {
        if (there) lost += (lost.empty() ? "" : ", ") + std::string(what);
    };
    const auto any_attachment = [&message](auto&& has) { return std::ranges::any_of(message.attachments, has); };
    add(message.from.size() > 1, fmt::format("{} further senders", message.from.size() - 1));
    add(!message.reply_to.empty(), "where answers go");
    add(!message.attributes.empty(), fmt::format("{} attributes", message.attributes.size()));
    add(!message.invalid_dates.empty(), "dates that do not exist");
    add(!message.letterhead.empty(), "the header block that stood in the text");
    add(any_attachment([](const model::Attachment& one) { return !one.attributes.empty(); }),
        "attributes of attachments");
    add(any_attachment([](const model::Attachment& one) { return one.apple_double != nullptr; }),
        "what a Macintosh keeps beside the data");
    return lost;
}

void MessageLosses::count_details(const model::Message& message) {
    const auto count = [this](bool there, std::string_view what) {
        if (there) ++details_[what];
    };
    const auto any_attachment = [&message](auto&& has) { return std::ranges::any_of(message.attachments, has); };
    count(message.message_id || message.parent_id || message.conversation_id, "identities of the old mail system");
    count(message.modified.has_value(), "times of the last change");
    count(message.status && (message.status->submitted || message.status->from_me || message.status->changed),
          "flags of the old mail client");
    count(message.fixed_font, "a font of fixed width");
    count(message.incomplete || message.recovered.dug, "marks of what was recovered");
    count(any_attachment([](const model::Attachment& one) { return one.created || one.modified; }),
          "times of attachments");
    count(any_attachment([](const model::Attachment& one) { return one.rendering != nullptr; }),
          "icons and pictures of attachments");
    const auto replaced = [](const std::vector<model::Address>& people) {
        return std::ranges::any_of(
            people, [](const model::Address& one) { return !one.internet.empty() && !one.address.empty(); });
    };
    count(replaced(message.from) || replaced(message.to) || replaced(message.cc) || replaced(message.bcc),
          "old addresses in whose place an Internet address stands");
}

void MessageLosses::look_at(const model::Message& message, const std::string& item) {
    if (message.class_name && !message.class_name->empty() && !is_ordinary(*message.class_name))
        losses_.add(MessageId::migration_class_lost, *message.class_name, item);
    if (std::string lost = content_lost(message); !lost.empty())
        losses_.add(MessageId::migration_content_lost, std::move(lost), item);
    count_details(message);
}

void MessageLosses::report() {
    std::string text;
    for (const auto& [what, count] : details_)
        text += fmt::format("{}{} (in {} messages)", text.empty() ? "" : ", ", what, count);
    if (!text.empty()) losses_.add(MessageId::migration_details_lost, text);
    details_.clear();
}

}  // namespace restante::targets::migration
