// A1, A2: attachment lists and the attachments they name.
#include <fmt/format.h>

#include "formats/mmf/attachment_list.h"
#include "formats/mmf/check_state.h"

namespace restante::mmf {
namespace {

void check_list(CheckState& state, const Node& node, bool counts) {
    auto list = state.list(node.oid);
    if (!list) return;
    for (const ListEntry& entry : list->entries()) {
        const auto element = state.element(*list, entry);
        if (!element) continue;  // L1 has told
        const std::uint64_t offset = list->file_offset(entry);
        const auto reference = read_attachment_reference(*element, offset);
        if (!reference) {
            state.report().add(MessageId::check_attachment_missing,
                               fmt::format("element {:08x} of {}: {} bytes, expected at least {}", entry.id,
                                           label(node.oid), element->size(), kAttachmentReferenceSize),
                               offset);
            continue;
        }
        ObjectFacts* const facts = state.facts(reference->object);
        if (facts == nullptr || reference->object.type() != type::kAttachment) {
            state.report().add(MessageId::check_attachment_missing,
                               fmt::format("element {:08x} of {} names {}, which is no attachment of this store",
                                           entry.id, label(node.oid), label(reference->object)),
                               offset);
            continue;
        }
        if (counts) ++facts->listings;
    }
}

}  // namespace

void check_attachments(CheckState& state) {
    const std::span<const Node> nodes = state.store().nodes();
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const Node& node = nodes[index];
        if (node.oid.type() != type::kAttachmentList) continue;
        // A hidden body of copied lists is no user, unless a message names it itself.
        check_list(state, node, !node.is(flag::kHiddenBody) || state.facts_at(index).has_owner);
    }
    if (state.stopped()) return;
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const Node& node = nodes[index];
        if (node.oid.type() != type::kAttachment || node.is(flag::kHiddenBody)) continue;
        const std::uint32_t listings = state.facts_at(index).listings;
        const std::uint64_t offset = node.is_alias() ? 0 : node.offset;
        if (listings == 0)
            state.report().add(
                MessageId::check_attachment_unlisted,
                fmt::format("{} with {} bytes is in no attachment list", label(node.oid), node.data_size()), offset);
        else if (listings != node.references)
            state.report().add(
                MessageId::check_references,
                fmt::format("{} counts {} users, expected {}", label(node.oid), node.references, listings), offset);
    }
}

}  // namespace restante::mmf
