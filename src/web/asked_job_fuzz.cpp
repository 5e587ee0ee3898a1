// Any body of a request of the page.
#include <cstddef>
#include <cstdint>
#include <string>

#include "web/asked_run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const std::string text(as_text(Bytes(data, size)));
    (void)web::read_asked_job(text);
    (void)web::read_asked_source(text);
    return 0;
}
