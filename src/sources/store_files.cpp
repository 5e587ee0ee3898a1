#include "sources/store_files.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "base/ascii.h"
#include "base/sha256.h"
#include "sources/mmf/mmf_source.h"

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

}  // namespace

StoreFiles::StoreFiles(FileTree& tree, const ReadOptions& options, Findings& findings)
    : tree_(&tree), options_(options) {
    for (std::size_t i = 0; i < tree.files().size(); ++i) {
        const TreeFile& file = tree.files()[i];
        if (is_message_file(file.kind))
            files_.push_back({.index = i});
        else if (ascii_upper(file.path).ends_with(".MMF"))
            findings.add(MessageId::source_no_message_file, fmt::format("{} bytes", file.size), file.path);
    }
    leave_out_copies(findings);
    for (std::size_t store = 0; store < files_.size(); ++store) {
        auto reader = open(store);
        if (reader)
            files_[store].mailbox = (*reader)->mailbox();
        else
            files_[store].problem = reader.error().describe();
    }
}

// Backups are often the same file twice, and nobody wants his mail twice.
void StoreFiles::leave_out_copies(Findings& findings) {
    std::map<std::uint64_t, std::vector<std::size_t>> by_size;
    for (std::size_t i = 0; i < files_.size(); ++i) by_size[file(i).size].push_back(i);
    std::vector<bool> copy(files_.size(), false);
    for (const auto& [size, alike] : by_size) {
        std::map<std::string, std::size_t> first;  // by hash
        for (const std::size_t i : alike) {
            if (alike.size() < 2) break;
            const auto hash = hash_of(i);
            if (!hash) continue;
            const auto [original, is_new] = first.emplace(*hash, i);
            if (is_new) continue;
            copy[i] = true;
            findings.add(MessageId::source_copy, file(original->second).path, file(i).path);
        }
    }
    std::vector<StoreFile> kept;
    for (std::size_t i = 0; i < files_.size(); ++i)
        if (!copy[i]) kept.push_back(std::move(files_[i]));
    files_ = std::move(kept);
}

Result<std::string> StoreFiles::hash_of(std::size_t store) {
    StoreFile& one = files_[store];
    if (one.sha256.empty()) {
        const auto bytes = TRY(tree_->open(one.index));
        one.sha256 = TRY(Sha256::hex_of(*bytes));
    }
    return one.sha256;
}

Result<std::unique_ptr<MailboxReader>> StoreFiles::open(std::size_t store) {
    const TreeFile& named = file(store);
    auto opened = tree_->open(files_[store].index);
    if (!opened) return fail(std::move(opened.error()).in(named.path));
    const ByteSourcePointer bytes = std::move(*opened);
    if (options_.hash_files) (void)hash_of(store);  // stays empty where the file cannot be read as a whole
    auto source = TRY(open_mmf_source(named.path, bytes, options_));
    auto reader = TRY(source->open_mailbox(0));
    const SourceDescription& one = source->description();
    model::Origin origin{one.kind, one.path, one.version, one.size, files_[store].sha256};
    return std::unique_ptr<MailboxReader>(
        std::make_unique<OwningReader>(std::move(source), std::move(reader), std::move(origin)));
}

}  // namespace restante::sources
