#include "formats/postoffice/mail/mailbag.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/byte_reader.h"

namespace restante::postoffice {
namespace {

constexpr std::size_t kMessageNameDigits = 8;

class HeaderReader {
public:
    HeaderReader(Bytes record, std::uint64_t offset, Findings& findings, std::string_view item)
        : record_(record), offset_(offset), findings_(&findings), item_(item) {}

    MailbagHeader read() {
        MailbagHeader header;
        std::ranges::copy(record_, header.raw.begin());
        header.sender = text(mailbag_offset::kSender, kSenderSize, "sender");
        header.subject = text(mailbag_offset::kSubject, kSubjectSize, "subject");
        header.time = time();
        header.message = text(mailbag_offset::kMessage, kMessageNameSize, "message name");
        if (!is_message_name(header.message))
            damaged("The name of the message is no file name", mailbag_offset::kMessage);
        header.size = number<std::uint32_t>(mailbag_offset::kMessageSize);
        header.lifetime = number<std::uint16_t>(mailbag_offset::kLifetime);
        return header;
    }

private:
    template <class T>
    [[nodiscard]] T number(std::size_t at) const {
        return *ByteReader(record_.subspan(at)).le<T>();
    }

    std::string text(std::size_t at, std::size_t size, std::string_view name) {
        const Bytes value = until_nul(record_.subspan(at, size));
        if (value.size() == size) damaged(fmt::format("The {} has no end", name), at);
        return std::string(as_text(value.first(std::min(value.size(), size - 1))));
    }

    // Second, minute, hour, day, month, year.
    std::optional<LocalTime> time() {
        LocalTime time;
        std::size_t at = mailbag_offset::kTime;
        for (std::uint16_t* part : {&time.second, &time.minute, &time.hour, &time.day, &time.month, &time.year}) {
            *part = number<std::uint16_t>(at);
            at += sizeof *part;
        }
        if (time.valid()) return time;
        damaged("The time does not exist", mailbag_offset::kTime);
        return std::nullopt;
    }

    void damaged(std::string text, std::size_t at) {
        findings_->add(MessageId::postoffice_header_damaged, std::move(text), std::string(item_), offset_ + at);
    }

    Bytes record_;
    std::uint64_t offset_;
    Findings* findings_;
    std::string_view item_;
};

}  // namespace

bool is_message_name(std::string_view name) {
    return name.size() == kMessageNameDigits && name.find_first_not_of("0123456789ABCDEF") == std::string_view::npos;
}

std::vector<MailbagHeader> read_mailbag(Bytes file, Findings& findings, std::string_view item) {
    const std::size_t count = file.size() / kMailbagHeaderSize;
    if (const std::size_t rest = file.size() % kMailbagHeaderSize; rest != 0)
        findings.add(MessageId::postoffice_mailbag_cut, fmt::format("{} bytes behind the last header", rest),
                     std::string(item), file.size() - rest);
    if (count > kMaximumMailbagHeaders)
        findings.add(MessageId::postoffice_mailbag_large, fmt::format("{} headers", count), std::string(item));
    std::vector<MailbagHeader> headers;
    headers.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t offset = i * kMailbagHeaderSize;
        headers.push_back(HeaderReader(file.subspan(offset, kMailbagHeaderSize), offset, findings, item).read());
    }
    return headers;
}

void write_mailbag_header(ByteWriter& writer, const MailbagHeader& header) {
    std::array<std::uint8_t, kMailbagHeaderSize> record = header.raw;
    const auto put = [&](std::size_t at, Bytes value) {
        std::ranges::copy(value, MutableBytes(record).subspan(at).begin());
    };
    // Bytes behind the NUL are residue that `raw` keeps.
    const auto put_text = [&](std::size_t at, std::size_t size, const std::string& text) {
        ByteWriter field;
        field.text_nul(text.substr(0, size - 1));
        put(at, field.view());
    };
    put_text(mailbag_offset::kSender, kSenderSize, header.sender);
    put_text(mailbag_offset::kSubject, kSubjectSize, header.subject);
    put_text(mailbag_offset::kMessage, kMessageNameSize, header.message);
    if (header.time) {
        ByteWriter field;
        for (const std::uint16_t part : {header.time->second, header.time->minute, header.time->hour, header.time->day,
                                         header.time->month, header.time->year})
            field.le(part);
        put(mailbag_offset::kTime, field.view());
    }
    ByteWriter size, lifetime;
    size.le(header.size);
    lifetime.le(header.lifetime);
    put(mailbag_offset::kMessageSize, size.view());
    put(mailbag_offset::kLifetime, lifetime.view());
    writer.bytes(record);
}

}  // namespace restante::postoffice
