#include "sources/mmf/store_repair.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/case_fold.h"
#include "formats/mmf/account.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/store_builder.h"
#include "sources/mmf/damaged_summary.h"
#include "sources/mmf/folder_tree.h"
#include "sources/mmf/repaired_books.h"
#include "sources/mmf/repaired_message.h"
#include "sources/mmf/standard_folders.h"

namespace restante::sources {
namespace {

std::vector<mmf::Account> stored_accounts(const mmf::Store& store) {
    std::vector<mmf::Account> accounts;
    auto list = open_list(store, mmf::kAccounts);
    if (!list) return accounts;
    for (const mmf::ListEntry& entry : list->entries()) {
        const auto element = list->element(entry);
        auto account = element ? mmf::read_account(*element) : fail(element.error());
        if (!account || account->name.size() > mmf::kMaximumAccountName ||
            account->password.size() > mmf::kMaximumPassword)
            continue;
        account->rest.clear();
        accounts.insert(accounts.begin(), std::move(*account));  // the newest one is stored first
    }
    return accounts;
}

// In list order; the standard ones where the list is lost.
std::vector<mmf::NumberedClass> stored_classes(const mmf::Store& store) {
    std::vector<mmf::NumberedClass> classes;
    std::set<std::uint32_t> seen;
    for (const mmf::Oid oid : {mmf::kClasses, mmf::kOldClasses}) {
        auto list = open_list(store, oid);
        if (!list) continue;
        for (const mmf::ListEntry& entry : list->entries()) {
            const auto element = list->element(entry);
            if (!element || entry.id == 0 || entry.id > 0xFFFF || seen.contains(entry.id)) continue;
            auto read = oid == mmf::kClasses ? mmf::read_message_class(*element)
                                             : mmf::MessageClass::named(mmf::read_old_message_class(*element));
            if (!read) continue;
            seen.insert(entry.id);
            classes.push_back({static_cast<std::uint16_t>(entry.id), std::move(*read)});
        }
    }
    for (mmf::NumberedClass& standard : mmf::standard_classes())
        if (seen.insert(standard.number).second) classes.push_back(std::move(standard));
    return classes;
}

mmf::Header new_header_like(const mmf::Store& store) {
    mmf::Header header = store.cipher().divisor() == 0
                             ? mmf::new_header()
                             : mmf::new_header_with_alternate_cipher(store.cipher().divisor());
    header.language = store.header().language;
    return header;
}

class StoreRepair {
public:
    StoreRepair(StoreContext context, mmf::StoreBuilder builder, const std::set<std::uint32_t>& classes,
                Findings& findings)
        : context_(std::move(context)),
          builder_(std::move(builder)),
          findings_(&findings),
          messages_(context_, classes, findings) {}

    Result<RepairCounts> run() {
        FolderTree tree = FolderTree::read(context_);
        add_ownerless(tree);
        for (const StoreFolder& folder : tree.folders) TRY_VOID(add(folder));
        RepairedBooks books(context_, messages_, *findings_);
        for (mmf::NewAddressBook& book : books.read(tree.books)) {
            counts_.entries += book.entries.size();
            TRY_VOID(builder_.add_address_book(book));
        }
        TRY_VOID(keep_others());
        TRY_VOID(builder_.finish());
        for (const Finding& finding : context_.findings.list()) findings_->add(finding);
        if (counts_.deleted != 0)
            findings_->add(
                MessageId::repair_changed,
                fmt::format("{} deleted messages were left out; restante recover delivers them", counts_.deleted));
        return counts_;
    }

private:
    static bool is_of_searches(mmf::Oid oid) {
        return oid == mmf::kFoldersToFinders || oid == mmf::kFindersToFolders || oid == mmf::kFinderState ||
               oid == mmf::kFinderCriteriaList || oid.type() == mmf::type::kFinder ||
               oid.type() == mmf::type::kFinderResult || oid.type() == mmf::type::kFinderCriteria;
    }
    // Of providers and other programs: nothing of ours has such a type.
    static bool is_of_others(mmf::Oid oid) {
        const bool addresses = oid.type() == mmf::type::kGroupFolder || oid.type() == mmf::type::kAddressBook ||
                               oid.type() == mmf::type::kAddressEntry;
        return !addresses && (oid.type() < mmf::type::kSystem || oid.type() > mmf::type::kFinderCriteria);
    }

