#include "sources/collection_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/sha256.h"
#include "sources/migration/migration_source.h"
#include "sources/postoffice/postoffice.h"
#include "sources/postoffice/postoffice_evidence.h"
#include "sources/store_files.h"
#include "sources/tree/file_tree.h"

namespace restante::sources {
namespace {

// One of the mailboxes: of a postoffice, or a message file that belongs to none.
struct Unit {
    const Postoffice* postoffice = nullptr;  // null: a message file
    std::size_t index = 0;                   // in the postoffice, of the file, or in the set
    Source* set = nullptr;                   // of migration files
};

// The files of a postoffice hold text of DOS computers, message files that of Windows: a page named for the one is not
// that of the other (Q174153).
ReadOptions for_stores(ReadOptions options, bool postoffices) {
    constexpr std::array<int, 5> kDosPages{437, 737, 850, 852, 866};
    if (postoffices && std::ranges::find(kDosPages, options.code_page) != kDosPages.end()) options.code_page = 0;
    return options;
}

class CollectionSource final : public Source {
public:
    CollectionSource(std::string path, std::unique_ptr<FileTree> tree, Findings findings, ReadOptions options)
        : tree_(std::move(tree)),
          findings_(std::move(findings)),
          options_(std::move(options)),
          roots_(find_postoffices(*tree_, options_.dig)),
          stores_(*tree_, for_stores(options_, !roots_.empty()), findings_) {
        description_.path = std::move(path);
    }

    Result<void> find_mailboxes() {
        std::vector<bool> taken(stores_.list().size(), false);
        for (const std::string& root : roots_) {
            auto one =
                TRY(Postoffice::open(PostofficeFiles(*tree_, root), description_.path, stores_, taken, options_));
            for (const Finding& finding : one->findings().list()) findings_.add(finding);
            directories_.push_back(one->directory());
            description_.size += one->size();
            postoffices_.push_back(std::move(one));
        }
        for (const auto& postoffice : postoffices_)
            for (std::size_t i = 0; i + 1 < postoffice->mailbox_count(); ++i)
                units_.push_back({postoffice.get(), i, nullptr});
        add_free_stores(taken);
        add_sets();
        // What belongs to nobody alone comes last.
        for (const auto& postoffice : postoffices_)
            units_.push_back({postoffice.get(), postoffice->mailbox_count() - 1, nullptr});
        describe();
        return {};
    }

    [[nodiscard]] const SourceDescription& description() const override { return description_; }
    [[nodiscard]] std::size_t mailbox_count() const override { return units_.size(); }
    [[nodiscard]] const Findings& findings() const override { return findings_; }
    [[nodiscard]] const std::vector<model::Directory>& directories() const override { return directories_; }
    [[nodiscard]] std::vector<std::string> unmatched() const override { return unmatched_; }
    [[nodiscard]] std::vector<Fact> evidence() override {
        std::vector<Fact> facts;
        for (const auto& postoffice : postoffices_)
            for (Fact& fact : evidence_of_postoffice(postoffice->study(), postoffice->path()))
                facts.push_back(std::move(fact));
        return facts;
    }

    Result<std::unique_ptr<MailboxReader>> open_mailbox(std::size_t index) override {
        if (index >= units_.size()) return fail(Errc::not_found, "there are fewer mailboxes");
        const Unit& unit = units_[index];
        if (unit.set != nullptr) return unit.set->open_mailbox(unit.index);
        if (unit.postoffice == nullptr) return stores_.open(unit.index);
        for (const auto& postoffice : postoffices_)
            if (postoffice.get() == unit.postoffice) return postoffice->open_mailbox(unit.index);
        return fail(Errc::not_found, "there is no such postoffice");
    }
    [[nodiscard]] bool parallel() const override { return tree_->random_access(); }
    void visit_files(const std::function<bool(const OpenableFile& file)>& visit) const override {
        std::error_code ignored;
        if (!std::filesystem::is_directory(description_.path, ignored)) {
            Source::visit_files(visit);
            return;
        }
        std::set<std::size_t> stores;
        for (std::size_t i = 0; i < stores_.list().size(); ++i) stores.insert(stores_.list()[i].index);
        for (std::size_t i = 0; i < tree_->files().size(); ++i) {
            const TreeFile& file = tree_->files()[i];
            const bool wanted = stores.contains(i) || std::ranges::any_of(roots_, [&](const std::string& root) {
                                    return root.empty() || file.path.starts_with(root + "/");
                                });
            if (wanted &&
                !visit({description_.path + "/" + file.path, file.size, [this, i] { return tree_->open(i); }}))
                return;
        }
        bool on = true;
        for (std::size_t i = 0; i < sets_.size() && on; ++i)
            sets_[i]->visit_files([&](const OpenableFile& file) { return on = visit(file); });
    }
    [[nodiscard]] std::string refused_rows() const override {
        std::string rows;
        for (const auto& set : sets_) rows += set->refused_rows();
        return rows;
    }
    // Over the names, sizes and hashes of the message files and of the files of postoffices, one a line.
    Result<std::string> sha256() override {
        Sha256 whole;
        for (const auto& postoffice : postoffices_)
            whole.update(as_bytes(
                fmt::format("{}  {}  {}\n", TRY(postoffice->sha256()), postoffice->size(), postoffice->path())));
        for (std::size_t i = 0; i < stores_.list().size(); ++i) {
            const TreeFile& file = stores_.file(i);
            const std::string hash = stores_.hash_of(i).value_or("unreadable");
            whole.update(as_bytes(fmt::format("{}  {}  {}\n", hash, file.size, file.path)));
        }
        for (const auto& set : sets_) {
            const SourceDescription& one = set->description();
            whole.update(as_bytes(fmt::format("{}  {}  {}\n", TRY(set->sha256()), one.size, one.path)));
        }
        return whole.finish_hex();
    }

private:
    void add_free_stores(const std::vector<bool>& taken) {
        for (std::size_t store = 0; store < taken.size(); ++store) {
            if (taken[store]) continue;
            units_.push_back({nullptr, store, nullptr});
            description_.size += stores_.file(store).size;
            if (postoffices_.empty()) continue;
            const std::string& path = stores_.file(store).path;
            unmatched_.push_back(path);
            const std::string& address = stores_.list()[store].mailbox.address;
            findings_.add(MessageId::source_unmatched_store, path + (address.empty() ? "" : ", of " + address));
        }
    }

