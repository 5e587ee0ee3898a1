#include "service/evidence.h"

#include <fmt/format.h>

#include "base/code_page.h"
#include "formats/mmf/account.h"
#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/store.h"
#include "service/dump_parts.h"

namespace restante::service {
namespace {

using Facts = std::vector<Fact>;

void about_file(const mmf::Store& store, Facts& facts) {
    const mmf::Header& header = store.header();
    facts.push_back({"kind", "mmf", fmt::format("the magic number {:08x}", header.magic), 0, 1, 0, 1});
    facts.push_back({"version", fmt::format("{:08x}", header.version), "the version word of the header", 4, 1, 0,
                     header.known_version() ? 1.0 : 0.5});
    facts.push_back({"cipher",
                     header.wants_alternate_cipher() ? "alternate" : "standard",
                     "version word and cipher field, confirmed by the objects that decipher to their own names",
                     {},
                     store.nodes().size(),
                     0,
                     1});
    facts.push_back({"object map", fmt::format("copy {}", store.map_copy()),
                     fmt::format("the header names copy {} as current", header.current_copy),
                     header.trees[store.map_copy()].map_offset, 1, store.map_copy() == header.current_copy ? 0U : 1U,
                     1});
    const int page = CodePage::for_windows_language(header.language);
    constexpr std::uint64_t kLanguageOffset = 0x90;
    facts.push_back({"code page", std::to_string(page),
                     fmt::format("the header names the Windows language {}", in_quotes(header.language)),
                     kLanguageOffset, header.language.empty() ? 0U : 1U, 0, header.language.empty() ? 0.5 : 0.9});
}

void about_accounts(const mmf::Store& store, Facts& facts) {
    const auto object = store.object(mmf::kAccounts);
    auto list = object ? mmf::ListReader::open(*object) : tl::unexpected(object.error());
    if (!list) {
        facts.push_back(
            {"mailbox", "", "there is no readable accounts object: " + list.error().describe(), {}, 0, 1, 0});
        return;
    }
    const auto page = CodePage::numbered(CodePage::for_windows_language(store.header().language));
    bool first = true;
    for (const mmf::ListEntry& entry : list->entries()) {
        const auto value = list->element(entry);
        const auto account = value ? mmf::read_account(*value) : tl::unexpected(value.error());
        if (!account) continue;
        facts.push_back({first ? "mailbox" : "account", page ? page->decode(as_bytes(account->name)) : "?",
                         fmt::format("account record {} of object {}", entry.id, mmf::kAccounts.hex()),
                         list->file_offset(entry), 1, 0, 1});
        first = false;
    }
}

std::string_view role_of(const mmf::Oid& oid) {
    if (oid == mmf::kInbox) return "inbox";
    if (oid == mmf::kSentMail) return "sent";
    if (oid == mmf::kOutbox) return "outbox";
    if (oid == mmf::kWastebasket) return "deleted";
    if (oid == mmf::kStandardAddressBook) return "standard address book";
    return "";
}

void about_roles(const mmf::Store& store, const mmf::Oid& hierarchy, Facts& facts) {
    const auto object = store.object(hierarchy);
    auto list = object ? mmf::ListReader::open(*object) : tl::unexpected(object.error());
    if (!list) return;
    const auto page = CodePage::numbered(CodePage::for_windows_language(store.header().language));
    for (const mmf::ListEntry& entry : list->entries()) {
        const mmf::Oid oid{entry.id};
        if (role_of(oid).empty()) continue;
        const auto value = list->element(entry);
        const auto record = value ? mmf::read_hierarchy_entry(*value) : tl::unexpected(value.error());
        const std::string name = record && page ? page->decode(as_bytes(record->name)) : "?";
        facts.push_back({fmt::format("role of \"{}\"", name), std::string(role_of(oid)),
                         fmt::format("its object is {}, the same in every store", oid.hex()), list->file_offset(entry),
                         1, 0, 1});
    }
}

}  // namespace

Result<std::vector<Fact>> evidence_of_message_file(const ByteSourcePointer& file) {
    Findings findings;
    const auto store = TRY(mmf::Store::open(file, findings));
    Facts facts;
    about_file(*store, facts);
    about_accounts(*store, facts);
    about_roles(*store, mmf::kVisibleHierarchy, facts);
    about_roles(*store, mmf::kHiddenHierarchy, facts);
    return facts;
}

}  // namespace restante::service
