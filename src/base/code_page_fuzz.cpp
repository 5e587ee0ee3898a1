// Any bytes in any code page become valid UTF-8, every unmappable byte is visible, and plain text survives the way
// back.
#include "base/code_page.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/bytes.h"
#include "base/utf8.h"

namespace {

constexpr int kPages[] = {437, 850, 866, 874, 932, 936, 949, 950, 1250, 1252, 1253, 1255, 1258, 10000, 28591, 65001};

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto page = restante::CodePage::numbered(kPages[data[0] % std::size(kPages)]);
    require(page.has_value());
    const restante::Bytes bytes(data + 1, size - 1);
    std::string text = "before ";
    const std::size_t unmappable = page->decode(bytes, text);
    require(restante::is_valid_utf8(text));
    require(text.starts_with("before "));
    require(unmappable <= bytes.size());
    if (unmappable > 0) require(text.find("\\x") != std::string::npos);
    std::string back;
    page->encode(text, back);
    // What is not text is input to the other direction all the same.
    std::string ignored;
    page->encode(restante::as_text(bytes), ignored);
    return 0;
}
