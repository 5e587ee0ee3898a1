// Which message, attachment and mailbag files a postoffice has, by the number that names them.
// Source: docs/formats/postoffice.md "Directory tree" (Q77926, Q85058, Q87409).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "base/finding.h"
#include "formats/postoffice/mail/mai_choice.h"
#include "formats/postoffice/mail/mailbag.h"
#include "sources/postoffice/numbered_files.h"
#include "sources/postoffice/postoffice_files.h"

namespace restante::sources {

struct MailCatalog {
    NumberedFiles messages{}, attachments{};
    NumberedFiles mailbags{}, keys{};           // of users, gateways and other postoffices
    NumberedFiles stores{}, personal_names{};   // MMF and NME files named after a hexid
    std::set<std::uint32_t> private_folders{};  // hexids with a folder file below FOLDERS/LOC
};

[[nodiscard]] MailCatalog read_mail_catalog(const PostofficeFiles& files);
[[nodiscard]] postoffice::AttachmentSizes attachment_sizes(const PostofficeFiles& files, const MailCatalog& catalog);

// Mailbags that belong to gateways and other postoffices: NETWORK.GLB and the XTN files name them (Q148666, Q86625).
[[nodiscard]] std::set<std::uint32_t> foreign_mailbags(const PostofficeFiles& files, Findings& findings);

struct Mailbag {
    std::vector<postoffice::MailbagHeader> headers{};
    ByteVector key{};  // empty: there is no KEY file
};

// `hexid` may have only one of the two files, or none.
[[nodiscard]] Mailbag read_mailbag_of(const PostofficeFiles& files, const MailCatalog& catalog, std::uint32_t hexid,
                                      Findings& findings);
[[nodiscard]] std::optional<std::uint32_t> message_number(const postoffice::MailbagHeader& header);

}  // namespace restante::sources
