// M1-M5: what messages and address book entries say, and where they belong.
#include <fmt/format.h>

#include <array>
#include <optional>
#include <set>
#include <string>

#include "formats/mmf/attribute.h"
#include "formats/mmf/check_state.h"
#include "formats/mmf/check_values.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {
namespace {

bool has_attributes(Oid oid) { return is_message(oid) || oid.type() == type::kAttachment; }

// M1, for every body once: copies share it.
class AttributeCheck {
public:
    AttributeCheck(CheckState& state, Oid oid, ListReader& list) : state_(state), oid_(oid), list_(list) {}

    void run() {
        for (const ListEntry& entry : list_.entries()) check(entry);
    }

private:
    void tell(const ListEntry& entry, const std::string& what, MessageId rule = MessageId::check_attribute) {
        state_.report().add(rule, fmt::format("attribute {:08x} of {}: {}", entry.id, label(oid_), what),
                            list_.file_offset(entry));
    }

    void check(const ListEntry& entry) {
        const AttributeType kind = attribute_type(entry.id);
        const bool may_be_empty = entry.id == attribute::kAttachmentData;  // a file of 0 bytes
        if (const std::size_t least = may_be_empty ? 0 : minimum_size(kind); entry.size < least) {
            tell(entry, fmt::format("{} bytes, expected at least {}", entry.size, least));
            return;
        }
        // The body attribute of an address book entry is its field list (B1).
        const bool fields = oid_.type() == type::kAddressEntry && entry.id == attribute::kBody;
        if ((kind == AttributeType::string || kind == AttributeType::text) && !fields) check_text(entry);
        if (kind == AttributeType::triples) check_triples(entry);
    }

    void check_text(const ListEntry& entry) {
        const auto source = list_.source(entry);
        if (!source || !state_.spend(1)) return;  // L1 has told
        std::array<std::uint8_t, 1> last{1};
        if (entry.size != 0 && !(*source)->read(entry.size - 1, last)) return;  // P10 has told
        if (last[0] != 0)
            tell(entry, fmt::format("the text of {} bytes does not end with a NUL", entry.size),
                 MessageId::check_open_text);
    }

    void check_triples(const ListEntry& entry) {
        const auto value = state_.element(list_, entry);
        if (!value) return;
        TripleReader reader(*value);
        std::size_t count = 0;
        while (reader.next()) ++count;
        if (reader.end() != TripleEnd::terminated)
            tell(entry, fmt::format("the list of {} names is not ended by an empty one", count));
    }

    CheckState& state_;
    Oid oid_;
    ListReader& list_;
};

// Nothing when the store has no class list that can be read.
std::optional<std::set<std::uint32_t>> class_numbers(CheckState& state) {
    for (const Oid classes : {kClasses, kOldClasses}) {
        const auto list = state.list(classes);
        if (!list) continue;
        std::set<std::uint32_t> numbers;
        for (const ListEntry& entry : list->entries()) numbers.insert(entry.id);
        return numbers;
    }
    return std::nullopt;
}

class MessageCheck {
public:
    MessageCheck(CheckState& state, const std::optional<std::set<std::uint32_t>>& classes, const Node& node)
        : state_(state), classes_(classes), node_(node), offset_(node.is_alias() ? 0 : node.offset) {}

    void run(const ObjectFacts& facts) {
        check_companions();
        check_listings(facts);
        auto list = state_.list(node_.oid);
        if (!list) return;
        offset_ = list->object().file_offset() - kBlockHeaderSize;
        const auto status = value_of(*list, attribute::kStatus);
        check_class(value_of(*list, attribute::kClass));
        check_unread(status.value_or(status::kWhenAbsent));
        check_attachment_mark(status.value_or(status::kWhenAbsent));
    }

private:
    void tell(MessageId rule, const std::string& what) {
        state_.report().add(rule, fmt::format("{}: {}", label(node_.oid), what), offset_,
                            state_.folder_name(node_.parent));
    }

