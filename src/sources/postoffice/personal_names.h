// The personal address list of a user of the DOS, Macintosh or OS/2 client. Source: docs/formats/postoffice-records.md
// "*.NME: address lists".
#pragma once

#include <cstdint>
#include <vector>

#include "base/code_page.h"
#include "model/address_book.h"
#include "sources/postoffice/postoffice_study.h"

namespace restante::sources {

// At most one book: none when the user has no list, or an empty one. Only names stand at a known place; an address is
// what the postoffice's users and its messages give the one person of that name.
[[nodiscard]] std::vector<model::AddressBook> read_personal_names(const PostofficeStudy& study, const CodePage& page,
                                                                  std::uint32_t hexid, Findings& findings);

// "NET/PO/MBX" of the one user or correspondent of that name, both in the code page of the postoffice; "" when none or
// several have it.
[[nodiscard]] std::string address_of_name(const PostofficeStudy& study, const std::string& full_name);

}  // namespace restante::sources
