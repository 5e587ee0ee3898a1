// F1-F5: the message lists of folders, and the messages they stand for.
#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <string>

#include "formats/mmf/attribute.h"
#include "formats/mmf/check_state.h"
#include "formats/mmf/check_values.h"
#include "formats/mmf/summary.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kSmallestSummary = kSummaryFixedSize + 4;  // three empty strings and the last byte
constexpr std::size_t kSortDate = 10;                            // bytes of the date that break ties
constexpr std::uint16_t kSortKind = 3, kDescending = 4, kByRange = 1, kById = 2;

class FolderCheck {
public:
    FolderCheck(CheckState& state, const Node& node)
        : state_(state), node_(node), folder_(node.oid), name_(state.folder_name(node.oid)) {}

    void run() {
        auto list = state_.list(folder_);
        if (!list) return;
        std::size_t position = 0;
        for (const ListEntry& entry : list->entries()) {
            item_ = fmt::format("{}/{}", name_, ++position);
            const auto element = state_.element(*list, entry);
            if (!element) continue;  // L1 has told
            offset_ = list->file_offset(entry);
            check_line(Oid{entry.id}, *element);
            check_order(list->sort(), entry, *element);
        }
        if (!state_.stopped()) check_count();
    }

private:
    void tell(MessageId rule, Oid message, const std::string& what) {
        state_.report().add(rule, fmt::format("{} in {}: {}", label(message), label(folder_), what), offset_, item_);
    }

    void check_line(Oid message, Bytes element) {
        const auto summary = read_summary(element, offset_);
        if (element.size() < kSmallestSummary)
            tell(MessageId::check_summary, message,
                 fmt::format("{} bytes, expected at least {}", element.size(), kSmallestSummary));
        else if (!summary)
            tell(MessageId::check_summary, message, summary.error().what);
        else
            check_summary(message, *summary);
        const Node* const node = state_.store().find(message);
        if (node == nullptr) {
            tell(MessageId::check_message_missing, message, "there is no such object");
            if (summary && is_unread(summary->status)) ++unread_;
            return;
        }
        check_place(message, *node);
        auto attributes = state_.list(message);
        if (!attributes) {
            if (summary && is_unread(summary->status)) ++unread_;
            return;
        }
        const std::vector<ListElement> values = summary_values(state_, *attributes);
        const Summary built = build_summary(SummaryInput::of(values), summary ? summary->folder : folder_);
        if (is_unread(built.status)) ++unread_;
        if (summary) check_same(message, *summary, built);
    }

    void check_summary(Oid message, const Summary& summary) {
        const DateRecord& date = summary.date;
        if (!is_summary_date(date))
            tell(MessageId::check_summary, message,
                 fmt::format("the date {}-{}-{} {}:{} does not exist", date.year, date.month, date.day, date.hour,
                             date.minute));
        const std::size_t longest =
            std::max({summary.sender.size(), summary.subject.size(), summary.folder_name.size()});
        if (longest > kMaximumSummaryText)
            tell(MessageId::check_summary, message,
                 fmt::format("a text of {} bytes, expected at most {}", longest, kMaximumSummaryText));
        if (summary.rest != ByteVector{0})
            tell(MessageId::check_summary, message,
                 fmt::format("{} bytes behind the texts, expected one that is 0", summary.rest.size()));
    }

    void check_place(Oid message, const Node& node) {
        ObjectFacts& facts = *state_.facts(message);
        if (is_link_folder(folder_)) {
            facts.listed_in_link = true;
            if (node.parent != folder_ && !linked_here(node))
                tell(MessageId::check_message_elsewhere, message,
                     fmt::format("its link list does not name this folder, its home is {}", label(node.parent)));
            return;
        }
        ++facts.listings;
        if (node.parent != folder_)
            tell(MessageId::check_message_elsewhere, message,
                 fmt::format("its home is {}, expected this folder", label(node.parent)));
    }

    // A link list that is damaged has been told of; nothing can be said against the message then.
    bool linked_here(const Node& message) {
        const Oid links = Oid{message.aux}.with_type(type::kLinkList);
        const ObjectFacts* const facts = message.aux == 0 ? nullptr : state_.facts(links);
        if (facts == nullptr) return false;
        const auto list = state_.list(links);
        return !list || list->find(folder_.value) != nullptr;
    }

    void check_same(Oid message, const Summary& stored, const Summary& built) {
        const auto differs = [&](const char* what, const auto& found, const auto& expected) {
            if (found == expected) return;
            tell(MessageId::check_summary_differs, message,
                 fmt::format("{} is {}, expected {} as in the message", what, shown(found), shown(expected)));
        };
        differs("the date", stored.date, built.date);
        differs("the status", stored.status, built.status);
        differs("the class number", stored.class_number, built.class_number);
        differs("the priority", stored.priority, built.priority);
        differs("the value", stored.value, built.value);
        differs("the sender", stored.sender, built.sender);
        differs("the subject", stored.subject, built.subject);
        if (!is_link_folder(folder_)) differs("the folder name", stored.folder_name, built.folder_name);
    }

    // One finding a folder: what follows a misplaced line is misplaced as well.
    void check_order(const ListSort& sort, const ListEntry& entry, Bytes element) {
        const auto kind = static_cast<std::uint16_t>(sort.flags & kSortKind);
        ByteVector key;
        if (kind == kById) {
            for (int shift = 24; shift >= 0; shift -= 8)
                key.push_back(static_cast<std::uint8_t>(entry.id >> static_cast<unsigned>(shift)));
        } else if (kind == kByRange) {
            const std::size_t first = sort.a & 0xFFFFU;
            const std::size_t last = sort.b & 0xFFFFU;
            if (first > last || last >= element.size()) return;
            const Bytes range = element.subspan(first, last - first + 1);
            key.assign(range.begin(), range.end());
        } else {
            return;
        }
        const bool descending = (sort.flags & kDescending) != 0;
        const bool misplaced = !key_.empty() && (descending ? key_ < key : key < key_);
        if (misplaced && !order_told_) {
            order_told_ = true;
            tell(MessageId::check_sort_order, Oid{entry.id},
                 fmt::format("sort key {} follows {} in a list that is sorted {}", to_hex(key), to_hex(key_),
                             descending ? "downwards" : "upwards"));
        }
        key_ = std::move(key);
    }

    // The client counts anew when it opens a store of an older version (2.3).
    void check_count() {
        if (is_link_folder(folder_) || state_.store().header().version < version::kCurrent) return;
        if (node_.aux != unread_)
            state_.report().add(
                MessageId::check_unread,
                fmt::format("{} counts {} unread messages, expected {}", label(folder_), node_.aux, unread_),
                node_.is_alias() ? 0 : node_.offset, name_);
    }

    CheckState& state_;
    const Node& node_;
    Oid folder_;
    std::string name_;
    std::string item_{};
    std::uint64_t offset_ = 0;
    std::uint32_t unread_ = 0;
    ByteVector key_{};
    bool order_told_ = false;
};

}  // namespace

void check_folders(CheckState& state) {
    for (const Node& node : state.store().nodes()) {
        if (state.stopped()) return;
        if (!is_real_folder(node.oid) && !is_link_folder(node.oid)) continue;
        if (!node.is(flag::kHiddenBody)) FolderCheck(state, node).run();
    }
}

}  // namespace restante::mmf
