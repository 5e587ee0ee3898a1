#include "sources/postoffice/personal_names.h"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/code_page.h"
#include "base/finding.h"
#include "base/messages.h"
#include "base/zero_bytes.h"
#include "formats/postoffice/records/calibrator.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/layout.h"
#include "formats/postoffice/records/record_table.h"
#include "model/address_book.h"
#include "sources/postoffice/postoffice_study.h"
#include "sources/postoffice/user_matching.h"

namespace restante::sources {

using postoffice::RecordFile;
using postoffice::RecordTable;

std::string address_of_name(const PostofficeStudy& study, const std::string& full_name) {
    std::set<std::string> addresses;
    const auto add = [&](const std::string& network, const std::string& office, const std::string& mailbox) {
        addresses.insert(ascii_upper(fmt::format("{}/{}/{}", network, office, mailbox)));
    };
    for (const PostofficeMember& member : study.matching.members)
        if (!member.deleted && equals_ignoring_ascii_case(member.full_name, full_name) && !study.network.empty())
            add(study.network, study.postoffice, member.mailbox);
    for (const auto* const people : {&study.evidence.people, &study.external_people})
        for (const postoffice::KnownPerson& person : *people)
            if (equals_ignoring_ascii_case(person.full_name, full_name))
                add(person.network, person.postoffice, person.mailbox);
    return addresses.size() == 1 ? *addresses.begin() : std::string();
}

std::vector<model::AddressBook> read_personal_names(const PostofficeStudy& study, const CodePage& page,
                                                    std::uint32_t hexid, Findings& findings) {
    const auto file = study.catalog.personal_names.find(hexid);
    if (!file) return {};
    const std::string name = postoffice::hexid_text(hexid) + ".NME";
    ByteVector stored = study.files.read(*file, findings);
    // Its records would be those of deleted entries.
    const auto zeros = first_zero_sector(MemoryBytes(stored), {0, stored.size()}).value_or(std::nullopt);
    if (zeros) findings.add(MessageId::postoffice_zero_sectors, "a personal address list", name, zeros);
    const RecordTable table =
        RecordTable::read(postoffice::known_layout(RecordFile::name_list), std::move(stored), name, findings);
    const postoffice::Field* const alias = table.layout().find("alias");
    model::AddressBook book{.name = "Personal address list", .standard = false, .entries = {}};
    for (std::size_t i = 0; alias != nullptr && i < table.size(); ++i) {
        const auto text = postoffice::read_text(*alias, table.record(i));
        if (postoffice::is_blank(table.record(i)) || !text || text->empty()) continue;
        model::AddressEntry entry;
        entry.id = fmt::format("{}:{}", name, i);
        entry.name = page.decode(as_bytes(*text));
        const std::string address = address_of_name(study, *text);
        if (!address.empty()) {
            entry.type = "MS";
            entry.address = page.decode(as_bytes(address));
        }
        book.entries.push_back(std::move(entry));
    }
    std::vector<model::AddressBook> books;
    if (!book.entries.empty()) books.push_back(std::move(book));
    return books;
}

}  // namespace restante::sources
