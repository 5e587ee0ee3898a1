// The part of StoreBuilder that copies messages. Source: docs/formats/mmf.md 2.12.
#include <fmt/format.h>

#include "formats/mmf/attribute.h"
#include "formats/mmf/store_builder.h"

namespace restante::mmf {
namespace {

constexpr std::uint16_t kMessageAttr =
    attr::kMessageLike | attr::kMessageWritable | attr::kListWritable | attr::kChecked;

}  // namespace

Result<Oid> StoreBuilder::shared_body(Oid object) {
    if (const auto known = bodies_.find(object); known != bodies_.end()) return known->second;
    const Oid hidden = new_oid(object.type());
    TRY_VOID(writer_.hide_body(object, hidden));
    bodies_.emplace(object, hidden);
    return hidden;
}

Result<Oid> StoreBuilder::copy_attachment_list(Oid list) {
    const Oid body = TRY(shared_body(list));
    const Oid copy = new_oid(type::kAttachmentList);
    TRY_VOID(writer_.add_alias({.oid = copy, .references = 1}, body));
    const std::vector<Oid> attachments = attachments_.at(list);
    for (const Oid attachment : attachments) TRY_VOID(writer_.add_reference(attachment));
    bodies_.emplace(copy, body);
    attachments_.emplace(copy, attachments);
    return copy;
}

Result<Oid> StoreBuilder::copy_message(Oid message, std::size_t folder) {
    const auto original = places_.find(message);
    if (original == places_.end()) return fail(Errc::bad_value, fmt::format("there is no message {}", message.hex()));
    if (folder >= folders_.size()) return fail(Errc::bad_value, "there is no such folder");
    if (folders_[folder].summaries.size() >= kMaximumElements)
        return fail(Errc::too_large, fmt::format("folder {} is full", folders_[folder].oid.hex()));
    const Place place = original->second;
    const Oid body = TRY(shared_body(message));
    Oid list{};
    if (place.attachment_list != Oid{}) list = TRY(copy_attachment_list(place.attachment_list));
    // The copy's summary goes on naming the folder of the original.
    const Summary summary = TRY(read_summary(folders_[place.folder].summaries[place.summary].data));
    const auto unread = is_unread(summary.status) ? flag::kUnread : std::uint16_t{0};
    const Oid copy = new_oid(type::kMessage);
    TRY_VOID(writer_.add_alias({.oid = copy,
                                .parent = folders_[folder].oid,
                                .aux = list.value,
                                .attr = kMessageAttr,
                                .references = 1,
                                .flags = static_cast<std::uint16_t>(flag::kWritten | unread)},
                               body));
    bodies_.emplace(copy, body);
    places_.emplace(copy, Place{folder, folders_[folder].summaries.size(), list});
    TRY_VOID(add_summary(folders_[folder], copy, summary));
    return copy;
}

}  // namespace restante::mmf
