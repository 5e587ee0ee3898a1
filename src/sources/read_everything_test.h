// Reads a source to its last byte, as a migration would: for fuzzers, which only want to see that it ends.
#pragma once

#include <cstdint>

#include "base/byte_source.h"
#include "sources/source.h"

namespace restante::sources {

constexpr std::uint64_t kLongestFuzzedAttachment = 1 << 20;

inline void read_data(const ByteSourcePointer& data) {
    if (data != nullptr) (void)read_all(*data, kLongestFuzzedAttachment);
}

inline void read_everything(Source& source) {
    for (std::size_t index = 0; index < source.mailbox_count(); ++index) {
        auto mailbox = source.open_mailbox(index);
        if (!mailbox) continue;
        MailboxReader& reader = **mailbox;
        for (std::size_t folder = 0; folder < reader.folders().size(); ++folder)
            for (std::size_t item = 0; item < reader.message_count(folder); ++item) {
                const auto message = reader.read_message(folder, item);
                if (!message) continue;
                for (const auto& attachment : message->attachments) {
                    read_data(attachment.data);
                    read_data(attachment.rendering);
                }
            }
        (void)reader.address_books();
    }
}

}  // namespace restante::sources
