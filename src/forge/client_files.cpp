#include "forge/client_files.h"

#include <fmt/format.h>

#include "forge/loose_letters.h"
#include "forge/store_file.h"
#include "formats/postoffice/records/field_access.h"

namespace restante::forge {
namespace {

constexpr std::size_t kCalendarSize = 2000;
constexpr std::size_t kStrayLetters = 3;

Result<void> write_store(const Office& office, const MailIndex& index, std::size_t record, const std::string& path) {
    const auto sink = TRY(office.output.open(path));
    const std::string account = office.plan.address_of(office.plan.accounts[record].mailbox);
    StoreFile store = TRY(StoreFile::create(office, record, account, index.holdings(record).size(), *sink));
    for (const Holding& holding : index.holdings(record)) {
        if (!holding.own) continue;
        const Letter letter = make_letter(office.plan, holding.letter);
        if (is_in_store(letter)) TRY_VOID(store.add(letter));
    }
    TRY_VOID(store.finish());
    return sink->close();
}

std::string settings(const Plan& plan, const Account& account) {
    const bool local = account.client == Client::windows_local;
    return fmt::format(
        "[Microsoft Mail]\r\nServerPath=\\\\SERVER\\{} secret\r\nLogin={}\r\nPassword=password\r\nLocalMMF={}\r\n{}"
        "\r\n[Mac File Types]\r\nMSWD:WDBN=DOC\r\n",
        plan.retail() ? "MAILDATA" : "WGPO", account.mailbox, local ? 1 : 0,
        local ? "OfflineMessages=C:\\WINDOWS\\MSMAIL.MMF\r\n" : "");
}

ByteVector calendar(const Office& office, std::size_t record) {
    Random random(office.plan.options.seed, Stream::residue, 0x300000000 + record);
    ByteVector bytes(kCalendarSize + random.below(kCalendarSize));
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    return bytes;
}

}  // namespace

std::string store_path(const Plan& plan, std::size_t record) {
    const Account& account = plan.accounts[record];
    return account.client == Client::windows_local ? fmt::format("LOCAL/{}/MSMAIL.MMF", account.mailbox)
                                                   : fmt::format("MMF/{:08X}.MMF", account.hexid);
}

bool is_in_store(const Letter& letter) {
    return letter.place == Place::store || letter.place == Place::fetched || letter.place == Place::shadowed;
}

std::string stray_account(const Plan& plan) { return fmt::format("MS:{}/ELSEWHERE/STRANGER", plan.network); }

std::size_t stray_letter_count() { return kStrayLetters; }

Result<void> write_client_files(const Office& office, const MailIndex& index, std::size_t record) {
    const Account& account = office.plan.accounts[record];
    if (!account.has_store()) return {};
    const std::string path = store_path(office.plan, record);
    TRY_VOID(write_store(office, index, record, path));
    const std::string stem = path.substr(0, path.rfind('.'));
    // The repair of a client keeps what it repaired, and a copy more each time.
    if (account.backup)
        for (const char* extension : {".BAK", ".001"}) TRY_VOID(write_store(office, index, record, stem + extension));
    if (!account.settings) return {};
    return office.output.write(fmt::format("LOCAL/{}/MSMAIL.INI", account.mailbox),
                               as_bytes(office.windows_text(settings(office.plan, account))));
}

Result<void> write_stray_files(const Office& office) {
    const auto sink = TRY(office.output.open(kStrayStore));
    StoreFile store =
        TRY(StoreFile::create(office, office.plan.live.front(), stray_account(office.plan), kStrayLetters, *sink));
    for (std::size_t i = 0; i < kStrayLetters; ++i) TRY_VOID(store.add(make_stray(office.plan, i)));
    TRY_VOID(store.finish());
    TRY_VOID(sink->close());
    // Which number is whose is in SCHEDULE.KEY; how is not known.
    std::uint32_t number = 0;
    std::string key;
    for (const std::size_t record : office.plan.live) {
        const Account& account = office.plan.accounts[record];
        if (!account.calendar) continue;
        ++number;
        TRY_VOID(office.output.write(fmt::format("CAL/{:08X}.CAL", number), calendar(office, record)));
        const ByteVector name = padded(office.dos_text(account.mailbox), 11);
        key += std::string(as_text(name)) + postoffice::hexid_text(number);
    }
    if (number == 0) return {};
    return office.output.write("CAL/SCHEDULE.KEY", as_bytes(key));
}

}  // namespace restante::forge
