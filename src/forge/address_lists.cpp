#include "forge/address_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "forge/account_tables.h"
#include "forge/correspondents.h"
#include "forge/record_writer.h"
#include "formats/postoffice/records/group_chain.h"
#include "formats/postoffice/records/known_layouts.h"

namespace restante::forge {
namespace {

using postoffice::RecordFile;
using postoffice::RecordTable;

constexpr std::uint64_t kNameResidue = 4'000'000, kGroupResidue = 5'000'000, kMemberResidue = 6'000'000,
                        kPersonalResidue = 7'000'000;

struct Entry {
    std::string alias{};
    std::uint32_t type = 0, tid = 0, place = 0, hexid = 0;
};

ByteVector name_list(const Office& office, std::vector<Entry> entries, std::uint64_t residue) {
    // The order of C850SORT is not known; that of capitals comes near.
    std::ranges::sort(entries, {},
                      [&](const Entry& entry) { return std::pair(office.dos_text(entry.alias), entry.tid); });
    RecordTable table = RecordTable::empty(office.layouts.names);
    for (const Entry& entry : entries) {
        RecordWriter writer(office, table, residue + table.size());
        writer.text("alias", entry.alias).live(true).number("type", entry.type);
        writer.number("tid", entry.tid).number("place", entry.place).number("hexid", entry.hexid);
    }
    return {table.bytes().begin(), table.bytes().end()};
}

Entry account_entry(const Office& office, std::size_t record) {
    const Account& account = office.plan.accounts[record];
    return {account.full_name, office.layouts.local_entry, account_tid(office, record), access2_place(office, record),
            account.hexid};
}

std::vector<std::uint32_t> member_tids(const Office& office, const Group& group) {
    std::vector<std::uint32_t> tids;
    for (const std::size_t record : group.members) tids.push_back(account_tid(office, record));
    for (const auto& [where, user] : group.externals) tids.push_back(office.plan.externals[where].users[user].tid);
    return tids;
}

Result<void> write_groups(const Office& office, std::vector<Entry>& entries) {
    RecordTable chains = RecordTable::empty(office.layouts.group_chain);
    RecordTable groups = RecordTable::empty(office.layouts.group);
    for (const Group& group : office.plan.groups) {
        const std::uint32_t first = postoffice::append_group(chains, member_tids(office, group));
        entries.push_back({group.name, postoffice::kGroupEntry, group.tid, first, 0});
        RecordWriter writer(office, groups, kGroupResidue + groups.size());
        writer.text("alias", group.name).text("address", group.address).number("tid", group.tid);
        writer.number("first member", first).number("type", postoffice::kGroupEntry).live(true);
        std::vector<std::uint32_t> mailbags;
        for (const std::size_t record : group.members) mailbags.push_back(office.plan.accounts[record].hexid);
        TRY_VOID(
            office.output.write(fmt::format("MEM/{:08X}.MEM", group.tid), postoffice::write_member_list(mailbags)));
    }
    TRY_VOID(office.output.write("GLB/GROUP.GLB", groups.bytes()));
    TRY_VOID(office.output.write("GRP/ADMIN.GRP", chains.bytes()));
    return office.output.write("GRP/ADMINSHD.GRP", chains.bytes());
}

// The most bytes of a record in a row that no field covers.
MutableBytes largest_gap(const postoffice::RecordLayout& layout, MutableBytes record) {
    std::vector<bool> taken(record.size());
    for (const postoffice::Field& field : layout.fields)
        std::fill_n(taken.begin() + static_cast<std::ptrdiff_t>(field.offset), field.size, true);
    std::size_t best = 0, longest = 0, length = 0;
    for (std::size_t i = 0; i < taken.size(); ++i) {
        length = taken[i] ? 0 : length + 1;
        if (length <= longest) continue;
        longest = length;
        best = i + 1 - length;
    }
    return record.subspan(best, longest);
}

// Which groups an account belongs to: their TIDs where no field is known.
Result<void> write_group_members(const Office& office) {
    RecordTable table = RecordTable::empty(office.layouts.group_members);
    for (const std::size_t record : office.plan.live) {
        ByteWriter tids;
        for (const Group& group : office.plan.groups)
            if (std::ranges::find(group.members, record) != group.members.end()) tids.le(group.tid);
        if (tids.size() == 0) continue;
        RecordWriter writer(office, table, kMemberResidue + table.size());
        writer.number("mailbag", office.plan.accounts[record].hexid).live(true);
        const MutableBytes free = largest_gap(table.layout(), table.record(table.size() - 1));
        if (tids.size() <= free.size()) std::ranges::copy(tids.view(), free.begin());
    }
    return office.output.write("GLB/GRPMEM.GLB", table.bytes());
}

}  // namespace

std::uint32_t access2_place(const Office& office, std::size_t record) {
    return static_cast<std::uint32_t>(record * office.layouts.access2.record_size);
}

Result<void> write_address_lists(const Office& office) {
    std::vector<Entry> entries;
    for (const std::size_t record : office.plan.live) entries.push_back(account_entry(office, record));
    TRY_VOID(write_groups(office, entries));
    TRY_VOID(write_group_members(office));
    for (std::size_t where = 0; where < office.plan.externals.size(); ++where) {
        const ExternalPostoffice& external = office.plan.externals[where];
        for (std::size_t i = 0; i < external.users.size(); ++i)
            if (external.users[i].listed)
                entries.push_back({external.users[i].full_name, postoffice::kExternalEntry, external.users[i].tid,
                                   net_po_place(office, where, i), external.mailbag});
    }
    const ByteVector names = name_list(office, entries, kNameResidue);
    TRY_VOID(office.output.write("NME/ADMIN.NME", names));
    TRY_VOID(office.output.write("NME/ADMINSHD.NME", names));
    return office.output.write("NME/VIEW.NME", {});
}

Result<void> write_personal_list(const Office& office, std::size_t record) {
    const Account& account = office.plan.accounts[record];
    RecordTable chains = RecordTable::empty(office.layouts.group_chain);
    std::vector<Entry> entries;
    if (account.personal_list) {
        Random random(office.plan.options.seed, Stream::people, 2000 + record);
        std::vector<std::uint32_t> tids;
        for (std::size_t i = 0; i < 3; ++i) {
            const Entry entry = account_entry(office, colleague_of(office.plan, record, random));
            if (std::ranges::find(tids, entry.tid) != tids.end()) continue;
            tids.push_back(entry.tid);
            entries.push_back(entry);
        }
        entries.push_back({"My friends", postoffice::kGroupEntry, office.plan.last_tid + 1,
                           postoffice::append_group(chains, tids), 0});
    }
    const std::string name = postoffice::hexid_text(account.hexid);
    TRY_VOID(office.output.write("NME/" + name + ".NME",
                                 name_list(office, entries, kPersonalResidue + record * kMostUsers)));
    return office.output.write("GRP/" + name + ".GRP", chains.bytes());
}

}  // namespace restante::forge
