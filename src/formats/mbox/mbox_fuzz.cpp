// What is written in any pieces comes back the same, line end at the end aside; reading takes anything.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "formats/mbox/mbox_reader.h"
#include "formats/mbox/mbox_writer.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    if (size == 0) return 0;
    const std::size_t piece = data[0] % 16 + 1U;
    std::string_view message(reinterpret_cast<const char*>(data + 1), size - 1);
    (void)mbox::read_messages(message);
    MemorySink sink;
    mbox::QuotingSink quoting(sink);
    if (!quoting.begin("sender", {1995, 8, 30, 10, 11, 12})) std::abort();
    for (std::size_t at = 0; at < message.size(); at += piece)
        if (!quoting.append(as_bytes(message.substr(at, piece)))) std::abort();
    if (!quoting.end()) std::abort();
    const auto read = mbox::read_messages(as_text(sink.bytes()));
    std::string expected(message);
    if (!expected.empty() && !expected.ends_with('\n')) expected += '\n';
    if (read.size() != 1 || read[0].content != expected) std::abort();
    return 0;
}
