#include "forge/mailbag_files.h"

#include <algorithm>
#include <array>

#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/mail/mailbag_key.h"

namespace restante::forge {
namespace {

constexpr std::uint16_t kLifetime = 24;  // hours, the default
// Bytes of a header that no known field covers.
constexpr std::array<std::size_t, 31> kUnknownBytes{0x00, 0x01, 0x42, 0x4C, 0x4D, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57,
                                                    0x5A, 0x5B, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x61, 0x62, 0x63, 0x64,
                                                    0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x70, 0x71};

// The mailbox of a sender with a native address, else the start of his name or address.
std::string sender_of(const Office& office, const Letter& letter) {
    const std::string& address = letter.from.address;
    const bool native = address.starts_with(kNativePrefix);
    const std::string shown = native                     ? address.substr(address.rfind('/') + 1)
                              : letter.from.name.empty() ? address
                                                         : letter.from.name;
    return office.dos_text(shown).substr(0, postoffice::kSenderSize - 1);
}

postoffice::MailbagHeader header_of(const Office& office, const Letter& letter, const MessageFile& file, bool read) {
    const HeaderLayout& layout = office.layouts.header;
    postoffice::MailbagHeader header{.sender = sender_of(office, letter),
                                     .subject = office.dos_text(letter.subject).substr(0, postoffice::kSubjectSize - 1),
                                     .time = letter.sent,
                                     .message = postoffice::hexid_text(file.number),
                                     .size = file.size,
                                     .lifetime = kLifetime};
    if (layout.noise) {
        Random random(office.plan.options.seed, Stream::residue, 0x100000000 + file.number);
        for (const std::size_t place : kUnknownBytes) header.raw[place] = static_cast<std::uint8_t>(random.next());
    }
    header.raw[layout.read_flag] = read ? 1 : 0;
    header.raw[layout.priority] = static_cast<std::uint8_t>(letter.priority.value_or('\0'));
    header.raw[layout.attachments] = static_cast<std::uint8_t>(letter.attachments.size());
    ByteWriter check;
    check.le(static_cast<std::uint32_t>(mixed(file.number)) >> 8U);
    std::ranges::copy(check.view(), header.raw.begin() + 0x6C);
    return header;
}

// A mailbag that is being filled, with its key.
class Bag {
public:
    explicit Bag(const Office& office) : office_(&office) {}

    void add(const Letter& letter, const MessageFile& file, bool live) {
        const bool read = letter.read || !live;
        write_mailbag_header(headers_, header_of(*office_, letter, file, read));
        postoffice::set_live(key_, count_++, live, office_->layouts.key.bitmap);
        if (live && !read) ++unread_;
    }

    Result<void> write(const std::string& name) {
        const KeyLayout& layout = office_->layouts.key;
        const std::size_t counters = (layout.bitmap.offset == 0 ? postoffice::kKeyBitmapSize : 0) + layout.counters;
        ByteWriter writer;
        writer.le(unread_);  // new since the last login
        writer.le(unread_);
        writer.le(std::uint8_t{unread_ > 0});
        std::ranges::copy(writer.view(), MutableBytes(key_).subspan(counters).begin());
        TRY_VOID(office_->output.write("MBG/" + name + ".MBG", headers_.view()));
        return office_->output.write("KEY/" + name + ".KEY", key_);
    }

private:
    const Office* office_;
    ByteWriter headers_{};
    ByteVector key_ = ByteVector(postoffice::kKeySize);
    std::size_t count_ = 0;
    std::uint16_t unread_ = 0;
};

}  // namespace

Result<void> write_mailbag(const Office& office, const MailIndex& index, std::size_t record) {
    Bag bag(office);
    for (const Holding& holding : index.holdings(record))
        if (const MessageFile& file = index.file(holding.letter); file.number != 0)
            bag.add(make_letter(office.plan, holding.letter), file, holding.live);
    return bag.write(postoffice::hexid_text(office.plan.accounts[record].hexid));
}

Result<void> write_queue(const Office& office, const std::string& name, const std::vector<QueuedLetter>& letters) {
    Bag bag(office);
    for (const QueuedLetter& queued : letters) bag.add(*queued.letter, queued.file, true);
    return bag.write(name);
}

Result<void> write_empty_mailbag(const Office& office, const std::string& name) {
    TRY_VOID(office.output.write("MBG/" + name + ".MBG", {}));
    return office.output.write("KEY/" + name + ".KEY", ByteVector(postoffice::kKeySize));
}

}  // namespace restante::forge
