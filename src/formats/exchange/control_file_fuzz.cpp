// Any control file: read or refused, with a line that is there.
#include "formats/exchange/control_file.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const std::string_view text = as_text(Bytes(data, size));
    const auto control = exchange::read_control_file(text);
    const std::uint64_t most = size + 1;
    if (!control && (!control.error().offset || *control.error().offset > most)) std::abort();
    if (control && exchange::missing_keywords(*control).size() > 3) std::abort();
    return 0;
}
