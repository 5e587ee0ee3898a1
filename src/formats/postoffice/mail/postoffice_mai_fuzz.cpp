// Any bytes as a message: fields lie inside, addresses compose again, nothing is read that is not there.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/postoffice/mail/mai_choice.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace restante;
    using namespace restante::postoffice;
    const MemoryBytes source(ByteVector(data, data + size));
    Findings findings;
    const auto file = read_mai(source, {0, size}, findings);
    if (!file) return 0;
    for (const MailField& field : file->fields)
        if (field.whole.offset > size || field.whole.size > size - field.whole.offset) std::abort();
    const MaiSample samples[] = {{.file = &*file, .header_subject = "subject"}};
    const MaiChoice choice = choose_mai_layouts(samples, {{0x62, 100}});
    const MaiMessage message = interpret_mai(*file, choice.layouts, findings);
    for (const MailAddress& address : message.to)
        if (const auto bytes = compose_mail_address(address); !bytes || *parse_mail_address(*bytes) != address)
            std::abort();
    return 0;
}
