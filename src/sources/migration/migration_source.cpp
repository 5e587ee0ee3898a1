#include "sources/migration/migration_source.h"

#include <fmt/format.h>

#include <utility>

#include "base/sha256.h"
#include "sources/migration/migration_mailbox.h"
#include "sources/migration/migration_set.h"

namespace restante::sources::migration {
namespace {

class MigrationSource final : public Source {
public:
    MigrationSource(std::string path, std::shared_ptr<MigrationSet> set) : set_(std::move(set)) {
        description_.kind = "migration-files";
        description_.path = std::move(path);
        description_.version = fmt::format("code page {}, {} primary and {} secondary files", set_->list().code_page,
                                           set_->list().primary.size(), set_->list().secondary.size());
        for (const OpenableFile& file : set_->files()) description_.size += file.size;
    }

    [[nodiscard]] const SourceDescription& description() const override { return description_; }
    [[nodiscard]] std::size_t mailbox_count() const override { return set_->mailboxes().size(); }
    Result<std::unique_ptr<MailboxReader>> open_mailbox(std::size_t index) override {
        if (index >= mailbox_count()) return fail(Errc::not_found, "there are fewer mailboxes");
        return std::make_unique<MigrationMailbox>(set_, index);
    }
    [[nodiscard]] const Findings& findings() const override { return set_->findings(); }
    [[nodiscard]] const std::vector<model::Directory>& directories() const override { return set_->directories(); }
    void visit_files(const std::function<bool(const OpenableFile& file)>& visit) const override {
        for (const OpenableFile& file : set_->files())
            if (!visit(file)) return;
    }
    [[nodiscard]] std::string refused_rows() const override { return set_->recovery(); }
    // Over the hashes and sizes of the files, one a line.
    Result<std::string> sha256() override {
        Sha256 whole;
        for (const OpenableFile& file : set_->files()) {
            const auto bytes = TRY(file.open());
            whole.update(as_bytes(fmt::format("{}  {}\n", TRY(Sha256::hex_of(*bytes)), file.size)));
        }
        return whole.finish_hex();
    }

private:
    std::shared_ptr<MigrationSet> set_;
    SourceDescription description_{};
};

}  // namespace

Result<std::unique_ptr<Source>> open_migration_source(const std::string& path, const ReadOptions& options) {
    return std::unique_ptr<Source>(std::make_unique<MigrationSource>(path, TRY(MigrationSet::open(path, options))));
}

}  // namespace restante::sources::migration
