// Any bytes as a file of JSON lines, in pieces of any size: the pieces change nothing, and every message is told once.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "targets/json/read_back.h"

namespace {

// "" when the file is refused.
std::string told(restante::Bytes bytes, std::size_t step) {
    using namespace restante;
    using namespace restante::targets;
    std::string messages;
    const StoredItemVisitor visit = [&messages](const StoredItem& item) -> Result<void> {
        messages += item.place + " " + item.sha256 + "\n";
        return {};
    };
    JsonMessageScanner scanner("fuzz.json", visit);
    for (std::size_t at = 0; at < bytes.size(); at += step)
        if (!scanner.take(bytes.subspan(at, std::min(step, bytes.size() - at)))) return {};
    if (!scanner.end()) return {};
    return messages + "end";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const restante::Bytes bytes(data + 1, size - 1);
    const std::string whole = told(bytes, size);
    if (whole != told(bytes, std::size_t{1} + data[0])) std::abort();
    return 0;
}
