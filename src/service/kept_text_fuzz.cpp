// What the program reads of texts that people or earlier runs wrote: requests and outcomes kept in the ledger, layouts,
// address maps.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/bytes.h"
#include "base/utf8.h"
#include "pipeline/kept_outcome.h"
#include "service/address_map_file.h"
#include "service/layout_file.h"
#include "service/request_json.h"
#include "service/toml_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const std::string text(as_text(Bytes(data, size)));
    if (const auto kept = service::read_request_json(text)) {
        const std::string written = service::request_json(kept->request, kept->directory);
        const auto again = service::read_request_json(written);
        if (!again || service::request_json(again->request, again->directory) != written) std::abort();
    }
    // A report names the targets of losses, and the roles of folders.
    const std::size_t targets = 2;
    if (const auto kept = pipeline::restore({text, {}}, targets)) {
        if (kept->result.losses.size() > targets) std::abort();
        for (const pipeline::FolderResult& folder : kept->result.folders) (void)model::name_of(folder.role);
        const std::string written = pipeline::keep(*kept).result;
        const auto again = pipeline::restore({written, {}}, targets);
        if (!again || pipeline::keep(*again).result != written) std::abort();
    }
    // The library must not see anything else.
    if (const auto plain = service::ascii_toml(text); plain && !is_ascii(*plain)) std::abort();
    (void)service::layouts_of_toml(text);
    (void)service::address_map_of_toml(text);
    return 0;
}
