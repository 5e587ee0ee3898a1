#include <fmt/format.h>

#include "forge/address_lists.h"
#include "forge/mailbag_files.h"
#include "forge/record_writer.h"
#include "formats/postoffice/records/known_layouts.h"

namespace restante::forge {
namespace {

using postoffice::RecordFile;
using postoffice::RecordTable;

constexpr std::uint64_t kExternalResidue = 8'000'000;

Result<void> write_networks(const Office& office) {
    if (!office.plan.retail()) return {};  // made only when a workgroup postoffice is upgraded (Q91039)
    RecordTable table = RecordTable::empty(postoffice::known_layout(RecordFile::network));
    // Its bytes are known to be zero where nothing stands: no residue.
    const auto fill = [&](const Network& network) {
        const std::size_t index = table.append();
        const auto put = [&](const char* field, std::uint32_t value) {
            static_cast<void>(postoffice::write_number(*table.layout().find(field), table.record(index), value));
        };
        put("state", 1);
        put("type", network.type);
        static_cast<void>(
            postoffice::write_text(*table.layout().find("name"), table.record(index), office.dos_text(network.name)));
        if (network.externals != 0) put("externals", network.externals);
        if (network.mailbag != 0) put("mailbag", network.mailbag);
    };
    for (const Network& network : office.plan.networks) {
        fill(network);
        if (network.mailbag != 0) TRY_VOID(write_empty_mailbag(office, postoffice::hexid_text(network.mailbag)));
    }
    return office.output.write("GLB/NETWORK.GLB", table.bytes());
}

Result<void> write_external_lists(const Office& office) {
    for (const Network& network : office.plan.networks) {
        if (network.externals == 0) continue;
        RecordTable table = RecordTable::empty(postoffice::known_layout(RecordFile::externals));
        for (const ExternalPostoffice& external : office.plan.externals) {
            if (external.network != network.name) continue;
            const std::size_t index = table.append();
            const auto number = [&](const char* field, std::uint32_t value) {
                static_cast<void>(postoffice::write_number(*table.layout().find(field), table.record(index), value));
            };
            number("state", 1);
            number("mailbag", external.mailbag);
            static_cast<void>(postoffice::write_text(*table.layout().find("name"), table.record(index),
                                                     office.dos_text(external.name)));
        }
        TRY_VOID(office.output.write(fmt::format("XTN/{:08X}.XTN", network.externals), table.bytes()));
    }
    return {};
}

}  // namespace

std::uint32_t net_po_place(const Office& office, std::size_t postoffice, std::size_t user) {
    std::size_t before = 0;
    for (std::size_t where = 0; where <= postoffice; ++where) {
        const auto& users = office.plan.externals[where].users;
        for (std::size_t i = 0; i < (where == postoffice ? user : users.size()); ++i)
            if (users[i].listed) ++before;
    }
    return static_cast<std::uint32_t>(office.layouts.net_po.header_size + before * office.layouts.net_po.record_size);
}

Result<void> write_external_tables(const Office& office) {
    TRY_VOID(write_networks(office));
    TRY_VOID(write_external_lists(office));
    RecordTable net_po = RecordTable::empty(office.layouts.net_po);
    for (const ExternalPostoffice& external : office.plan.externals) {
        RecordTable users = RecordTable::empty(office.layouts.external_users);
        for (const ExternalUser& user : external.users) {
            RecordWriter entry(office, users, kExternalResidue + external.mailbag * 100 + users.size());
            entry.text("mailbox", user.mailbox).text("alias", user.full_name).number("tid", user.tid).live(true);
            entry.number("template data", 0);
            if (!user.listed) continue;
            RecordWriter resolved(office, net_po, 2 * kExternalResidue + net_po.size());
            resolved.text("network", external.network).text("postoffice", external.name).text("mailbox", user.mailbox);
            resolved.number("mailbag", external.mailbag).number("type", postoffice::kExternalEntry).live(true);
        }
        const std::string name = postoffice::hexid_text(external.mailbag);
        TRY_VOID(office.output.write("USR/" + name + ".USR", users.bytes()));
        TRY_VOID(write_empty_mailbag(office, name));
    }
    return office.output.write("GLB/NETPO.GLB", net_po.bytes());
}

}  // namespace restante::forge
