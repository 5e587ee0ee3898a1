// People of other postoffices whom the lists of this one name: NETPO.GLB behind the address list, and a USR file for
// each postoffice. Their layouts are not documented, so they are believed as far as the messages and the other lists
// prove them. Source: docs/formats/postoffice-records.md "Candidates", docs/sources.md "People of elsewhere".
#pragma once

#include <vector>

#include "base/finding.h"
#include "formats/postoffice/records/calibrator.h"
#include "sources/postoffice/postoffice_study.h"

namespace restante::sources {

// Each once, in the order of the files, in the code page of the postoffice; nobody whose full address is not proved.
// `study` knows its users already. Fills in `study.net_po` and `study.external_users`.
[[nodiscard]] std::vector<postoffice::KnownPerson> read_external_people(PostofficeStudy& study, Findings& findings);

}  // namespace restante::sources
