#include "forge/message_files.h"

#include "forge/message_bytes.h"

namespace restante::forge {
namespace {

constexpr std::size_t kLettersPerOrphan = 60;

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

}  // namespace

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

std::size_t orphan_count(const Plan& plan) { return 1 + plan.options.message_count() / kLettersPerOrphan; }

Result<std::uint32_t> write_orphans(const Office& office, std::uint32_t next_number) {
    for (std::size_t i = 0; i < orphan_count(office.plan); ++i) {
        const Letter letter = make_orphan(office.plan, office.plan.options.message_count() + i);
        next_number += static_cast<std::uint32_t>(letter.attachments.size());
        TRY(write_letter(office, letter, next_number++, 1));
    }
    // One attachment that no message names.
    Random random(office.plan.options.seed, Stream::attachment);
    const auto sink = TRY(office.output.open(attachment_path(next_number++)));
    TRY_VOID(write_attachment(office, make_attachment(random, 0, {1994, 1, 1, 12, 0, 0}), *sink));
    TRY_VOID(sink->close());
    return next_number;
}

}  // namespace restante::forge
