#include "sources/postoffice/account_details.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/mail/string_cipher.h"
#include "formats/postoffice/records/detail_template.h"

namespace restante::sources {
namespace {

using postoffice::DetailFile;
using postoffice::DetailRecord;

bool names_account(const DetailRecord& record, const PostofficeMember& member) {
    return std::ranges::any_of(record.details, [&](const postoffice::Detail& detail) {
        const std::string_view value = trimmed(detail.value);
        return !value.empty() && (equals_ignoring_ascii_case(value, member.mailbox) ||
                                  equals_ignoring_ascii_case(value, member.full_name));
    });
}

void fill_in(const DetailRecord& record, const CodePage& page, model::DirectoryAccount& account) {
    for (const postoffice::Detail& detail : record.details) {
        const std::string value = page.decode(as_bytes(trimmed(detail.value)));
        if (!value.empty()) account.details.push_back({page.decode(as_bytes(detail.label)), value});
    }
}

}  // namespace

void add_account_details(const PostofficeStudy& study, const CodePage& page,
                         std::vector<model::DirectoryAccount>& accounts, Findings& findings) {
    const ByteVector form_bytes = study.files.read("TPL/ADMIN.TPL", findings);
    const ByteVector data = study.files.read("INF/ADMIN.INF", findings);
    if (form_bytes.empty() || data.empty()) return;
    const postoffice::DetailTemplate form = postoffice::read_template(form_bytes, "ADMIN.TPL", findings);
    const postoffice::FieldCipher cipher{[](Bytes bytes) { return postoffice::decoded(bytes); },
                                         [](Bytes bytes) { return postoffice::encoded(bytes); }};
    const DetailFile details = postoffice::read_details(data, form, cipher, "ADMIN.INF", findings);
    const auto& members = study.matching.members;
    const bool named = std::ranges::any_of(details.records, [&](const DetailRecord& record) {
        return std::ranges::any_of(members, [&](const PostofficeMember& one) { return names_account(record, one); });
    });
    const bool numbered = !named && details.records.size() == study.access2.size();
    std::size_t filled = 0;
    for (std::size_t i = 0; i < members.size() && i < accounts.size(); ++i) {
        const DetailRecord* record = nullptr;
        if (named) {
            for (const DetailRecord& one : details.records)
                if (names_account(one, members[i])) record = &one;
        } else if (numbered && members[i].record && *members[i].record < details.records.size()) {
            record = &details.records[*members[i].record];
        }
        if (record == nullptr) continue;
        fill_in(*record, page, accounts[i]);
        filled += accounts[i].details.empty() ? 0U : 1U;
    }
    if (numbered && filled != 0)
        findings.add(MessageId::postoffice_details_by_number, fmt::format("of {} accounts", filled), "ADMIN.INF");
}

}  // namespace restante::sources
