#include "formats/postoffice/mail/folder_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/finding.h"
#include "base/messages.h"
#include "base/result.h"
#include "base/zero_bytes.h"
#include "formats/postoffice/mail/data_element.h"
#include "formats/postoffice/mail/mai_file.h"

namespace restante::postoffice {
namespace {

// How a message goes on behind its length and id: vendor item 31h, an Integer of two bytes (Q104423).
constexpr std::array<std::uint8_t, 5> kFirstItem{0x7F, 0x05, 0x31, 0x20, 0x02};
constexpr std::uint64_t kLongestHead = 10;       // identifier, length of up to nine bytes; the id may follow
constexpr std::uint64_t kPiece = 256ULL * 1024;  // bytes searched at once
constexpr std::size_t kMaximumMessages = 100'000;
constexpr std::uint64_t kVainBytes = 64ULL * 1024 * 1024;  // read of messages that then prove damaged

class FolderCarver {
public:
    FolderCarver(const ByteSource& source, Findings& findings, std::string_view item, const CarvedVisitor& visit)
        : source_(&source), findings_(&findings), item_(item), visit_(visit) {}

    Result<FolderFile> carve() {
        TRY_VOID(read_kind());
        std::vector<std::uint64_t> items = TRY(first_items());
        std::uint64_t done = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i] < done) continue;  // an attachment of the message before
            const auto begin = TRY(message_begin(items[i], done));
            // A message that states no believable length ends at the latest where the next one begins.
            std::uint64_t limit = source_->size();
            if (i + 1 < items.size()) limit = TRY(message_begin(items[i + 1], items[i])).value_or(items[i + 1]);
            TRY_VOID(take(begin.value_or(items[i]), begin.has_value(), limit, done));
        }
        rest(done, source_->size(), found_one_);
        TRY_VOID(report_zero_sectors());
        return std::move(folder_);
    }

