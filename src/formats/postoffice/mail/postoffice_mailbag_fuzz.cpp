// The first 560 bytes as a key, the rest as a mailbag: headers are written back alike, lists hold each header once.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/mail/mailbag_key.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    using namespace restante::postoffice;
    const Bytes all(data, size);
    const Bytes key = all.first(std::min(size, kKeySize)), bag = all.subspan(key.size());
    Findings findings;
    const auto headers = read_mailbag(bag, findings);
    if (headers.size() != bag.size() / kMailbagHeaderSize) std::abort();
    KeySample sample{.key = key};
    ByteWriter writer;
    for (const MailbagHeader& header : headers) {
        sample.messages.push_back(header.message);
        write_mailbag_header(writer, header);
    }
    if (read_mailbag(writer.view(), findings).size() != headers.size()) std::abort();
    const VariantChoice choice =
        choose_key_variant({sample}, [](std::string_view name) { return name == "00000062" || name == "00000063"; });
    const HeaderLists lists = header_lists(key, headers.size(), choice.standing, findings);
    if (lists.live.size() + lists.dead.size() + lists.unknown.size() != headers.size()) std::abort();
    return 0;
}
