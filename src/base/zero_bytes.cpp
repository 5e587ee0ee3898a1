#include "base/zero_bytes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"
#include "base/salvaged_bytes.h"
#include "base/source_reader.h"

namespace restante {
namespace {

constexpr std::uint64_t kPiece = 256ULL * 1024;
static_assert(kPiece % kSalvagedSector == 0);

SourceRange cut_to(const ByteSource& source, SourceRange range) {
    const std::uint64_t offset = std::min(range.offset, source.size());
    return {offset, std::min(range.size, source.size() - offset)};
}

bool all_zeros(Bytes bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

ZeroBytes zero_runs(Bytes bytes) {
    ZeroBytes found;
    // Every run that counts holds one of these places.
    for (std::size_t at = 0; at < bytes.size(); at += kShortestZeroRun) {
        if (bytes[at] != 0) continue;
        std::size_t begin = at, end = at;
        while (begin > 0 && bytes[begin - 1] == 0) --begin;
        while (end < bytes.size() && bytes[end] == 0) ++end;
        at = end - end % kShortestZeroRun;
        if (end - begin < kShortestZeroRun) continue;
        if (found.size == 0) found.first = begin;
        found.size += end - begin;
    }
    return found;
}

Result<ZeroBytes> zero_runs(const ByteSource& source, SourceRange range) {
    ZeroBytes found;
    const SourceRange window = cut_to(source, range);
    ByteVector buffer;
    for (std::uint64_t done = 0; done < window.size; done += buffer.size()) {
        buffer.resize(static_cast<std::size_t>(std::min(kPiece, window.size - done)));
        TRY_VOID(source.read(window.offset + done, buffer));
        const ZeroBytes here = zero_runs(Bytes(buffer));
        if (found.size == 0) found.first = window.offset + done + here.first;
        found.size += here.size;
    }
    return found;
}

Result<std::optional<std::uint64_t>> first_zero_sector(const ByteSource& source, SourceRange range) {
    const std::uint64_t size = source.size();
    const SourceRange window = cut_to(source, range);
    const std::uint64_t end = window.offset + window.size;
    ByteVector buffer;
    for (std::uint64_t at = window.offset - window.offset % kSalvagedSector; window.size != 0 && at < end;
         at += kPiece) {
        // Whole sectors, also of the one the range ends in.
        const std::uint64_t left = (end - at + kSalvagedSector - 1) / kSalvagedSector * kSalvagedSector;
        buffer.resize(static_cast<std::size_t>(std::min({kPiece, left, size - at})));
        TRY_VOID(source.read(at, buffer));
        for (std::size_t sector = 0; sector < buffer.size(); sector += kSalvagedSector)
            if (all_zeros(Bytes(buffer).subspan(sector, std::min(kSalvagedSector, buffer.size() - sector))))
                return std::optional(at + sector);
    }
    return std::optional<std::uint64_t>();
}

}  // namespace restante
