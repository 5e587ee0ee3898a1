// H1, H2: the two folder lists and the folders they name.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/case_fold.h"
#include "base/code_page.h"
#include "formats/mmf/check_state.h"
#include "formats/mmf/hierarchy.h"

namespace restante::mmf {
namespace {

bool listed_by_hierarchy(Oid oid) { return is_real_folder(oid) || oid.type() == type::kGroupFolder; }

class HierarchyCheck {
public:
    HierarchyCheck(CheckState& state, Oid hierarchy)
        : state_(state),
          hierarchy_(hierarchy),
          code_page_(CodePage::numbered(CodePage::for_windows_language(state.store().header().language))) {}

    void run() {
        auto list = state_.list(hierarchy_);
        if (!list) return;
        for (const ListEntry& entry : list->entries()) {
            const Oid folder{entry.id};
            const auto element = state_.element(*list, entry);
            if (!element) continue;  // L1 has told
            check_target(folder, list->file_offset(entry));
            const auto read = read_hierarchy_entry(*element, list->file_offset(entry));
            if (read)
                check_entry(folder, *read, list->file_offset(entry));
            else
                tell(folder, list->file_offset(entry), read.error().what);
        }
    }

private:
    void tell(Oid folder, std::uint64_t offset, const std::string& what) {
        state_.report().add(MessageId::check_hierarchy_entry,
                            fmt::format("entry of {} in {}: {}", label(folder), label(hierarchy_), what), offset,
                            state_.folder_name(folder));
    }

    void check_target(Oid folder, std::uint64_t offset) {
        if (ObjectFacts* const facts = state_.facts(folder)) {
            (hierarchy_ == kVisibleHierarchy ? facts->listed_visible : facts->listed_hidden) = true;
            return;
        }
        state_.report().add(MessageId::check_folder_missing,
                            fmt::format("{} is entered in {}, but does not exist", label(folder), label(hierarchy_)),
                            offset);
    }

    void check_entry(Oid folder, const HierarchyEntry& entry, std::uint64_t offset) {
        const std::string name =
            code_page_ ? code_page_->decode(as_bytes(entry.name).first(std::min(entry.name.size(), kMaximumFolderName)))
                       : label(folder);
        state_.name_folder(folder, name);
        if (entry.level == 0 || entry.level > kMaximumLevel)
            tell(folder, offset, fmt::format("level {}, expected 1 to {}", entry.level, kMaximumLevel));
        else if (entry.level > previous_level_ + 1)
            tell(folder, offset,
                 fmt::format("level {} follows level {}, expected at most {}", entry.level, previous_level_,
                             previous_level_ + 1));
        previous_level_ = entry.level;
        if (entry.name.empty() || entry.name.size() > kMaximumFolderName)
            tell(folder, offset,
                 fmt::format("a name of {} bytes, expected 1 to {}", entry.name.size(), kMaximumFolderName));
        if (entry.rest != ByteVector{0})
            tell(folder, offset, fmt::format("{} bytes behind the comment, expected one that is 0", entry.rest.size()));
        check_sibling(folder, name, entry.level, offset);
    }

    // Names of the siblings of every open level; deeper levels are forgotten when a shallower entry comes.
    void check_sibling(Oid folder, const std::string& name, std::uint16_t level, std::uint64_t offset) {
        while (!siblings_.empty() && siblings_.back().first > level) siblings_.pop_back();
        if (siblings_.empty() || siblings_.back().first < level) siblings_.push_back({level, {}});
        if (!siblings_.back().second.insert(fold_case(name)).second)
            tell(folder, offset, "another folder at the same place has the same name");
    }

    CheckState& state_;
    Oid hierarchy_;
    Result<CodePage> code_page_;
    std::uint16_t previous_level_ = 0;
    std::vector<std::pair<std::uint16_t, std::set<std::string>>> siblings_;
};

void check_unlisted(CheckState& state) {
    const std::span<const Node> nodes = state.store().nodes();
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        const Node& node = nodes[index];
        if (!listed_by_hierarchy(node.oid) || node.is(flag::kHiddenBody)) continue;
        const ObjectFacts& facts = state.facts_at(index);
        const bool visible = node.parent == kVisibleHierarchy;
        const bool hidden = node.parent == kHiddenHierarchy;
        if ((visible && facts.listed_visible) || (hidden && facts.listed_hidden)) continue;
        const ObjectFacts* const parent = state.facts(node.parent);
        if (parent != nullptr && !parent->readable && (visible || hidden)) continue;  // the list itself is reported
        state.report().add(MessageId::check_folder_unlisted,
                           fmt::format("{} names {} as its folder list, which has no entry for it", label(node.oid),
                                       label(node.parent)),
                           node.is_alias() ? 0 : node.offset, state.folder_name(node.oid));
    }
}

}  // namespace

void check_hierarchies(CheckState& state) {
    for (const Oid hierarchy : {kVisibleHierarchy, kHiddenHierarchy}) HierarchyCheck(state, hierarchy).run();
    if (!state.stopped()) check_unlisted(state);
}

}  // namespace restante::mmf
