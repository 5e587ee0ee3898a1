// Hashes the files of a source while they are migrated: afterwards anybody can show which bytes were read.
#pragma once

#include <mutex>
#include <thread>
#include <vector>

#include "ledger/records.h"
#include "sources/source.h"

namespace restante::service {

class SourceHashes {
public:
    // Begins at once, beside everything else. `source` outlives it.
    explicit SourceHashes(const sources::Source& source);

    // Waits for the rest. A file that cannot be read has no hash.
    [[nodiscard]] std::vector<ledger::SourceFile> finish();
    // What is done by now; the rest is left.
    [[nodiscard]] std::vector<ledger::SourceFile> stop();

private:
    std::vector<ledger::SourceFile> hashed_;  // written by the thread until it is joined
    std::jthread thread_;
};

}  // namespace restante::service
