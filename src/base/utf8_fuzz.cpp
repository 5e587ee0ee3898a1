// Looking at any bytes as UTF-8 stays inside them, and prefixes of valid text are valid.
#include "base/utf8.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/bytes.h"
#include "base/case_fold.h"

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::size_t limit = data[0];
    const std::string_view text = restante::as_text({data + 1, size - 1});
    const bool valid = restante::is_valid_utf8(text);
    if (restante::is_ascii(text)) require(valid);
    const std::string_view prefix = restante::utf8_prefix(text, limit);
    require(prefix.size() <= limit && text.starts_with(prefix));
    if (valid) require(restante::is_valid_utf8(prefix));
    const std::size_t index = restante::utf8_index(text, limit);
    require(index <= text.size());
    if (valid) require(restante::is_valid_utf8(text.substr(0, index)));
    require(restante::is_valid_utf8(restante::fold_case(text)));
    return 0;
}
