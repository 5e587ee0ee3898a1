// Finds the layout of one postoffice's files by what is known of it from its other files. Source:
// docs/formats/postoffice-records.md "Proof". Names are bytes of the postoffice's code page, as they stand in its
// files.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/postoffice/records/candidates.h"
#include "formats/postoffice/records/field_access.h"
#include "formats/postoffice/records/field_proof.h"
#include "formats/postoffice/records/layout.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {

struct Calibration {
    RecordLayout layout{};             // what is known anyway, and the fields that are proved
    std::vector<FieldProof> proofs{};  // of every field that was looked for, proved or not

    [[nodiscard]] const FieldProof* find(std::string_view field) const;
};

using NamedFacts = std::vector<std::pair<std::string, FieldFacts>>;

// Looks for the named parts one after the other; no two share a byte.
[[nodiscard]] Calibration calibrate(const RecordTable& table, const CandidateLayouts& layouts, const NamedFacts& facts,
                                    const FieldCipher& cipher = {});
// The same evidence for a layout somebody gives. It is kept as it is, whatever the evidence says.
[[nodiscard]] Calibration weigh(const RecordTable& table, const RecordLayout& layout, const NamedFacts& facts,
                                const FieldCipher& cipher = {});

struct KnownPerson {  // an address in a message
    std::string network{}, postoffice{}, mailbox{};
    std::string full_name{};  // may be empty
};

struct KnownAccount {  // a message file on the postoffice: named after its owner's hexid, naming his mailbox
    std::uint32_t hexid = 0;
    std::string mailbox{};
};

struct PostofficeFacts {
    std::set<std::uint32_t> mailbags{};  // that have a file, without those of gateways and other postoffices
    std::vector<KnownPerson> people{};
    std::vector<KnownAccount> accounts{};
    std::string network{}, postoffice{};  // own names; empty: every person counts as one of this postoffice
    std::set<std::string> group_names{};
};

struct UserCalibration {
    Calibration access2{};  // mailbox, full name, hexid, tid, state
    Calibration names{};    // ADMIN.NME: hexid, tid, place, type
};

// Layouts somebody knows; null where nobody does. They are weighed, not doubted.
struct GivenLayouts {
    const RecordLayout* access2 = nullptr;
    const RecordLayout* names = nullptr;
};

// `access2` and `names` have the known layouts of their files; `names` may be empty.
[[nodiscard]] UserCalibration calibrate_users(const RecordTable& access2, const RecordTable& names,
                                              const PostofficeFacts& facts, const FieldCipher& cipher = {},
                                              const GivenLayouts& given = {});

}  // namespace restante::postoffice
