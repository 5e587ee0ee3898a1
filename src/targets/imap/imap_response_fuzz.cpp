// Any bytes a server sends, in whatever pieces: the same responses, none larger than what came, and no more after an
// error.
#include "targets/imap/imap_response.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "targets/imap/session.h"

namespace {

using namespace restante;
using namespace restante::targets::imap;

std::size_t size_of(const std::vector<Value>& values) {
    std::size_t size = 0;
    for (const Value& value : values) size += value.text.size() + size_of(value.items);
    return size;
}

struct Seen {
    std::size_t responses = 0, bytes = 0;
    bool failed = false;

    bool operator==(const Seen&) const = default;
};

Seen read(Bytes bytes, std::size_t piece) {
    Seen seen;
    ResponseReader reader;
    while (!bytes.empty() && !seen.failed) {
        reader.feed(bytes.first(std::min(piece, bytes.size())));
        bytes = bytes.subspan(std::min(piece, bytes.size()));
        for (;;) {
            const auto response = reader.next();
            seen.failed = !response;
            if (!response || !*response) break;
            ++seen.responses;
            seen.bytes += size_of((*response)->values) + words_of(**response).size();
            if (size_of((*response)->values) > ResponseReader::kLargestResponse) std::abort();
            (void)suggested_milliseconds(**response);
            (void)meaning_of(**response);
            Abilities abilities;
            abilities.take(**response);
        }
    }
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Bytes bytes(data, size);
    if (!(read(bytes, size + 1) == read(bytes, 7))) std::abort();
    const auto numbers = parse_number_set(as_text(bytes), 100);
    if (numbers && numbers->size() > 100) std::abort();
    return 0;
}
