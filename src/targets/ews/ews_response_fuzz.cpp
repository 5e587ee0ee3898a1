// Any bytes a server sends: the same answer each time, and none larger than what came.
#include "targets/ews/ews_response.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/bytes.h"

namespace {

using namespace restante;
using namespace restante::targets::ews;

std::size_t size_of(const Word& word) { return word.code.size() + word.text.size(); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = as_text(Bytes(data, size));
    const auto answer = parse_answer(text);
    if (!answer) {
        if (answer.error().code != Errc::bad_value) std::abort();
        return 0;
    }
    std::size_t bytes = answer->fault ? size_of(*answer->fault) : 0;
    if (answer->fault && !answer->outcomes.empty()) std::abort();
    for (const Outcome& outcome : answer->outcomes) {
        bytes += size_of(outcome.word);
        (void)meaning_of(outcome.word);
        if (words_of(outcome.word).size() > 5000) std::abort();
        for (const FolderEntry& one : outcome.folders)
            bytes +=
                one.id.size() + one.parent.size() + one.name.size() + one.folder_class.size() + one.identity.size();
        for (const ItemEntry& one : outcome.items) bytes += one.id.size() + one.identity.size();
    }
    // Numbers of characters (&#1;) grow from four bytes to at most four; UTF-16 to one and a half of its size.
    if (bytes > 2 * size) std::abort();
    const auto again = parse_answer(text);
    if (!again || again->outcomes.size() != answer->outcomes.size()) std::abort();
    return 0;
}
