// Which attachments of a store belong to a message, and what becomes of those that do not.
// Source: docs/formats/mmf-records.md "Attachment lists", docs/formats/mmf.md 10.1.
#pragma once

#include <memory>
#include <optional>
#include <unordered_set>
#include <vector>

#include "base/finding.h"
#include "formats/mmf/store.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

// The attachment list a message names, null: none, or it is missing. A copy whose own list is gone has that of its
// body, which keeps the names of the original.
[[nodiscard]] const mmf::Node* attachment_list_of(const mmf::Store& store, const mmf::Node& message);

// Costs nothing while every attachment is met with its message: the lists of the store are searched only when one
// was not, or when a message has lost its list.
class AttachmentOwners {
public:
    explicit AttachmentOwners(const mmf::Store& store) : met_(store.nodes().size(), false) {}

    // The object was delivered with a message, or a finding about the message names it.
    void meet(const mmf::Store& store, mmf::Oid attachment);

    // The attachments in no list, if this message is the only one that lost its list: they must be its own.
    std::vector<mmf::Oid> lost_by(const StoreContext& context, const mmf::Node& message);

    // Lists of attachments that no message names, and attachments in no list which cannot be matched.
    std::vector<mmf::Oid> ownerless(const StoreContext& context);

    // To be called when everything has been read: a finding for each attachment and each list without message.
    void report(StoreContext& context);

private:
    struct Lists {
        std::unordered_set<mmf::Oid> listed{};      // attachments in the list of some message
        std::unordered_set<mmf::Oid> in_unowned{};  // ... in a list that no message names
        std::vector<mmf::Oid> bereft{};             // messages that lost their list
        // There is one of these, it can be read, and nobody else can have lost attachments.
        bool matched = false;
    };
    const Lists& lists(const StoreContext& context);

    std::vector<bool> met_;  // by place in Store::nodes()
    std::optional<Lists> lists_{};
};

}  // namespace restante::sources
