// A whole store through everything a migration and a check do with it. The input is a message file as it lies on the
// disk; the mutator changes it below the cipher and makes lengths, map and tiling fit again.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/byte_source.h"
#include "formats/mmf/checker.h"
#include "formats/mmf/mutated_store_test.h"
#include "sources/mmf/mmf_source.h"
#include "sources/read_everything_test.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t longest);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t longest,
                                               unsigned seed) {
    restante::mmf::StoreMutator mutator(seed, longest, LLVMFuzzerMutate);
    const restante::ByteVector mutated = mutator.mutate(restante::Bytes(data, size));
    std::ranges::copy(mutated, data);
    return mutated.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = std::make_shared<restante::MemoryBytes>(restante::ByteVector(data, data + size));
    for (const bool dig : {false, true}) {
        auto source = restante::sources::open_mmf_source("fuzz.mmf", bytes, {.dig = dig});
        if (source) restante::sources::read_everything(**source);
    }
    restante::Findings findings(1000);
    (void)restante::mmf::check_store(bytes, findings);
    return 0;
}
