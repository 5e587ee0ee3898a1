// Zeros where something else should be. Programs that copy disks write them for sectors they cannot read, and nothing
// fails when such a copy is read. Source: docs/recovery.md "Zeros instead of sectors".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/result.h"
#include "base/source_reader.h"

namespace restante {

// In what a cipher wrote so many zeros together stand once in 2^128 bytes by accident.
constexpr std::size_t kShortestZeroRun = 16;

struct ZeroBytes {
    std::uint64_t size = 0;   // all runs together
    std::uint64_t first = 0;  // where the first one begins, in the bytes that were searched
};

// Runs of at least kShortestZeroRun zeros. Of a source, runs may be missed at multiples of 256 KiB by less than that
// many bytes at either end. Errors: those of reading.
[[nodiscard]] ZeroBytes zero_runs(Bytes bytes);
Result<ZeroBytes> zero_runs(const ByteSource& source, SourceRange range);

// The first sector of 512 bytes, counted from the start of the source, that lies in `range` in part or as a whole and
// holds nothing but zeros. The last sector of a source may be shorter. Errors: those of reading.
Result<std::optional<std::uint64_t>> first_zero_sector(const ByteSource& source, SourceRange range);

}  // namespace restante
