// Any bytes as a folder file and as an index: messages and rests lie inside, in order, and do not overlap.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/postoffice/mail/folder_file.h"
#include "formats/postoffice/mail/folder_index.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    using namespace restante::postoffice;
    const ByteVector bytes(data, data + size);
    Findings findings;
    const auto folder = read_folder_file(MemoryBytes(bytes), findings);
    if (!folder) std::abort();
    std::uint64_t end = 0;
    for (const CarvedMessage& message : folder->messages) {
        if (message.offset < end || message.offset > size) std::abort();
        end = message.offset + (message.intact ? message.file.size : 0);
        if (end > size) std::abort();
    }
    for (const SourceRange range : folder->rest)
        if (range.offset > size || range.size > size - range.offset) std::abort();
    if (const auto index = read_folder_index(bytes, findings)) {
        const VariantChoice choice = choose_index_place({*index}, {1, 2, 0x4D4F563C}, true);
        for (const FolderIndexRecord& record : index->records)
            static_cast<void>(agreed_index_number(record, choice.standing));
        if (const auto name = choose_index_name({*index}); name && *name + kFolderNameSize > kFolderIndexRecord)
            std::abort();
    }
    return 0;
}
