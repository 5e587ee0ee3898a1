// One message of a damaged store as a record of a new one. Source: docs/recovery.md "Repair".
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "formats/mmf/new_records.h"
#include "formats/mmf/summary.h"
#include "sources/mmf/attachment_owners.h"
#include "sources/mmf/store_text.h"

namespace restante::sources {

class RepairedMessages {
public:
    // `classes`: the class numbers the new store has. All outlive it.
    RepairedMessages(StoreContext& context, const std::set<std::uint32_t>& classes, Findings& findings)
        : context_(&context), classes_(&classes), findings_(&findings), owners_(*context.store) {}

    // Nothing is left of it: no attribute, no attachment, no `summary`. `item` names it in findings.
    std::optional<mmf::NewMessage> read(mmf::Oid oid, const std::optional<mmf::Summary>& summary,
                                        const std::string& item);
    // Attributes of an object whose values are put right; nothing when it cannot be read.
    std::optional<std::vector<mmf::ListElement>> attributes(mmf::Oid oid, const std::string& item);

private:
    void put_right(std::vector<mmf::ListElement>& attributes, const std::string& item);
    bool put_right(mmf::ListElement& attribute, const std::string& item);
    std::vector<mmf::NewAttachment> attachments(mmf::Oid message, bool expected, const std::string& item);
    std::vector<mmf::NewAttachment> listed_attachments(mmf::Oid list, const std::string& item);
    std::optional<mmf::NewAttachment> attachment(const mmf::AttachmentReference& reference,
                                                 std::optional<std::uint32_t> number, const std::string& item);
    void left_out(const std::string& text, const std::string& item, std::optional<std::uint64_t> offset);

    StoreContext* context_;
    const std::set<std::uint32_t>* classes_;
    Findings* findings_;
    AttachmentOwners owners_;
};

}  // namespace restante::sources
