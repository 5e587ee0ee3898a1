#include "forge/account_tables.h"

#include <algorithm>

#include "forge/random.h"
#include "forge/record_writer.h"
#include "formats/postoffice/mail/string_cipher.h"
#include "formats/postoffice/records/known_layouts.h"

namespace restante::forge {
namespace {

using postoffice::RecordFile;
using postoffice::RecordTable;

constexpr std::uint32_t kFirstHighTid = 0x7F676980;  // those of the global address list begin there (Q135486)
constexpr std::string_view kPassword = "PASSWORD";
constexpr std::size_t kPasswordPlace = 0x40, kPrivilegePlace = 0x60, kFolderPlace = 0x80;  // nobody knows where
constexpr std::uint64_t kAccessResidue = 1'000'000, kAccess3Residue = 2'000'000, kAccess2Residue = 3'000'000;

void put(MutableBytes record, std::size_t place, Bytes bytes) {
    std::ranges::copy(bytes, record.subspan(place).begin());
}

// Environment, privileges and password (Q87402); only the password's cipher text looks like anything.
ByteVector access_file(const Office& office) {
    RecordTable table = RecordTable::empty(postoffice::known_layout(RecordFile::access));
    for (std::size_t record = 0; record < office.plan.accounts.size(); ++record) {
        const RecordWriter writer(office, table, kAccessResidue + record);
        put(table.record(record), kPasswordPlace, postoffice::encoded(padded(kPassword, 9)));
        put(table.record(record), kPrivilegePlace, ByteVector(2, record == 0 ? 0xFF : 0x1F));
    }
    return {table.bytes().begin(), table.bytes().end()};
}

ByteVector access3_file(const Office& office) {
    RecordTable table = RecordTable::empty(postoffice::known_layout(RecordFile::access3));
    for (std::size_t record = 0; record < office.plan.accounts.size(); ++record) {
        const RecordWriter writer(office, table, kAccess3Residue + record);
        const bool local = office.plan.accounts[record].client == Client::windows_local;
        put(table.record(record), kFolderPlace, padded(local ? "C:\\WINDOWS\\MSMAIL.MMF" : "", 64));
    }
    return {table.bytes().begin(), table.bytes().end()};
}

ByteVector access2_file(const Office& office) {
    RecordTable table = RecordTable::empty(office.layouts.access2);
    for (std::size_t record = 0; record < office.plan.accounts.size(); ++record) {
        const Account& account = office.plan.accounts[record];
        RecordWriter writer(office, table, kAccess2Residue + record);
        writer.text("mailbox", account.mailbox).text("full name", account.full_name);
        writer.number("hexid", account.hexid).number("tid", account_tid(office, record)).live(!account.deleted);
        if (const postoffice::Field* const field = office.layouts.access2.find("password"))
            put(table.record(record), field->offset, postoffice::encoded(padded(kPassword, field->size)));
    }
    return {table.bytes().begin(), table.bytes().end()};
}

}  // namespace

std::uint32_t account_tid(const Office& office, std::size_t record) {
    const Account& account = office.plan.accounts[record];
    switch (office.layouts.tids) {
        case Numbering::high:
            return kFirstHighTid + static_cast<std::uint32_t>(record);
        case Numbering::scattered:
            return static_cast<std::uint32_t>(mixed(office.plan.options.seed ^ account.tid)) | 1U;
        case Numbering::by_record:
            return static_cast<std::uint32_t>(record) + 1;
        case Numbering::like_hexids:  // looks like the number of another account
            return office.plan.accounts[(record + 1) % office.plan.accounts.size()].hexid + 1;
        case Numbering::ascending:
            break;
    }
    return account.tid;
}

std::uint32_t last_tid(const Office& office) {
    return office.layouts.tids == Numbering::high ? kFirstHighTid + static_cast<std::uint32_t>(kMostUsers)
                                                  : office.plan.last_tid;
}

Result<void> write_access_files(const Office& office) {
    TRY_VOID(office.output.write("GLB/ACCESS.GLB", access_file(office)));
    TRY_VOID(office.output.write("GLB/ACCESS2.GLB", access2_file(office)));
    return office.output.write("GLB/ACCESS3.GLB", access3_file(office));
}

}  // namespace restante::forge
