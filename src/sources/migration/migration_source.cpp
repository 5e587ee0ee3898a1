#include "sources/migration/migration_source.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/joined_bytes.h"
#include "base/sha256.h"
#include "sources/file_bytes.h"
#include "sources/migration/found_files.h"
#include "sources/migration/migration_mailbox.h"
#include "sources/migration/migration_set.h"

namespace restante::sources::migration {
namespace {

namespace fs = std::filesystem;

class MigrationSource final : public Source {
public:
    MigrationSource(std::string path, std::shared_ptr<MigrationSet> set) : set_(std::move(set)) {
        description_.kind = "migration-files";
        description_.path = std::move(path);
        description_.version = fmt::format("code page {}, {} primary and {} secondary files", set_->list().code_page,
                                           set_->list().primary.size(), set_->list().secondary.size());
        description_.size = set_->bytes();
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

std::string directory_of(const std::string& path) {
    std::error_code unknown;
    if (fs::is_directory(path, unknown)) return path;
    const fs::path parent = fs::path(path).parent_path();
    return parent.empty() ? "." : parent.string();
}

bool is_called_packing_list(const std::string& name) { return ascii_lower(name).ends_with(".pkl"); }

// The file, and the primary files beside it that point to it.
std::vector<std::string> rows_that_name(MigrationFiles& files, const std::string& name) {
    constexpr std::uint64_t kLargestLookedAt = 256UL * 1024 * 1024;
    std::vector<std::string> wanted{name};
    const std::string pointer = ascii_lower("#" + name + "(");
    for (const std::string& other : files.names()) {
        const auto file = files.find(other)->open();
        if (!file || (*file)->size() > kLargestLookedAt || kind_of_set_file(**file) != SetFile::primary) continue;
        const auto bytes = read_all(**file, kLargestLookedAt);
        if (bytes && ascii_lower(as_text(*bytes)).find(pointer) != std::string::npos) wanted.push_back(other);
    }
    return wanted;
}

}  // namespace

Result<std::unique_ptr<Source>> open_migration_source(const std::string& path, const ReadOptions& options) {
    return std::unique_ptr<Source>(std::make_unique<MigrationSource>(path, TRY(MigrationSet::open(path, options))));
}

Result<std::unique_ptr<Source>> open_migration_source(SetPlace place, const ReadOptions& options) {
    const std::string path = place.path;
    auto set = TRY(MigrationSet::open(std::move(place), options));
    return std::unique_ptr<Source>(std::make_unique<MigrationSource>(path, std::move(set)));
}

Result<std::unique_ptr<Source>> open_damaged_set(const std::string& path, const ReadOptions& options) {
    std::error_code unknown;
    const fs::path named(path);
    SetPlace place{path, TRY(MigrationFiles::in_directory(directory_of(path))), {}, {}, {}};
    if (!fs::is_directory(named, unknown)) {
        const std::string name = named.filename().string();
        if (!options.pieces.empty()) {
            ByteSourcePointer whole = TRY(FileBytes::open(path));
            for (const std::string& piece : options.pieces)
                whole = std::make_shared<JoinedBytes>(std::move(whole), TRY(FileBytes::open(piece)));
            place.files.add(name, {path, whole->size(), [whole]() -> Result<ByteSourcePointer> { return whole; }});
        }
        const auto file = TRY(place.files.open(name));
        const SetFile kind = kind_of_set_file(*file);
        if (kind == SetFile::primary) place.wanted = {name};
        if (kind == SetFile::secondary) place.wanted = rows_that_name(place.files, name);
        if (kind == SetFile::none && !is_called_packing_list(name))
            return fail(Errc::bad_magic, path + ": there is nothing of a set of migration files");
    }
    return open_migration_source(std::move(place), options);
}

}  // namespace restante::sources::migration