    // Saved searches, all or none, and what other programs keep: as they are stored.
    Result<void> keep_others() {
        const mmf::Store& store = *context_.store;
        const bool searches = std::ranges::any_of(store.nodes(), [](const mmf::Node& node) {
            return !node.is_free() && node.oid.type() == mmf::type::kFinder;
        });
        for (const mmf::Node& node : store.nodes()) {
            if (node.is_free() || node.is_alias() || is_deleted(node.oid)) continue;
            const bool of_searches = searches && is_of_searches(node.oid);
            if (!of_searches && !is_of_others(node.oid)) continue;
            const auto kept = builder_.keep_object(store, node);
            if (kept) continue;
            if (kept.error().code == Errc::too_large || kept.error().code == Errc::no_space) return kept;
            findings_->add(MessageId::repair_left_out,
                           fmt::format("object {} of {}: {}", node.oid.hex(),
                                       of_searches ? "a saved search" : "another program", kept.error().what),
                           {}, node.offset);
        }
        return {};
    }

    void add_ownerless(FolderTree& tree) {
        AttachmentOwners owners(*context_.store);
        StoreFolder lost;
        lost.messages = owners.ownerless(context_);
        if (lost.messages.empty()) return;
        lost.folder.path = {kRecoveredAttachmentsName};
        tree.folders.push_back(std::move(lost));
    }

    // What the map calls free, or lies in what it calls free.
    bool is_deleted(mmf::Oid oid) const {
        const mmf::Salvaged* const salvaged = context_.store->salvaged(oid);
        if (salvaged == nullptr) return false;
        return salvaged->by == mmf::FoundBy::free_space ||
               (salvaged->by == mmf::FoundBy::fragment && !context_.store->raw());
    }

    Result<void> add(const StoreFolder& folder) {
        std::optional<std::size_t> index;
        unsigned part = 0;
        std::size_t here = 0;
        if (folder.oid != mmf::Oid{}) index = TRY(enter(folder, ++part));  // a folder that was made up may stay empty
        for (std::size_t i = 0; i < folder.messages.size(); ++i) {
            const mmf::Oid oid = folder.messages[i];
            if (is_deleted(oid)) {
                ++counts_.deleted;
                continue;
            }
            const std::string item = fmt::format("{}/{}", model::display_path(folder.folder), i);
            if (!done_.insert(oid).second) {
                findings_->add(MessageId::repair_changed, "it stands in another folder, too; it was taken there", item);
                continue;
            }
            auto message = messages_.read(oid, summary_of(folder, i), item);
            if (!message) continue;
            if (oid.type() != mmf::type::kMessage && message->attachments.empty()) {
                findings_->add(MessageId::repair_left_out, "attachments without message cannot be read", item);
                continue;
            }
            if (here == mmf::kMaximumElements)
                findings_->add(MessageId::repair_moved, "the folder is full; the rest goes into another one", item);
            if (!index || here == mmf::kMaximumElements) {
                index = TRY(enter(folder, ++part));
                here = 0;
            }
            ++here;
            ++counts_.messages;
            counts_.attachments += message->attachments.size();
            TRY(builder_.add_message(*index, std::move(*message)));
        }
        return {};
    }

    std::optional<mmf::Summary> summary_of(const StoreFolder& folder, std::size_t index) const {
        if (!folder.listed || index >= folder.elements.size()) return std::nullopt;
        auto object = context_.store->object(folder.oid);
        auto list = object ? mmf::ListReader::open_damaged(std::move(*object)) : fail(object.error());
        if (!list || folder.elements[index] >= list->entries().size()) return std::nullopt;
        auto summary = read_damaged_summary(*list, folder.elements[index]);
        return summary ? std::optional(std::move(*summary)) : std::nullopt;
    }

