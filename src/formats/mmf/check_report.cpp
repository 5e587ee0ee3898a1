#include "formats/mmf/check_report.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace restante::mmf {
namespace {

std::string_view type_name(std::uint8_t type) {
    switch (type) {
        case type::kGroupFolder:
            return "group";
        case type::kAddressBook:
            return "address book";
        case type::kAddressEntry:
            return "address entry";
        case type::kSystem:
            return "system object";
        case type::kHierarchy:
            return "folder list";
        case type::kFolder:
            return "folder";
        case type::kFinderResult:
            return "search result";
        case type::kHiddenFolder:
            return "hidden folder";
        case type::kFinder:
            return "search";
        case type::kMessage:
            return "message";
        case type::kAttachment:
            return "attachment";
        case type::kLinkList:
            return "link list";
        case type::kAttachmentList:
            return "attachment list";
        case type::kAttributeNames:
            return "attribute names";
        case type::kQueue:
            return "outgoing queue";
        case type::kSpare:
            return "spare entry";
        case type::kJustAllocated:
            return "new block";
        case type::kTemporary:
            return "temporary object";
        case type::kFree:
            return "free block";
        case type::kFinderCriteria:
            return "search criteria";
        default:
            return "object";
    }
}

}  // namespace

void CheckReport::add(MessageId rule, std::string text, std::uint64_t offset, std::string item) {
    if (++counts_[rule] > kMostFindingsOfOneRule) return;
    findings_.add(rule, std::move(text), std::move(item), offset);
}

void CheckReport::finish() {
    for (const auto& [rule, count] : counts_)
        if (count > kMostFindingsOfOneRule)
            findings_.add(rule, fmt::format("{} more of this kind are not listed", count - kMostFindingsOfOneRule));
    counts_.clear();
}

std::string label(Oid oid) { return fmt::format("{} {}", type_name(oid.type()), oid.hex()); }

}  // namespace restante::mmf
