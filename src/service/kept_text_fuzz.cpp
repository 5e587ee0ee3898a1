// What the program reads of texts that people or earlier runs wrote: requests kept in the ledger, layouts.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/bytes.h"
#include "service/layout_file.h"
#include "service/request_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const std::string text(as_text(Bytes(data, size)));
    if (const auto kept = service::read_request_json(text)) {
        const std::string written = service::request_json(kept->request, kept->directory);
        const auto again = service::read_request_json(written);
        if (!again || service::request_json(again->request, again->directory) != written) std::abort();
    }
    (void)service::layouts_of_toml(text);
    return 0;
}
