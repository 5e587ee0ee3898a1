#include "sources/migration/message_content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace restante::sources::migration {
namespace {

using exchange::DataKind;
using exchange::DataSection;

constexpr std::uint64_t kLargestBody = 256 * 1024 * 1024;  // bytes; longer texts become attachments

// Positions count bytes of the text, -1 is none.
class CharacterPlaces {
public:
    CharacterPlaces(const CodePage& page, Bytes text) : offsets_(page.character_offsets(text)), size_(text.size()) {}

    [[nodiscard]] std::optional<std::uint32_t> at(const std::optional<std::int64_t>& position) const {
        if (!position || *position < 0 || static_cast<std::uint64_t>(*position) >= size_) return std::nullopt;
        const auto found = std::ranges::lower_bound(offsets_, static_cast<std::uint64_t>(*position));
        return static_cast<std::uint32_t>(found - offsets_.begin());
    }

private:
    std::vector<std::uint32_t> offsets_;
    std::size_t size_;
};

void add_attachment(const DataSection& section, std::string name, model::Message& message) {
    model::Attachment& attachment = message.attachments.emplace_back();
    attachment.number = static_cast<std::uint32_t>(message.attachments.size());
    attachment.name = std::move(name);
    attachment.macbinary = section.macbinary;
    attachment.data = section.data;
}

}  // namespace

void add_content(const exchange::DataSections& sections, const CodePage& page, const std::string& item,
                 model::Message& message, Findings& findings) {
    ByteVector text;
    for (std::size_t i = 0; i < sections.list.size(); ++i) {
        const DataSection& section = sections.list[i];
        if (section.kind == DataKind::body && i > 0) {
            // The one before should have been the last.
            findings.add(MessageId::migration_data_cut, "another text follows, which is another message's", item,
                         section.offset);
            break;
        }
        if (section.kind != DataKind::body && section.kind != DataKind::other) {
            add_attachment(section, section.name, message);
            if (section.kind == DataKind::schedule)
                findings.add(MessageId::migration_schedule_attached, section.name, item, section.offset);
            continue;
        }
        auto bytes = i == 0 ? read_all(*section.data, kLargestBody) : fail(Errc::too_large, "no text stands here");
        if (bytes)
            text = std::move(*bytes);
        else
            add_attachment(section, i == 0 ? "message.txt" : "other.txt", message);
    }
    std::string decoded;
    const std::size_t unmappable = page.decode(text, decoded);
    if (unmappable != 0) findings.add(MessageId::text_unmappable, fmt::format("{} bytes", unmappable), item);
    message.body = std::move(decoded);
    const CharacterPlaces places(page, text);
    for (model::Attachment& attachment : message.attachments)
        for (const DataSection& section : sections.list)
            if (section.data == attachment.data) attachment.position = places.at(section.position);
    if (!sections.broken.empty())
        findings.add(MessageId::migration_data_cut, sections.broken, item, sections.broken_at);
}

}  // namespace restante::sources::migration
