#include "targets/migration/migration_target.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "base/code_page.h"
#include "formats/csv/csv_reader.h"
#include "formats/exchange/migration_row.h"
#include "formats/exchange/packing_list.h"
#include "formats/exchange/primary_file.h"
#include "targets/directory/directory_tables.h"
#include "targets/directory/recipients.h"
#include "targets/files/directory_place.h"
#include "targets/files/list_directory.h"
#include "targets/files/output_file.h"
#include "targets/mailbox_identity.h"
#include "targets/migration/file_stems.h"
#include "targets/migration/mailbox_set_writer.h"
#include "targets/migration/set_files.h"
#include "targets/migration/set_read_back.h"
#include "targets/own_results.h"

namespace restante::targets {
namespace {

constexpr int kUsualPage = 1252;
constexpr int kUtf8 = 65001;

class MigrationTarget final : public Target {
public:
    MigrationTarget(std::string directory, CodePage page, bool overwrite)
        : directory_(std::move(directory)), page_(std::move(page)), overwrite_(overwrite) {
        while (directory_.size() > 1 && directory_.ends_with('/')) directory_.pop_back();
    }

    [[nodiscard]] const Capabilities& capabilities() const override { return capabilities_; }
    [[nodiscard]] std::string place() const override { return directory_; }
    Result<void> prepare(const SourceFacts& source, const std::vector<model::Mailbox>& mailboxes) override;
    Result<void> add_directories(const std::vector<model::Directory>& directories, Findings& losses) override;
    Result<std::unique_ptr<MailboxWriter>> open_mailbox(const model::Mailbox& mailbox, Findings& losses) override;
    Result<void> finish() override;
    Result<void> read_back(const std::vector<model::Mailbox>& mailboxes, const StoredItemVisitor& visit) override;

private:
    Result<void> check_contents() const;
    [[nodiscard]] std::string path_of(const std::string& name) const { return directory_ + "/" + name; }
    // The packing list of an earlier run; nothing when there is none.
    [[nodiscard]] std::optional<exchange::PackingList> earlier_list() const;
    Result<void> write_list(const exchange::PackingList& list) const;
    // A set that is being changed must not pass for a whole one.
    Result<void> begin_writing();
    [[nodiscard]] std::string choose_stem(const model::Mailbox& mailbox) const;