    // The first byte of the status, or the whole class number.
    std::optional<std::uint32_t> value_of(ListReader& list, std::uint32_t id) {
        const ListEntry* const entry = list.find(id);
        if (entry == nullptr) return std::nullopt;
        const auto value = state_.element(list, *entry);
        if (!value || value->empty()) return std::nullopt;
        if (attribute_type(id) == AttributeType::byte) return value->front();
        const auto number = integer_value(id, *value);
        return number ? std::optional(*number) : std::nullopt;
    }

    void check_companions() {
        if (node_.aux == 0) return;
        const Oid aux{node_.aux};
        bool found = false;
        for (const std::uint8_t type : {type::kLinkList, type::kAttachmentList}) {
            ObjectFacts* const facts = state_.facts(aux.with_type(type));
            if (facts == nullptr) continue;
            facts->has_owner = true;
            found = true;
        }
        if (aux.type() != type::kLinkList && aux.type() != type::kAttachmentList)
            tell(MessageId::check_companion,
                 fmt::format("its companions are named {}, expected 88... or 89...", aux.hex()));
        else if (!found)
            tell(MessageId::check_companion,
                 fmt::format("neither {} nor {} exists", label(aux.with_type(type::kLinkList)),
                             label(aux.with_type(type::kAttachmentList))));
    }

    void check_listings(const ObjectFacts& facts) {
        if (facts.listings > 1)
            tell(MessageId::check_duplicate_message, fmt::format("{} folders list it, expected 1", facts.listings));
        if (facts.listings != 0 || (facts.listed_in_link && is_link_folder(node_.parent))) return;
        const ObjectFacts* const home = state_.facts(node_.parent);
        if (home != nullptr && !home->readable) return;  // not an orphan: its folder is damaged, and reported
        tell(MessageId::check_orphan_message, fmt::format("no folder lists it, its home is {}", label(node_.parent)));
    }

    void check_class(std::optional<std::uint32_t> number) {
        if (number && *number != 0 && classes_ && !classes_->contains(*number))
            tell(MessageId::check_class, fmt::format("class {} is not in the class list", *number));
    }

    // The client counts anew when it opens a store of an older version (2.3).
    void check_unread(std::uint32_t status) {
        if (node_.oid.type() != type::kMessage || state_.store().header().version < version::kCurrent) return;
        const bool unread = is_unread(static_cast<std::uint8_t>(status));
        if (node_.is(flag::kUnread) != unread)
            tell(MessageId::check_unread,
                 fmt::format("the map marks it as {}, its status is 0x{:02x}", unread ? "read" : "unread", status));
    }

    void check_attachment_mark(std::uint32_t status) {
        std::size_t attachments = 0;
        if (node_.aux != 0) {
            const Oid companion = Oid{node_.aux}.with_type(type::kAttachmentList);
            const auto list = state_.list(companion);
            if (!list && state_.facts(companion) != nullptr) return;  // damaged, and reported
            if (list) attachments = list->entries().size();
        }
        if (((status & status::kAttachments) != 0) != (attachments != 0))
            tell(MessageId::check_attachment_mark,
                 fmt::format("its status is 0x{:02x}, its attachment list has {} elements", status, attachments));
    }

    CheckState& state_;
    const std::optional<std::set<std::uint32_t>>& classes_;
    const Node& node_;
    std::uint64_t offset_;
};

}  // namespace

void check_messages(CheckState& state) {
    const auto classes = class_numbers(state);
    const std::span<const Node> nodes = state.store().nodes();
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const Node& node = nodes[index];
        if (has_attributes(node.oid) && !node.is_alias())
            if (auto list = state.list(node.oid)) AttributeCheck(state, node.oid, *list).run();
        // A hidden body belongs to its copies, unless a folder lists it itself.
        const ObjectFacts& facts = state.facts_at(index);
        if (is_message(node.oid) && (!node.is(flag::kHiddenBody) || facts.listings != 0 || facts.listed_in_link))
            MessageCheck(state, classes, node).run(facts);
    }
}

}  // namespace restante::mmf
