// Hashes the files of a source while they are migrated: afterwards anybody can show which bytes were read.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <thread>
#include <vector>

#include "base/result.h"
#include "ledger/records.h"
#include "sources/source.h"

namespace restante::service {

class SourceHashes {
public:
    static constexpr std::size_t kFilesAtOnce = 1'000;  // that are kept in memory

    // Called by a thread of its own.
    using Sink = std::function<Result<void>(std::span<const ledger::SourceFile> files)>;

    // Begins at once, beside everything else. `source` outlives it.
    SourceHashes(const sources::Source& source, Sink sink);

    // Waits for the rest and gives what the sink has not had, or the error it had. A file that cannot be read has no
    // hash.
    Result<std::vector<ledger::SourceFile>> finish();
    // What is done by now; the rest is left.
    Result<std::vector<ledger::SourceFile>> stop();

private:
    // Written by the thread until it is joined.
    std::vector<ledger::SourceFile> hashed_{};
    Result<void> written_{};
    std::jthread thread_;
};

}  // namespace restante::service
