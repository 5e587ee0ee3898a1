// Copies everything that lives in one store to a fresh one: compaction, repair of the map, change of the cipher.
#pragma once

#include <cstdint>
#include <optional>

#include "base/byte_sink.h"
#include "base/finding.h"
#include "base/result.h"
#include "formats/mmf/store.h"

namespace restante::mmf {

struct StoreCopyOptions {
    // 0: the standard cipher. By default the cipher of the source is kept.
    std::optional<std::uint32_t> cipher_divisor{};
};

// Every live object keeps its OID, parent, aux, attr, flags, references and body; aliases stay aliases; header fields
// without meaning keep their bytes; the session ends. Objects whose body cannot be read are left out with a finding.
// Fails with errors of the sink, and when the store is beyond the limits of the format.
Result<void> copy_store(const Store& store, PatchableSink& sink, Findings& findings,
                        const StoreCopyOptions& options = {});

}  // namespace restante::mmf
