#include "sources/mmf/attachment_owners.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "formats/mmf/attachment_list.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/list_object.h"
#include "sources/mmf/shared_bodies.h"

namespace restante::sources {
namespace {

const mmf::Node* companion_of(const mmf::Store& store, const mmf::Node& message) {
    if (message.aux == 0) return nullptr;
    return store.find(mmf::Oid{message.aux}.with_type(mmf::type::kAttachmentList));
}

bool says_it_has_attachments(const mmf::Store& store, mmf::Oid message) {
    auto list = open_list(store, message);
    if (!list) return false;
    const mmf::ListEntry* const entry = list->find(mmf::attribute::kStatus);
    if (entry == nullptr) return false;
    const auto value = list->element(*entry);
    return value && !value->empty() && ((*value)[0] & mmf::status::kAttachments) != 0;
}

std::vector<mmf::Oid> attachments_of(mmf::ListReader& list) {
    std::vector<mmf::Oid> attachments;
    for (const mmf::ListEntry& entry : list.entries()) {
        const auto element = list.element(entry);
        const auto reference = element ? mmf::read_attachment_reference(*element) : fail(element.error());
        if (reference) attachments.push_back(reference->object);
    }
    return attachments;
}

bool is_attachment(const mmf::Node& node, const std::unordered_set<mmf::Oid>& shared) {
    return node.oid.type() == mmf::type::kAttachment && !shared.contains(node.oid);
}

// Lists that no message names. Reads nothing.
std::vector<const mmf::Node*> unowned_lists(const mmf::Store& store, const std::unordered_set<mmf::Oid>& shared) {
    std::unordered_set<mmf::Oid> owned;
    for (const mmf::Node& node : store.nodes()) {
        const bool may_own = node.oid.type() == mmf::type::kMessage || node.oid.type() == mmf::type::kAddressEntry;
        if (!may_own || (node.aux == 0 && !node.is_alias()) || shared.contains(node.oid)) continue;
        if (const mmf::Node* const list = attachment_list_of(store, node)) owned.insert(list->oid);
    }
    std::vector<const mmf::Node*> unowned;
    for (const mmf::Node& node : store.nodes())
        if (node.oid.type() == mmf::type::kAttachmentList && node.oid != mmf::kTemplateAttachmentList &&
            !owned.contains(node.oid) && !shared.contains(node.oid))
            unowned.push_back(&node);
    return unowned;
}

std::optional<std::uint64_t> offset_of(const mmf::Node& node) {
    if (node.is_alias()) return std::nullopt;
    return node.offset;
}

// Its name and size as far as they can be read.
std::string describe(StoreContext& context, mmf::Oid attachment) {
    std::string text = "attachment " + attachment.hex();
    auto list = open_list(*context.store, attachment);
    if (!list) return text;
    if (const mmf::ListEntry* const title = list->find(mmf::attribute::kAttachmentTitle))
        if (const auto value = list->element(*title)) text += " \"" + context.text.until_nul(*value) + "\"";
    if (const mmf::ListEntry* const data = list->find(mmf::attribute::kAttachmentData))
        text += fmt::format(" of {} bytes", data->size);
    return text;
}

}  // namespace

const mmf::Node* attachment_list_of(const mmf::Store& store, const mmf::Node& message) {
    const mmf::Node* const own = companion_of(store, message);
    if (own != nullptr || !message.is_alias()) return own;
    const mmf::Node* const body = store.find(mmf::Oid{message.offset});
    return body == nullptr ? nullptr : companion_of(store, *body);
}

void AttachmentOwners::meet(const mmf::Store& store, mmf::Oid attachment) {
    if (const mmf::Node* const node = store.find(attachment))
        met_[static_cast<std::size_t>(node - store.nodes().data())] = true;
}

const AttachmentOwners::Lists& AttachmentOwners::lists(const StoreContext& context) {
    if (lists_) return *lists_;
    Lists& lists = lists_.emplace(Lists{});
    const mmf::Store& store = *context.store;
    const auto shared = bodies_of_copies(store);
    std::unordered_set<mmf::Oid> unowned;
    for (const mmf::Node* const list : unowned_lists(store, shared)) unowned.insert(list->oid);
    for (const mmf::Node& node : store.nodes()) {
        if (shared.contains(node.oid)) continue;  // its copies are looked at
        // A deleted message claims nothing.
        if (!store.raw() && store.is_recovered(node.oid) && node.oid.type() == mmf::type::kMessage) continue;
        if (node.oid.type() == mmf::type::kMessage) {
            const mmf::Node* const list = attachment_list_of(store, node);
            if (list == nullptr ? says_it_has_attachments(store, node.oid) : !open_list(store, list->oid))
                lists.bereft.push_back(node.oid);
        } else if (node.oid.type() == mmf::type::kAttachmentList) {
            auto list = open_list(store, node.oid);
            if (!list) continue;
            for (const mmf::Oid attachment : attachments_of(*list))
                (unowned.contains(node.oid) ? lists.in_unowned : lists.listed).insert(attachment);
        }
    }
    lists.matched = !store.raw() && lists.bereft.size() == 1 && says_it_has_attachments(store, lists.bereft.front());
    return lists;
}

std::vector<mmf::Oid> AttachmentOwners::lost_by(const StoreContext& context, const mmf::Node& message) {
    const Lists& known = lists(context);
    std::vector<mmf::Oid> lost;
    if (!known.matched || known.bereft.front() != message.oid) return lost;
    const auto shared = bodies_of_copies(*context.store);
    for (const mmf::Node& node : context.store->nodes())
        if (is_attachment(node, shared) && !known.listed.contains(node.oid) && !known.in_unowned.contains(node.oid))
            lost.push_back(node.oid);
    return lost;
}

std::vector<mmf::Oid> AttachmentOwners::ownerless(const StoreContext& context) {
    const mmf::Store& store = *context.store;
    const auto shared = bodies_of_copies(store);
    std::vector<mmf::Oid> found;
    for (const mmf::Node* const list : unowned_lists(store, shared)) {
        const auto read = open_list(store, list->oid);
        if (read && !read->entries().empty()) found.push_back(list->oid);
    }
    const bool any =
        std::ranges::any_of(store.nodes(), [&shared](const mmf::Node& node) { return is_attachment(node, shared); });
    if (!any) return found;
    const Lists& known = lists(context);
    for (const mmf::Node& node : store.nodes())
        if (!known.matched && is_attachment(node, shared) && !known.listed.contains(node.oid) &&
            !known.in_unowned.contains(node.oid))
            found.push_back(node.oid);
    return found;
}

void AttachmentOwners::report(StoreContext& context) {
    const mmf::Store& store = *context.store;
    const auto shared = bodies_of_copies(store);
    for (const mmf::Node* const list : unowned_lists(store, shared))
        context.findings.add(MessageId::mmf_attachment_list_unowned,
                             fmt::format("no message names the attachment list {}", list->oid.hex()), {},
                             offset_of(*list));
    for (std::size_t i = 0; i < met_.size(); ++i) {
        const mmf::Node& node = store.nodes()[i];
        if (met_[i] || !is_attachment(node, shared)) continue;
        const Lists& known = lists(context);
        if (known.listed.contains(node.oid)) continue;  // of a message that nobody wanted to read
        const char* const where =
            known.in_unowned.contains(node.oid) ? "stands in a list that belongs to no message" : "stands in no list";
        context.findings.add(MessageId::mmf_orphan_attachment, fmt::format("{} {}", describe(context, node.oid), where),
                             {}, offset_of(node));
    }
    context.text.report(context.findings, {});
}

}  // namespace restante::sources
