#include "sources/migration/message_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/code_page.h"
#include "base/finding.h"
#include "base/messages.h"
#include "base/zero_bytes.h"
#include "formats/exchange/secondary_file.h"
#include "model/attachment.h"
#include "model/message.h"

namespace restante::sources::migration {
namespace {

using exchange::DataKind;
using exchange::DataSection;

constexpr std::uint64_t kLargestBody = 256 * 1024 * 1024;  // bytes; longer texts become attachments

// Positions count bytes of the text, -1 is none.
class CharacterPlaces {
public:
    CharacterPlaces(const CodePage& page, Bytes text) : page_(page), text_(text) {}

    [[nodiscard]] std::optional<std::uint32_t> at(const std::optional<std::int64_t>& position) {
        if (!position || *position < 0 || static_cast<std::uint64_t>(*position) >= text_.size()) return std::nullopt;
        // Few messages need them, and they are larger than the text.
        if (offsets_.empty()) offsets_ = page_.character_offsets(text_);
        const auto found = std::ranges::lower_bound(offsets_, static_cast<std::uint64_t>(*position));
        return static_cast<std::uint32_t>(found - offsets_.begin());
    }

private:
    const CodePage& page_;
    Bytes text_;
    std::vector<std::uint32_t> offsets_{};
};

model::Attachment attachment_of(const DataSection& section, std::string name, std::size_t number) {
    model::Attachment attachment;
    attachment.number = static_cast<std::uint32_t>(number);
    attachment.name = std::move(name);
    attachment.macbinary = section.macbinary;
    attachment.data = section.data;
    return attachment;
}

}  // namespace

void add_content(const exchange::DataSections& sections, const CodePage& page, const std::string& item,
                 model::Message& message, Findings& findings) {
    std::size_t next = 0;
    ByteVector text;
    const auto add = [&](const DataSection& section, std::string name) -> model::Attachment& {
        return message.attachments.emplace_back(
            attachment_of(section, std::move(name), message.attachments.size() + 1));
    };
    if (sections.list.front().kind == DataKind::body) {
        auto bytes = read_all(*sections.list.front().data, kLargestBody);
        if (bytes)
            text = std::move(*bytes);
        else
            add(sections.list.front(), "message.txt");
        if (const ZeroBytes zeros = zero_runs(Bytes(text)); zeros.size != 0)
            findings.add(MessageId::recover_zeroed, fmt::format("the text: {} bytes", zeros.size), item,
                         sections.list.front().data_offset + zeros.first);
        ++next;
    }
    message.body.emplace();
    const std::size_t unmappable = page.decode(text, *message.body);
    if (unmappable != 0) findings.add(MessageId::text_unmappable, fmt::format("{} bytes", unmappable), item);
    CharacterPlaces places(page, text);
    for (; next < sections.list.size(); ++next) {
        const DataSection& section = sections.list[next];
        if (section.kind == DataKind::body) {
            // The one before should have been the last.
            findings.add(MessageId::migration_data_cut, "another text follows, which is another message's", item,
                         section.offset);
            break;
        }
        add(section, section.kind == DataKind::other ? "other.txt" : section.name).position =
            places.at(section.position);
        if (section.kind == DataKind::schedule)
            findings.add(MessageId::migration_schedule_attached, section.name, item, section.offset);
    }
    if (!sections.broken.empty())
        findings.add(MessageId::migration_data_cut, sections.broken, item, sections.broken_at);
}

}  // namespace restante::sources::migration
