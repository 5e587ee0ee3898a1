#include "forge/message_files.h"

#include "forge/message_bytes.h"

namespace restante::forge {
Result<std::uint32_t> write_letter(const Office& office, const Letter& letter, std::uint32_t number,
                                   std::size_t references) {
    const std::uint32_t first = number - static_cast<std::uint32_t>(letter.attachments.size());
    for (std::size_t i = 0; i < letter.attachments.size(); ++i) {
        const auto sink = TRY(office.output.open(attachment_path(first + static_cast<std::uint32_t>(i))));
        TRY_VOID(write_attachment(office, letter.attachments[i], *sink));
        TRY_VOID(sink->close());
    }
    const ByteVector bytes = TRY(message_bytes(office, letter, first, references));
    TRY_VOID(office.output.write(message_path(number), bytes));
    return static_cast<std::uint32_t>(bytes.size());
}

Result<MailIndex> write_message_files(const Office& office) {
    MailIndex index(office.plan);
    for (std::size_t number = 0; number < office.plan.options.message_count(); ++number) {
        const Letter letter = make_letter(office.plan, number);
        index.add(letter);
        if (letter.references() == 0) continue;
        const MessageFile& file = index.file(number);
        index.set_size(number, TRY(write_letter(office, letter, file.number, letter.references())));
    }
    return index;
}

}  // namespace restante::forge