    std::string directory_;
    CodePage page_;
    bool overwrite_;
    Capabilities capabilities_{.carries_address_books = true, .wants_directories = true, .separate_mailboxes = true};
    std::mutex mutex_;  // of what follows
    bool writing_ = false;
    std::map<std::string, std::string> stems_;  // of this run, and whose they are
    std::vector<migration::SetMailbox> there_;  // of earlier ones
};

std::optional<exchange::PackingList> MigrationTarget::earlier_list() const {
    const auto text = files::read_file(path_of(migration::kPackingListName), exchange::kLargestPackingList);
    if (!text) return std::nullopt;
    auto list = exchange::read_packing_list(as_bytes(*text));
    return list ? std::optional(std::move(*list)) : std::nullopt;
}

Result<void> MigrationTarget::check_contents() const {
    if (!files::is_directory(directory_)) return {};
    for (const std::string& name : TRY(files::list_directory(directory_))) {
        if (overwrite_ || is_own_result(directory_, name)) continue;
        return fail(Errc::exists, directory_ + " holds things that restante did not make, such as " + name +
                                      "; name another directory, or --overwrite to write into it all the same");
    }
    const auto earlier = earlier_list();
    if (earlier && earlier->code_page != page_.number() && !TRY(migration::mailboxes_in(directory_)).empty())
        return fail(Errc::exists,
                    fmt::format("{} holds migration files in code page {}, and a set has only one; name another "
                                "directory, or codepage={}",
                                directory_, earlier->code_page, earlier->code_page));
    return {};
}

Result<void> MigrationTarget::prepare(const SourceFacts& /*source*/, const std::vector<model::Mailbox>& /*mailboxes*/) {
    TRY_VOID(files::check_directory_place(directory_));
    return check_contents();
}

Result<void> MigrationTarget::write_list(const exchange::PackingList& list) const {
    return files::write_file(path_of(migration::kPackingListName), exchange::packing_list_text(list));
}

Result<void> MigrationTarget::begin_writing() {
    if (std::exchange(writing_, true)) return {};
    TRY_VOID(files::make_directories(directory_));
    there_ = TRY(migration::mailboxes_in(directory_));
    return write_list({page_.number(), {}, {}, {}});
}

Result<void> MigrationTarget::add_directories(const std::vector<model::Directory>& directories, Findings& losses) {
    const directory::Recipients recipients = directory::recipients_of(directories, losses);
    std::string text;
    for (std::size_t i = 0; i < recipients.postoffices.size(); ++i) {
        const std::string table = TRY(csv::to_utf8(directory::directory_import_table(recipients, i)));
        if (table.empty()) continue;
        text += (text.empty() ? "" : "\r\n") + exchange::section_title(exchange::SectionKind::directory, {}, false);
        text += "\r\n";
        csv::Reader reader(table);
        for (auto record = TRY(reader.next()); record; record = TRY(reader.next())) {
            std::vector<std::string> fields;
            for (const std::string& field : record->fields) fields.push_back(exchange::row_field(field));
            text += exchange::joined_row(fields) + "\r\n";
        }
    }
    if (text.empty()) return {};
    std::string bytes;
    if (const std::size_t lost = page_.encode(text, bytes); lost != 0)
        losses.add(MessageId::migration_characters_lost,
                   fmt::format("{} in entries of the directory that code page {} does not have", lost, page_.number()));
    const std::lock_guard lock(mutex_);
    TRY_VOID(begin_writing());
    return files::write_file(path_of(migration::kDirectoryFileName), bytes);
}

std::string MigrationTarget::choose_stem(const model::Mailbox& mailbox) const {
    for (const auto& [stem, identity] : stems_)
        if (identity == mailbox_identity(mailbox)) return stem;  // it is begun anew
    const auto earlier = std::ranges::find_if(there_, [&](const migration::SetMailbox& one) {
        return migration::same_mailbox(one.manifest.mailbox, mailbox) && !stems_.contains(one.stem);
    });
    if (earlier != there_.end()) return earlier->stem;
    return migration::stem_for(mailbox, [&](const std::string& stem) {
        return stems_.contains(stem) ||
               std::ranges::any_of(there_, [&](const migration::SetMailbox& one) { return one.stem == stem; });
    });
}

Result<std::unique_ptr<MailboxWriter>> MigrationTarget::open_mailbox(const model::Mailbox& mailbox, Findings& losses) {
    std::string stem;
    {
        const std::lock_guard lock(mutex_);
        TRY_VOID(begin_writing());
        stem = choose_stem(mailbox);
        stems_.emplace(stem, mailbox_identity(mailbox));
    }
    auto writer = std::make_unique<migration::MailboxSetWriter>(
        migration::MailboxSetWriter::Setup{directory_, stem, mailbox, page_, &losses});
    TRY_VOID(writer->open());
    return std::unique_ptr<MailboxWriter>(std::move(writer));
}

Result<void> MigrationTarget::finish() {
    if (!writing_) return {};
    exchange::PackingList list;
    list.code_page = page_.number();
    if (::access(path_of(migration::kDirectoryFileName).c_str(), F_OK) == 0)
        list.primary.emplace_back(migration::kDirectoryFileName);
    for (const migration::SetMailbox& mailbox : TRY(migration::mailboxes_in(directory_))) {
        if (!mailbox.manifest.complete) continue;
        list.primary.push_back(migration::primary_name(mailbox.stem));
        list.secondary.push_back(migration::secondary_name(mailbox.stem));
    }
    return write_list(list);
}

Result<void> MigrationTarget::read_back(const std::vector<model::Mailbox>& mailboxes, const StoredItemVisitor& visit) {
    for (const migration::SetMailbox& there : TRY(migration::mailboxes_in(directory_))) {
        const bool asked = std::ranges::any_of(mailboxes, [&](const model::Mailbox& mailbox) {
            return migration::same_mailbox(mailbox, there.manifest.mailbox);
        });
        if (asked && there.manifest.complete) TRY_VOID(migration::read_set_back(directory_, there.stem, page_, visit));
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Target>> open_migration_target(const TargetUri& uri, const TargetOptions& options) {
    int number = kUsualPage;
    for (const auto& [name, value] : uri.parameters) {
        if (name != "codepage")
            return fail(Errc::usage, fmt::format("migration: knows no parameter \"{}\"; known is codepage", name));
        const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), number);
        if (error != std::errc{} || rest != value.data() + value.size() || number == kUtf8)
            return fail(Errc::usage, fmt::format("migration: \"{}\" is no code page of Windows or DOS", value));
    }
    auto page = CodePage::numbered(number);
    if (!page) return fail(Errc::usage, fmt::format("migration: the code page {} is not known", number));
    return std::unique_ptr<Target>(std::make_unique<MigrationTarget>(uri.rest, std::move(*page), options.overwrite));
}

}  // namespace restante::targets
