#include "forge/loose_letters.h"

#include <algorithm>
#include <vector>

#include "forge/mailbag_files.h"
#include "forge/message_bytes.h"
#include "forge/message_files.h"
#include "forge/random.h"

namespace restante::forge {
namespace {

constexpr std::size_t kLettersPerOrphan = 60, kLettersPerWaiting = 100;
constexpr std::size_t kEnvelopeSize = 200;  // the format of P1 files is not known

struct Loose {
    Letter letter{};
    bool waits = false;
    std::uint32_t number = 0;
};

Result<void> write_envelope(const Office& office, std::uint32_t number) {
    Random random(office.plan.options.seed, Stream::residue, 0x400000000 + number);
    ByteVector bytes(kEnvelopeSize);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    return office.output.write("P1/" + postoffice::hexid_text(number) + ".P1", bytes);
}

}  // namespace

std::size_t orphan_count(const Plan& plan) { return 1 + plan.options.message_count() / kLettersPerOrphan; }

std::size_t waiting_count(const Plan& plan) {
    return plan.retail() ? 1 + plan.options.message_count() / kLettersPerWaiting : 0;
}

Letter make_orphan(const Plan& plan, std::size_t number) {
    return make_loose_letter(plan, plan.options.message_count() + number);
}

Letter make_waiting(const Plan& plan, std::size_t number) {
    Letter letter = make_orphan(plan, orphan_count(plan) + number);
    letter.read = false;
    return letter;
}

Letter make_stray(const Plan& plan, std::size_t number) {
    Letter letter = make_orphan(plan, orphan_count(plan) + waiting_count(plan) + number);
    std::erase_if(letter.attachments, [](const Attachment& one) { return one.form == AttachmentForm::transport; });
    letter.place = Place::store;
    letter.folder = kStoreInbox;
    return letter;
}

std::uint32_t number_loose_letters(const Plan& plan, std::uint32_t first,
                                   const std::function<void(const Letter&, bool, std::uint32_t)>& take) {
    const std::size_t orphans = orphan_count(plan);
    for (std::size_t i = 0; i < orphans + waiting_count(plan); ++i) {
        const bool waits = i >= orphans;
        const Letter letter = waits ? make_waiting(plan, i - orphans) : make_orphan(plan, i);
        first += static_cast<std::uint32_t>(letter.attachments.size());
        take(letter, waits, first++);
    }
    return first;
}

Result<std::uint32_t> write_loose_letters(const Office& office, std::uint32_t first) {
    std::vector<Loose> all;
    std::uint32_t next = number_loose_letters(
        office.plan, first,
        [&](const Letter& letter, bool waits, std::uint32_t number) { all.push_back({letter, waits, number}); });
    std::vector<QueuedLetter> queue;
    for (const Loose& loose : all) {
        const std::uint32_t size = TRY(write_letter(office, loose.letter, loose.number, 1));
        if (!loose.waits) continue;
        queue.push_back({&loose.letter, {loose.number, size}});
        TRY_VOID(write_envelope(office, loose.number));
    }
    TRY_VOID(write_queue(office, "INQUEUE3", queue));
    Random random(office.plan.options.seed, Stream::attachment);
    const auto sink = TRY(office.output.open(attachment_path(next++)));
    TRY_VOID(write_attachment(office, make_attachment(random, 0, {1994, 1, 1, 12, 0, 0}), *sink));
    TRY_VOID(sink->close());
    return next;
}

}  // namespace restante::forge
