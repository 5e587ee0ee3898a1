// A whole store through everything a migration does with it. The input is the objects' bytes as they would lie in the
// file, plain: the fuzzer enciphers them, so that a flipped bit stays a flipped bit.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/byte_source.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "sources/mmf/mmf_source.h"

namespace {

constexpr std::uint64_t kLongestAttachment = 1 << 20;

void read_data(const restante::ByteSourcePointer& data) {
    if (data != nullptr) (void)restante::read_all(*data, kLongestAttachment);
}

void read_everything(restante::sources::Source& source) {
    auto mailbox = source.open_mailbox(0);
    if (!mailbox) return;
    auto& reader = **mailbox;
    for (std::size_t folder = 0; folder < reader.folders().size(); ++folder)
        for (std::size_t index = 0; index < reader.message_count(folder); ++index) {
            const auto message = reader.read_message(folder, index);
            if (!message) continue;
            for (const auto& attachment : message->attachments) {
                read_data(attachment.data);
                read_data(attachment.rendering);
            }
        }
    (void)reader.address_books();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    restante::ByteVector file(data, data + size);
    if (file.size() > restante::mmf::kHeaderSize) {
        const restante::MutableBytes body = restante::MutableBytes(file).subspan(
            restante::mmf::kHeaderSize, file.size() - restante::mmf::kHeaderSize - 1);
        restante::mmf::Cipher::standard().encipher(restante::mmf::kHeaderSize, body);
    }
    const auto bytes = std::make_shared<restante::MemoryBytes>(std::move(file));
    for (const bool dig : {false, true}) {
        auto source = restante::sources::open_mmf_source("fuzz.mmf", bytes, {.dig = dig});
        if (source) read_everything(**source);
    }
    return 0;
}