    // Sets of migration files. Those that lie in a directory with nothing else are for who opens that directory.
    void add_sets() {
        std::set<std::string> directories;
        std::vector<std::size_t> lists;
        for (std::size_t i = 0; i < tree_->files().size(); ++i)
            if (tree_->files()[i].kind == FileKind::packing_list) lists.push_back(i);
        std::vector<std::size_t> loose;  // what a set may have left when its packing list is lost
        for (std::size_t i = 0; options_.dig && i < tree_->files().size(); ++i) {
            const std::string name = ascii_lower(tree_->files()[i].path);
            if (name.ends_with(".pri") || name.ends_with(".sec")) loose.push_back(i);
        }
        std::error_code ignored;
        const auto at_top = [this](std::size_t i) { return tree_->files()[i].path.find('/') == std::string::npos; };
        if (units_.empty() && postoffices_.empty() && std::ranges::all_of(lists, at_top) &&
            std::ranges::all_of(loose, at_top) && std::filesystem::is_directory(description_.path, ignored))
            return;
        for (const std::size_t i : lists) {
            const std::string& path = tree_->files()[i].path;
            directories.insert(parent_of(path));
            add_set(parent_of(path), path.substr(path.rfind('/') + 1), path);
        }
        for (const std::size_t i : loose) {
            const std::string place = parent_of(tree_->files()[i].path);
            if (directories.insert(place).second) add_set(place, {}, place.empty() ? description_.path : place);
        }
    }
    static std::string parent_of(const std::string& path) {
        const std::size_t end = path.rfind('/');
        return end == std::string::npos ? std::string() : path.substr(0, end);
    }
    // `list` "": what is left of a set whose packing list is lost.
    void add_set(const std::string& directory, const std::string& list, const std::string& path) {
        migration::SetPlace place{path,
                                  migration::MigrationFiles::in_tree(*tree_, directory, description_.path),
                                  list,
                                  {},
                                  model::Origin{"migration-files", path, {}, 0, {}}};
        auto set = migration::open_migration_source(std::move(place), options_);
        if (!set) {
            if (!list.empty()) findings_.add(MessageId::source_file_unreadable, set.error().what, path);
            return;
        }
        for (const Finding& finding : (*set)->findings().list()) findings_.add(finding);
        for (const model::Directory& one : (*set)->directories()) directories_.push_back(one);
        for (std::size_t i = 0; i < (*set)->mailbox_count(); ++i) units_.push_back({nullptr, i, set->get()});
        description_.size += (*set)->description().size;
        sets_.push_back(std::move(*set));
    }

    void describe() {
        std::size_t free = 0;
        for (const Unit& unit : units_) free += unit.postoffice == nullptr && unit.set == nullptr ? 1U : 0U;
        if (!sets_.empty() && postoffices_.empty() && free == 0) {
            description_.kind = sets_.size() == 1 ? "migration-files" : "collection";
            description_.version = sets_.size() == 1 ? sets_.front()->description().version
                                                     : fmt::format("{} sets of migration files among {} files",
                                                                   sets_.size(), tree_->files().size());
            return;
        }
        if (postoffices_.size() == 1 && free == 0 && sets_.empty()) {
            description_.kind = "postoffice";
            description_.version = directories_.front().kind;
            return;
        }
        description_.kind = "collection";
        description_.version =
            postoffices_.empty()
                ? fmt::format("{} message files among {} files", stores_.list().size(), tree_->files().size())
                : fmt::format("{} postoffices and {} message files of others among {} files", postoffices_.size(), free,
                              tree_->files().size());
    }

    std::unique_ptr<FileTree> tree_;
    Findings findings_;
    ReadOptions options_;
    std::vector<std::string> roots_;  // of postoffices
    StoreFiles stores_;
    SourceDescription description_{};
    std::vector<std::unique_ptr<Postoffice>> postoffices_{};
    std::vector<model::Directory> directories_{};
    std::vector<std::unique_ptr<Source>> sets_{};  // of migration files
    std::vector<Unit> units_{};
    std::vector<std::string> unmatched_{};
};

}  // namespace

Result<std::unique_ptr<Source>> open_collection_source(const std::string& path, const ReadOptions& options) {
    Findings findings;
    auto tree = TRY(open_tree(path, findings, options.dig));
    const std::size_t count = tree->files().size();
    const bool rests = !options.dig && !find_postoffices(*tree, true).empty();
    auto source = std::make_unique<CollectionSource>(path, std::move(tree), std::move(findings), options);
    TRY_VOID(source->find_mailboxes());
    if (source->mailbox_count() == 0)
        return fail(
            Errc::bad_magic,
            fmt::format("{}: there is no postoffice, and none of its {} files is a message file or a packing "
                        "list{}",
                        path, count, rests ? "; restante recover may read what is left of a postoffice in it" : ""));
    return std::unique_ptr<Source>(std::move(source));
}

}  // namespace restante::sources
