#include "formats/postoffice/records/access_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>

#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::postoffice {
namespace {

constexpr const char* kAccess = "ACCESS.GLB";
constexpr const char* kAccess2 = "ACCESS2.GLB";
constexpr const char* kAccess3 = "ACCESS3.GLB";

// The file whose count the two others outvote; empty when all differ.
std::string odd_file(std::size_t access, std::size_t access2, std::size_t access3) {
    if (access == access2) return kAccess3;
    if (access == access3) return kAccess2;
    if (access2 == access3) return kAccess;
    return {};
}

}  // namespace

std::size_t AccessFiles::common() const { return std::min({access.size(), access2.size(), access3.size()}); }

AccessFiles read_access_files(Bytes access, Bytes access2, Bytes access3, Findings& findings) {
    AccessFiles files{RecordTable::read(known_layout(RecordFile::access), access, kAccess, findings),
                      RecordTable::read(known_layout(RecordFile::access2), access2, kAccess2, findings),
                      RecordTable::read(known_layout(RecordFile::access3), access3, kAccess3, findings)};
    const std::size_t first = files.access.size();
    const std::size_t second = files.access2.size();
    const std::size_t third = files.access3.size();
    if (first != second || second != third) {
        findings.add(MessageId::postoffice_access_counts,
                     fmt::format("{}: {} users, {}: {}, {}: {}", kAccess, first, kAccess2, second, kAccess3, third),
                     odd_file(first, second, third));
    }
    return files;
}

}  // namespace restante::postoffice
