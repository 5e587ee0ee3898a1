// Any text: is read or refused, and never gives more than it holds.
#include "formats/ldif/ldif_reader.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const auto entries = ldif::read_entries(as_text(Bytes(data, size)));
    if (!entries) return 0;
    std::size_t held = 0;
    for (const ldif::Entry& entry : *entries) {
        held += entry.dn.size();
        for (const auto& [name, value] : entry.attributes) held += name.size() + value.size();
    }
    if (held > size) std::abort();
    return 0;
}
