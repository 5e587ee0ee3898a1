// Any bytes as an attachment, stored plain and enciphered: what is deciphered is what was enciphered.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "formats/postoffice/mail/attachment_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    using namespace restante::postoffice;
    const auto file = std::make_shared<MemoryBytes>(ByteVector(data, data + size));
    const auto choice = choose_attachment_cipher({file});
    const ReadAttachment read = read_attachment(file, choice.standing);
    const auto bytes = read_all(*read.bytes, size);
    if (!bytes || bytes->size() != size) std::abort();
    const auto& variant = cipher_variants()[choice.standing.empty() ? 0 : choice.standing.front()];
    if (read.deciphered && as_text(encoded(*bytes, variant)) != as_text(file->view())) std::abort();
    return 0;
}
