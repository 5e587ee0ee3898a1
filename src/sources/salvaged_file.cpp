#include "sources/salvaged_file.h"

#include <fmt/format.h>

#include <utility>

#include "base/salvaged_bytes.h"

namespace restante::sources {

ByteSourcePointer without_lost_sectors(ByteSourcePointer file, Findings& findings, const std::string& item,
                                       const std::string& part) {
    SalvagedBytes salvaged = salvage_bytes(std::move(file));
    if (!salvaged.lost.empty())
        findings.add(MessageId::recover_unreadable, fmt::format("{}{}{} bytes", part, part.empty() ? "" : ": ", size_of(salvaged.lost)), item,
                     salvaged.lost.front().offset);
    return std::move(salvaged.bytes);
}

Result<ByteVector> read_all_but_lost(const ByteSourcePointer& file, std::uint64_t limit, Findings& findings,
                                     const std::string& item) {
    auto whole = read_all(*file, limit);
    if (whole || whole.error().code == Errc::too_large) return whole;
    Findings lost;
    const ByteSourcePointer rest = without_lost_sectors(file, lost, item);
    if (rest->size() == 0) return whole;
    for (const Finding& finding : lost.list()) findings.add(finding);
    return read_all(*rest, limit);
}

}  // namespace restante::sources
