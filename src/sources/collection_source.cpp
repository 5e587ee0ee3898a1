#include "sources/collection_source.h"

#include <fmt/format.h>

#include <map>
#include <utility>
#include <vector>

#include "base/sha256.h"
#include "sources/mmf/mmf_source.h"
#include "sources/tree/file_tree.h"

namespace restante::sources {
namespace {

// The reader of one file, which keeps its source alive.
class OwningReader final : public MailboxReader {
public:
    OwningReader(std::unique_ptr<Source> source, std::unique_ptr<MailboxReader> reader, model::Origin origin)
        : source_(std::move(source)), reader_(std::move(reader)), mailbox_(reader_->mailbox()) {
        mailbox_.origin = std::move(origin);
    }

    [[nodiscard]] const model::Mailbox& mailbox() const override { return mailbox_; }
    [[nodiscard]] const std::vector<model::Folder>& folders() const override { return reader_->folders(); }
    [[nodiscard]] std::size_t message_count(std::size_t folder) const override {
        return reader_->message_count(folder);
    }
    Result<model::Message> read_message(std::size_t folder, std::size_t index) override {
        return reader_->read_message(folder, index);
    }
    Result<std::vector<model::AddressBook>> address_books() override { return reader_->address_books(); }
    [[nodiscard]] Findings& findings() override { return reader_->findings(); }

private:
    std::unique_ptr<Source> source_;
    std::unique_ptr<MailboxReader> reader_;
    model::Mailbox mailbox_;
};

class CollectionSource final : public Source {
public:
    CollectionSource(std::string path, std::unique_ptr<FileTree> tree, Findings findings, ReadOptions options)
        : tree_(std::move(tree)), findings_(std::move(findings)), options_(std::move(options)) {
        description_.kind = "collection";
        description_.path = std::move(path);
        for (std::size_t i = 0; i < tree_->files().size(); ++i)
            if (tree_->files()[i].kind != FileKind::other) stores_.push_back(i);
        hashes_.resize(stores_.size());
        leave_out_copies();
        for (const std::size_t i : stores_) description_.size += tree_->files()[i].size;
        description_.version = fmt::format("{} message files among {} files", stores_.size(), tree_->files().size());
    }

    [[nodiscard]] const SourceDescription& description() const override { return description_; }
    [[nodiscard]] std::size_t mailbox_count() const override { return stores_.size(); }
    [[nodiscard]] const Findings& findings() const override { return findings_; }

    Result<std::unique_ptr<MailboxReader>> open_mailbox(std::size_t index) override {
        if (index >= stores_.size()) return fail(Errc::not_found, "there are fewer mailboxes");
        return open_store(index, tree_->files()[stores_[index]]);
    }
    // Over the names, sizes and hashes of the message files, one a line, in their order.
    Result<std::string> sha256() override {
        Sha256 whole;
        for (std::size_t i = 0; i < stores_.size(); ++i) {
            const TreeFile& file = tree_->files()[stores_[i]];
            const std::string hash = TRY(hash_of(i));
            whole.update(as_bytes(fmt::format("{}  {}  {}\n", hash, file.size, file.path)));
        }
        return whole.finish_hex();
    }

private:
    // Backups are often the same file twice, and nobody wants his mail twice.
    void leave_out_copies() {
        std::map<std::uint64_t, std::vector<std::size_t>> by_size;
        for (std::size_t i = 0; i < stores_.size(); ++i) by_size[tree_->files()[stores_[i]].size].push_back(i);
        std::vector<bool> copy(stores_.size(), false);
        for (const auto& [size, alike] : by_size) {
            std::map<std::string, std::size_t> first;  // by hash
            for (const std::size_t i : alike) {
                if (alike.size() < 2) break;
                const auto hash = hash_of(i);
                if (!hash) continue;
                const auto [original, is_new] = first.emplace(*hash, i);
                if (is_new) continue;
                copy[i] = true;
                findings_.add(MessageId::source_copy, path_of(original->second), path_of(i));
            }
        }
        std::vector<std::size_t> kept;
        std::vector<std::string> hashes;
        for (std::size_t i = 0; i < stores_.size(); ++i) {
            if (copy[i]) continue;
            kept.push_back(stores_[i]);
            hashes.push_back(std::move(hashes_[i]));
        }
        stores_ = std::move(kept);
        hashes_ = std::move(hashes);
    }
    [[nodiscard]] const std::string& path_of(std::size_t index) const { return tree_->files()[stores_[index]].path; }
    Result<std::string> hash_of(std::size_t index) {
        if (hashes_[index].empty()) {
            const auto bytes = TRY(tree_->open(stores_[index]));
            hashes_[index] = TRY(Sha256::hex_of(*bytes));
        }
        return hashes_[index];
    }
    Result<std::unique_ptr<MailboxReader>> open_store(std::size_t index, const TreeFile& file) {
        auto opened = tree_->open(stores_[index]);
        if (!opened) return fail(std::move(opened.error()).in(file.path));
        const ByteSourcePointer bytes = std::move(*opened);
        if (options_.hash_files && hashes_[index].empty()) hashes_[index] = TRY(Sha256::hex_of(*bytes));
        auto source = TRY(open_mmf_source(file.path, bytes, options_));
        auto reader = TRY(source->open_mailbox(0));
        const SourceDescription& one = source->description();
        model::Origin origin{one.kind, one.path, one.version, one.size, hashes_[index]};
        return std::unique_ptr<MailboxReader>(
            std::make_unique<OwningReader>(std::move(source), std::move(reader), std::move(origin)));
    }

    std::unique_ptr<FileTree> tree_;
    Findings findings_;
    ReadOptions options_;
    SourceDescription description_{};
    std::vector<std::size_t> stores_{};  // in tree_
    std::vector<std::string> hashes_{};  // of each, once known
};

}  // namespace

Result<std::unique_ptr<Source>> open_collection_source(const std::string& path, const ReadOptions& options) {
    Findings findings;
    auto tree = TRY(open_tree(path, findings));
    const std::size_t count = tree->files().size();
    auto source = std::make_unique<CollectionSource>(path, std::move(tree), std::move(findings), options);
    if (source->mailbox_count() == 0)
        return fail(Errc::bad_magic, fmt::format("{}: none of its {} files is a message file", path, count));
    return std::unique_ptr<Source>(std::move(source));
}

}  // namespace restante::sources
