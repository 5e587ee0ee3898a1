// ACCESS.GLB, ACCESS2.GLB and ACCESS3.GLB: record n of each is the same user. Source:
// docs/formats/postoffice-records.md (Q87402); what to do when they disagree: Q168736.
#pragma once

#include <cstddef>

#include "base/bytes.h"
#include "base/finding.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {

struct AccessFiles {
    RecordTable access, access2, access3;

    // Users that all three files know, and users that ACCESS2 names.
    [[nodiscard]] std::size_t common() const;
    [[nodiscard]] std::size_t users() const { return access2.size(); }
};

// A missing file is an empty one. Different counts are a finding that names the file which differs from the others.
[[nodiscard]] AccessFiles read_access_files(Bytes access, Bytes access2, Bytes access3, Findings& findings);

}  // namespace restante::postoffice
