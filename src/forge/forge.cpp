#include "forge/forge.h"

#include <fmt/format.h>

#include <optional>

#include "forge/account_tables.h"
#include "forge/address_lists.h"
#include "forge/client_files.h"
#include "forge/damage.h"
#include "forge/detail_files.h"
#include "forge/fixed_files.h"
#include "forge/folder_files.h"
#include "forge/loose_letters.h"
#include "forge/mailbag_files.h"
#include "forge/message_files.h"
#include "forge/store_file.h"
#include "forge/truth.h"

namespace restante::forge {
namespace {

Result<void> write_account(const Office& office, const MailIndex& index, std::size_t record, FolderFiles& folders) {
    const Account& account = office.plan.accounts[record];
    if (account.deleted && !account.files_left) return {};
    TRY_VOID(write_mailbag(office, index, record));
    if (account.deleted) return {};
    TRY_VOID(write_personal_list(office, record));
    TRY_VOID(folders.write_private(index, record));
    return write_client_files(office, index, record);
}

Result<void> write_tables(const Office& office) {
    TRY_VOID(write_access_files(office));
    TRY_VOID(write_address_lists(office));
    TRY_VOID(write_external_tables(office));
    return write_detail_files(office);
}

}  // namespace

Result<void> forge_postoffice(const std::string& path, const Options& options, ByteSink* truth_sink) {
    Plan plan = make_plan(options);
    if (!layouts_named(options.layout, options.seed))
        return fail(Errc::bad_value, fmt::format("there is no layout \"{}\"", options.layout));
    for (const std::string& name : options.damage)
        if (!is_damage_kind(name)) return fail(Errc::bad_value, fmt::format("there is no damage \"{}\"", name));
    OutputDirectory output = TRY(OutputDirectory::create(path));
    const Office office = TRY(Office::create(std::move(plan), std::move(output)));
    std::optional<Truth> truth;
    if (truth_sink != nullptr) truth.emplace(*truth_sink).begin(office.plan);
    TRY_VOID(write_directories(office));
    TRY_VOID(write_tables(office));
    const MailIndex index = TRY(write_message_files(office));
    FolderFiles folders(office);
    TRY_VOID(folders.write_shared(index));
    for (std::size_t record = 0; record < office.plan.accounts.size(); ++record) {
        TRY_VOID(write_account(office, index, record, folders));
        if (truth) TRY_VOID(truth->write_account(office.plan, index, record));
    }
    TRY_VOID(folders.write_counter());
    TRY_VOID(write_stray_files(office));
    const std::uint32_t next_message = TRY(write_loose_letters(office, index.next_number()));
    TRY_VOID(write_fixed_files(office, next_message));
    const std::vector<DamageReport> damage = TRY(apply_damage(office, index, options.damage));
    if (!truth) return {};
    TRY_VOID(truth->end_accounts(office.plan, index, index.next_number()));
    return truth->finish(damage);
}

Result<void> forge_store(const std::string& path, const Options& options, ByteSink* truth_sink) {
    Plan plan = make_plan(options, true);
    const std::size_t owner = plan.store_owner();
    MailIndex index(plan);
    for (std::size_t number = 0; number < options.message_count(); ++number) index.add(make_letter(plan, number));
    const Office office = TRY(Office::create(std::move(plan), OutputDirectory::existing(path)));
    const auto sink = TRY(FileSink::create(path));
    const std::string account = office.plan.address_of(office.plan.accounts[owner].mailbox);
    StoreFile store = TRY(StoreFile::create(office, owner, account, options.message_count(), *sink));
    for (std::size_t number = 0; number < options.message_count(); ++number)
        TRY_VOID(store.add(make_letter(office.plan, number)));
    TRY_VOID(store.finish());
    TRY_VOID(sink->close());
    if (truth_sink == nullptr) return {};
    Truth truth(*truth_sink);
    truth.begin(office.plan);
    TRY_VOID(truth.write_account(office.plan, index, owner));
    TRY_VOID(truth.end_accounts(office.plan, index, 0));
    return truth.finish({});
}

}  // namespace restante::forge
