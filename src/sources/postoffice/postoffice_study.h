// What can be known of a postoffice before any mailbox is opened: its users and whose mailbags they have, and how its
// files are laid out, as far as they prove it themselves. Source: docs/sources.md "Whose mail it is".
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "formats/postoffice/mail/attachment_file.h"
#include "formats/postoffice/mail/folder_index.h"
#include "formats/postoffice/mail/mai_choice.h"
#include "formats/postoffice/mail/mailbag_key.h"
#include "formats/postoffice/mail/read_mark.h"
#include "formats/postoffice/records/administrator.h"
#include "formats/postoffice/records/calibrator.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/record_table.h"
#include "sources/postoffice/mail_evidence.h"
#include "sources/postoffice/user_matching.h"
#include "sources/source.h"

namespace restante::sources {

struct PostofficeStudy {
    explicit PostofficeStudy(PostofficeFiles files_of_it) : files(std::move(files_of_it)) {}

    PostofficeFiles files;
    MailCatalog catalog{};
    MailEvidence evidence{};
    postoffice::PostofficeFacts facts{};
    postoffice::PostofficeKind kind{};
    std::string network{}, postoffice{};  // in its code page; "" when not known

    postoffice::RecordTable access2 = postoffice::RecordTable::empty(known_layout(postoffice::RecordFile::access2));
    // ADMIN.NME, or its shadow copy where that holds more.
    postoffice::RecordTable names = postoffice::RecordTable::empty(known_layout(postoffice::RecordFile::name_list));
    postoffice::UserCalibration calibration{};
    UserMatching matching{};
    postoffice::Calibration net_po{}, external_users{};
    std::vector<postoffice::KnownPerson> external_people{};  // of other postoffices, named by the lists of this one

    postoffice::MaiChoice messages{};         // how messages store their fields
    postoffice::VariantChoice keys{};         // how KEY files mark deleted headers
    postoffice::VariantChoice read_marks{};   // which bit of headers says that a message was read
    postoffice::VariantChoice attachments{};  // how attachment files are enciphered
    // Of folder indexes: where they name the file, and the owner; offset of the folder's name.
    postoffice::VariantChoice index_files{}, index_owners{};
    std::optional<std::size_t> index_name{};

    Findings findings{};
};

// "MS:NET/PO/MBX": whose message file number `index` of the tree is, as it says itself; "" when it does not say.
using AccountReader = std::function<std::string(std::size_t index)>;

[[nodiscard]] std::unique_ptr<PostofficeStudy> study_postoffice(PostofficeFiles files, const AccountReader& accounts,
                                                                const ReadOptions& options);

}  // namespace restante::sources