    // How the list was sorted; by date when that is not known any more.
    mmf::ListSort sort_of(const StoreFolder& folder) const {
        mmf::ListSort sort = mmf::folder_sort(mmf::FolderOrder::date);
        auto object = context_.store->object(folder.oid);
        const auto list = object ? mmf::ListReader::open(std::move(*object)) : fail(object.error());
        if (!list || !list->canonical()) return sort;
        constexpr std::uint16_t kSortBits = 7;
        return {static_cast<std::uint16_t>(list->sort().flags & kSortBits), list->sort().a & 0xFFFFU,
                list->sort().b & 0xFFFFU};
    }

    std::string bytes_of(const std::string& text) const {
        std::string bytes;
        page().encode(text, bytes);
        return bytes.substr(0, mmf::kMaximumFolderName);
    }

    [[nodiscard]] const CodePage& page() const { return context_.text.page(); }

    // The `part`th folder for it: lists are limited.
    Result<std::size_t> enter(const StoreFolder& folder, unsigned part) {
        mmf::NewFolder wanted;
        const std::vector<std::string>& path = folder.folder.path;
        const std::string stored = folder.stored_name.substr(0, mmf::kMaximumFolderName);
        std::string name =
            stored.empty() || context_.text.decoded(as_bytes(stored)) != path.back() ? bytes_of(path.back()) : stored;
        if (part > 1) name += fmt::format(" ({})", part);
        const std::string above = parent_key(path);
        const std::string first = name;
        for (unsigned number = 2; !names_.insert(above + fold_case(context_.text.decoded(as_bytes(name)))).second;
             ++number)
            name = fmt::format("{} ({})", first.substr(0, mmf::kMaximumFolderName - 16), number);
        if (name != stored && !stored.empty())
            findings_->add(MessageId::repair_changed, "the name of the folder was put right",
                           model::display_path(folder.folder));
        wanted.name = name;
        wanted.comment = bytes_of(folder.folder.comment);
        wanted.level = static_cast<std::uint16_t>(std::min<std::size_t>(path.size(), mmf::kMaximumLevel));
        wanted.hidden = folder.folder.hidden;
        wanted.oid = part == 1 ? folder.oid : mmf::Oid{};
        wanted.stored_sort = sort_of(folder);
        ++counts_.folders;
        return builder_.add_folder(wanted);
    }

    static std::string parent_key(const std::vector<std::string>& path) {
        std::string key;
        for (std::size_t i = 0; i + 1 < path.size(); ++i) key += path[i] + '\0';
        return key + '\1';
    }

    StoreContext context_;
    mmf::StoreBuilder builder_;
    Findings* findings_;
    RepairedMessages messages_;
    RepairCounts counts_{};
    std::set<mmf::Oid> done_{};
    std::set<std::string> names_{};
};

}  // namespace

Result<RepairCounts> repair_store(const std::shared_ptr<const mmf::Store>& store, PatchableSink& sink,
                                  Findings& findings) {
    mmf::StoreBuilderOptions options;
    options.writer.header = new_header_like(*store);
    options.writer.expected_nodes = std::min(store->nodes().size() + 1, mmf::kMaximumNodes - 2);
    options.accounts = stored_accounts(*store);
    options.classes = stored_classes(*store);
    std::set<std::uint32_t> classes;
    for (const mmf::NumberedClass& one : options.classes) classes.insert(one.number);
    StoreContext context{store,
                         StoreText(TRY(CodePage::numbered(CodePage::for_windows_language(store->header().language)))),
                         Findings()};
    return StoreRepair(std::move(context), TRY(mmf::StoreBuilder::create(sink, options)), classes, findings).run();
}

}  // namespace restante::sources
