// A layout in words and numbers, as a configuration file holds it; reading such files is not our task.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/postoffice/records/layout.h"

namespace restante::postoffice {

struct PlainField {
    std::string name{};
    std::int64_t offset = 0, size = 0;
    std::string kind{};                   // name_of(FieldKind)
    std::string evidence = "documented";  // name_of(EvidenceTag): who writes a layout by hand is taken to know
    std::int64_t live = 1;

    bool operator==(const PlainField&) const = default;
};

struct PlainLayout {
    std::string name{};
    std::int64_t header_size = 0, record_size = 0;
    std::vector<PlainField> fields{};

    bool operator==(const PlainLayout&) const = default;
};

[[nodiscard]] PlainLayout to_plain(const RecordLayout& layout);
// bad_value as validate(), and for unknown words and negative numbers.
Result<RecordLayout> from_plain(const PlainLayout& plain);

}  // namespace restante::postoffice
