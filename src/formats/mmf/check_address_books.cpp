// B1: entries and groups of the address books.
#include <fmt/format.h>

#include "formats/mmf/address_field.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/check_state.h"

namespace restante::mmf {
namespace {

constexpr std::uint16_t kMembersAttr = 0x9015;

class EntryCheck {
public:
    EntryCheck(CheckState& state, const Node& node, ListReader& list)
        : state_(state), node_(node), list_(list), offset_(list.object().file_offset() - kBlockHeaderSize) {}

    void run() {
        check_fields();
        check_group();
    }

private:
    void tell(const std::string& what) {
        state_.report().add(MessageId::check_address_entry, fmt::format("{}: {}", label(node_.oid), what), offset_,
                            state_.folder_name(node_.parent));
    }

    void check_fields() {
        const ListEntry* const entry = list_.find(attribute::kBody);
        if (entry == nullptr) {
            tell("it has no field list");
            return;
        }
        const auto value = state_.element(list_, *entry);
        if (!value) return;  // L1 has told
        const auto fields = AddressFields::read_entry(*value, list_.file_offset(*entry));
        if (!fields)
            tell(fmt::format("its field list cannot be read: {}", fields.error().what));
        else if (fields->unreadable() != 0)
            tell(fmt::format("{} of its {} fields cannot be read", fields->unreadable(),
                             fields->unreadable() + fields->fields().size()));
    }

    void check_group() {
        const ListEntry* const entry = list_.find(attribute::kSummaryValue);
        if (entry == nullptr) return;
        const auto value = state_.element(list_, *entry);
        if (!value) return;
        const auto number = integer_value(attribute::kSummaryValue, *value);
        if (!number || *number == 0) return;  // M1 tells of short values
        const Oid folder{*number};
        const Node* const members = state_.store().find(folder);
        if (members == nullptr || folder.type() != type::kGroupFolder) {
            tell(fmt::format("its member folder {} {}", folder.hex(),
                             members == nullptr ? "does not exist" : "is no group folder"));
            return;
        }
        if (!state_.facts(folder)->listed_hidden && state_.list(kHiddenHierarchy))
            tell(fmt::format("its member folder {} is not entered in {}", folder.hex(), label(kHiddenHierarchy)));
        if (members->attr != kMembersAttr)
            tell(fmt::format("its member folder {} has the class bits {:04x}, expected {:04x}", folder.hex(),
                             members->attr, kMembersAttr));
    }

    CheckState& state_;
    const Node& node_;
    ListReader& list_;
    std::uint64_t offset_;
};

}  // namespace

void check_address_books(CheckState& state) {
    for (const Node& node : state.store().nodes()) {
        if (node.oid.type() != type::kAddressEntry || node.is_alias()) continue;
        if (auto list = state.list(node.oid)) EntryCheck(state, node, *list).run();
    }
}

// S1: the objects every fresh store has (4.5).
void check_system_objects(CheckState& state) {
    for (const Oid oid : {kAccounts, kVisibleHierarchy, kHiddenHierarchy, kOutgoingQueue, kFoldersToFinders,
                          kFindersToFolders, kTemplateAttachmentList, kAttributeNames, kFinderState})
        if (state.store().find(oid) == nullptr)
            state.report().add(MessageId::check_system_object, fmt::format("{} is missing", label(oid)), 0);
    if (state.store().find(kClasses) == nullptr && state.store().find(kOldClasses) == nullptr)
        state.report().add(MessageId::check_system_object, fmt::format("{} is missing", label(kClasses)), 0);
}

}  // namespace restante::mmf