private:
    Result<void> read_kind() {
        if (source_->size() <= kFolderKindOffset) return {};
        std::uint8_t byte = 0;
        TRY_VOID(source_->read(kFolderKindOffset, MutableBytes(&byte, 1)));
        if (byte >= 1 && byte <= 3) folder_.kind = static_cast<FolderKind>(byte);
        return {};
    }

    Result<std::vector<std::uint64_t>> first_items() {
        std::vector<std::uint64_t> places;
        ByteVector buffer;
        for (std::uint64_t at = 0; at < source_->size() && places.size() < kMaximumMessages; at += kPiece) {
            buffer.resize(static_cast<std::size_t>(std::min(kPiece + kFirstItem.size() - 1, source_->size() - at)));
            TRY_VOID(source_->read(at, buffer));
            for (auto found = buffer.begin();;) {
                found = std::search(found, buffer.end(), kFirstItem.begin(), kFirstItem.end());
                if (found == buffer.end()) break;
                places.push_back(at + static_cast<std::uint64_t>(found - buffer.begin()));
                ++found;
            }
        }
        if (places.size() >= kMaximumMessages)
            findings_->add(MessageId::limit_count, fmt::format("more than {} messages in a folder", kMaximumMessages),
                           std::string(item_));
        return places;
    }

    // Where the message of that item starts: at a 4Dh whose length and id end there.
    Result<std::optional<std::uint64_t>> message_begin(std::uint64_t item, std::uint64_t earliest) {
        const std::uint64_t reach = std::min(item - earliest, kLongestHead);
        ByteVector head(static_cast<std::size_t>(reach));
        TRY_VOID(source_->read(item - reach, head));
        for (std::uint64_t back = 2; back <= reach; ++back) {
            if (head[static_cast<std::size_t>(reach - back)] != element_code::kMessage) continue;
            const auto element = ElementReader(*source_, {item - back, source_->size() - (item - back)}).next();
            // A byte of the length may be 4Dh, too; the message it would begin ends before its first item does.
            if (!element || element->end < item + kFirstItem.size()) continue;
            const std::uint64_t behind_length = element->offset + 2 + element->length_octets;
            if (element->contents.offset == item || behind_length == item) return std::optional(item - back);
        }
        return std::optional<std::uint64_t>();
    }

    Result<void> take(std::uint64_t begin, bool has_head, std::uint64_t limit, std::uint64_t& done) {
        if (has_head) {
            const std::uint64_t room = source_->size() - begin;
            const auto element = ElementReader(*source_, {begin, room}).next();
            // What reaches into the next message may hold it as an attachment, or be wrong, and then was read in vain.
            const bool affordable = element && (element->end <= limit || element->end - begin <= vain_budget_);
            if (element && !element->cut && affordable) {
                Findings none;
                auto file = read_mai(*source_, {begin, element->end - begin}, none, item_);
                if (file && none.empty() && file->unread.empty()) {
                    keep({begin, std::move(*file), true}, element->end, done);
                    return {};
                }
                if (!file && file.error().code == Errc::io) return fail(file.error());
                if (element->end > limit) vain_budget_ -= element->end - begin;
            }
        }
        // Its length, or something in it, is damaged: what lies before the next message is read as far as it goes.
        Findings own;
        auto file = TRY(salvage(begin, has_head, limit, own));
        for (const Finding& finding : own.list()) findings_->add(finding);
        findings_->add(MessageId::postoffice_folder_damaged, fmt::format("The message at {} is damaged", begin),
                       std::string(item_), begin);
        keep({begin, std::move(file), false}, limit, done);
        return {};
    }

    Result<MaiFile> salvage(std::uint64_t begin, bool has_head, std::uint64_t limit, Findings& findings) {
        if (has_head) {
            auto file = read_mai(*source_, {begin, limit - begin}, findings, item_);
            if (file || file.error().code == Errc::io) return file;
        }
        // A message without head is read by its fields; one byte in front stands for the head.
        const std::uint64_t from = begin == 0 ? 0 : has_head ? begin : begin - 1;
        auto file = read_mai(*source_, {from, limit - from}, findings, item_);
        if (!file && file.error().code != Errc::io) return MaiFile{};
        return file;
    }

    void keep(CarvedMessage message, std::uint64_t end, std::uint64_t& done) {
        rest(done, message.offset, found_one_);
        found_one_ = true;
        visit_(std::move(message));
        done = end;
    }

    void rest(std::uint64_t from, std::uint64_t to, bool between_messages) {
        if (from >= to) return;
        folder_.rest.push_back({from, to - from});
        if (between_messages && !told_) {
            findings_->add(MessageId::postoffice_folder_rest, fmt::format("{} bytes", to - from), std::string(item_),
                           from);
            told_ = true;  // once a file: the framing of its messages is not known
        }
    }

    // What stood there is no message any more, and nobody would miss it. The head of an empty folder is all zeros, too.
    Result<void> report_zero_sectors() {
        if (source_->size() <= kEmptyFolderSize) return {};
        for (const SourceRange& range : folder_.rest) {
            const auto sector = TRY(first_zero_sector(*source_, range));
            if (!sector) continue;
            findings_->add(MessageId::postoffice_zero_sectors, "a folder file", std::string(item_), sector);
            return {};  // once a file
        }
        return {};
    }

    const ByteSource* source_;
    Findings* findings_;
    std::string_view item_;
    const CarvedVisitor& visit_;
    FolderFile folder_{};
    bool found_one_ = false;
    bool told_ = false;
    std::uint64_t vain_budget_ = kVainBytes;
};

}  // namespace

std::string_view name_of(FolderKind kind) {
    static constexpr std::array<std::string_view, 4> kNames{"unknown", "private", "group", "shared"};
    return kNames[static_cast<std::size_t>(kind)];
}

Result<FolderFile> visit_folder_file(const ByteSource& source, Findings& findings, std::string_view item,
                                     const CarvedVisitor& visit) {
    return FolderCarver(source, findings, item, visit).carve();
}

Result<FolderFile> read_folder_file(const ByteSource& source, Findings& findings, std::string_view item) {
    std::vector<CarvedMessage> messages;
    FolderFile folder = TRY(visit_folder_file(
        source, findings, item, [&messages](CarvedMessage message) { messages.push_back(std::move(message)); }));
    folder.messages = std::move(messages);
    return folder;
}

ByteVector write_folder_file(FolderKind kind, const std::vector<ByteVector>& messages) {
    ByteVector bytes(static_cast<std::size_t>(kEmptyFolderSize));
    bytes[kFolderKindOffset] = static_cast<std::uint8_t>(kind);
    for (const ByteVector& message : messages) bytes.insert(bytes.end(), message.begin(), message.end());
    return bytes;
}

}  // namespace restante::postoffice
