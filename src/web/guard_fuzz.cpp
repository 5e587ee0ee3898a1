// Any headers of a request: nobody without the cookie gets in, and what is found in a header lies inside it.
#include "web/guard.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/bytes.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    const std::string_view text = as_text(Bytes(data, size));
    const std::string_view value = web::cookie_value(text, "restante");
    if (!value.empty() && (value.data() < text.data() || value.data() + value.size() > text.data() + text.size()))
        std::abort();
    (void)web::is_loopback_host(text);
    return 0;
}
