// Any bytes become one legal component that decodes to the same bytes; decoding takes anything.
#include "targets/files/path_name.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante::targets::files;
    const std::string_view name(reinterpret_cast<const char*>(data), size);
    const ComponentName plain = encode_component(name);
    const ComponentName maildir = encode_maildir_component(name);
    if (!plain.shortened && decode_component(plain.text) != name) std::abort();
    if (!maildir.shortened && decode_maildir_component(maildir.text) != name) std::abort();
    if (plain.text.empty() || plain.text.size() > kLongestComponent || maildir.text.size() > kLongestComponent)
        std::abort();
    if (plain.text.find('/') != std::string_view::npos || maildir.text.find('.') != std::string_view::npos)
        std::abort();
    (void)decode_component(name);
    (void)decode_maildir_component(name);
    return 0;
}
