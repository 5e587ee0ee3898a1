#include "formats/mmf/fragments.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/byte_reader.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/node.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kFragmentDirectory = 14;  // bytes in front of its entries
constexpr std::size_t kFragmentEntry = 12;
constexpr std::size_t kMostAttributes = 64;  // messages have about a dozen
constexpr std::size_t kFewestKnown = 3;      // attributes that messages have: fewer may be chance
constexpr std::size_t kLongestDirectory = kFragmentDirectory + kMostAttributes * kFragmentEntry;
constexpr std::size_t kMostFragments = 4096;  // each may have to be compared with those before it
constexpr std::size_t kFragmentPiece = 64 * 1024;

constexpr std::array kMessageAttributes{attribute::kFrom,         attribute::kTo,       attribute::kCc,
                                        attribute::kBcc,          attribute::kSubject,  attribute::kDateSent,
                                        attribute::kDateReceived, attribute::kStatus,   attribute::kClass,
                                        attribute::kMessageId,    attribute::kParentId, attribute::kConversationId,
                                        attribute::kBody,         attribute::kPriority};

bool is_message_attribute(std::uint32_t id) {
    return std::ranges::find(kMessageAttributes, id) != kMessageAttributes.end();
}

// A directory of a message that lost its start.
struct LooseDirectory {
    std::uint64_t at = 0;  // in the file
    std::int64_t delta = 0;
    std::vector<ListEntry> entries{};
    Oid oid{};

    // Bytes from the start of the block.
    [[nodiscard]] std::uint64_t length() const {
        return std::uint64_t{entries.front().offset} + entries.front().size + kBlockHeaderSize;
    }
    [[nodiscard]] std::uint64_t start() const { return at > length() ? at - length() : 0; }
    [[nodiscard]] std::uint64_t end() const { return at + kFragmentDirectory + entries.size() * kFragmentEntry; }
};

struct Extent {
    std::uint64_t from = 0, to = 0;
};

class FragmentSearch {
public:
    FragmentSearch(const ByteSource& file, const BlockScan& scan) : file_(&file), scan_(&scan), left_(file.size()) {
        for (const FoundBlock& block : scan.blocks)
            if (!block.overwritten) whole_.push_back({block.offset, block.offset + kBlockHeaderSize + block.size});
    }

    std::vector<Fragment> search() {
        for (const FoundBlock& block : scan_->blocks)
            if (block.overwritten && block.oid.type() == type::kMessage) look_at_overwritten(block);
        std::uint64_t covered = 0;
        std::int64_t before = 0;
        for (const FoundBlock& block : scan_->blocks) {
            if (block.overwritten) continue;
            if (block.offset > covered) look_between(covered, block.offset, before, block.delta);
            covered = std::max(covered, block.end());
            before = block.delta;
        }
        if (covered < file_->size()) look_between(covered, std::min(file_->size(), kScanEnd), before, before);
        std::ranges::sort(loose_, {}, &LooseDirectory::at);
        for (std::size_t i = 0; i < loose_.size(); ++i) put_together(i);
        return std::move(found_);
    }
    [[nodiscard]] bool more() const { return more_; }

private:
    bool read(std::uint64_t at, std::int64_t delta, MutableBytes into) const {
        if (at > file_->size() || into.size() > file_->size() - at || !file_->read(at, into)) return false;
        scan_->cipher.decipher(at + static_cast<std::uint64_t>(delta), into);
        return true;
    }

    void look_at_overwritten(const FoundBlock& block) {
        std::array<std::uint8_t, 4> first{};
        if (!read(block.offset + kBlockHeaderSize, block.delta, first)) return;
        const auto directory = ByteReader(first).le<std::uint32_t>();
        if (!directory) return;
        const std::uint64_t at = block.offset + kBlockHeaderSize + *directory;
        ByteVector bytes(static_cast<std::size_t>(std::min<std::uint64_t>(kLongestDirectory, file_->size() - at)));
        if (!read(at, block.delta, bytes)) return;
        const auto entries = directory_in(bytes);
        if (!entries.empty()) add(at, block.delta, entries, block.oid);
    }

    void look_between(std::uint64_t from, std::uint64_t to, std::int64_t before, std::int64_t behind) {
        std::set<std::int64_t> deltas{before, behind};
        ByteVector bytes;
        for (std::uint64_t at = from; at < to; at += kFragmentPiece) {
            const std::uint64_t size = std::min<std::uint64_t>(kFragmentPiece + kLongestDirectory, to - at);
            for (const std::int64_t delta : deltas) {
                bytes.resize(static_cast<std::size_t>(size));
                if (!read(at, delta, bytes)) break;
                look_in(bytes, at, delta);
            }
        }
    }

    void look_in(Bytes bytes, std::uint64_t start, std::int64_t delta) {
        for (std::size_t i = 0; i + kFragmentDirectory + kFragmentEntry <= bytes.size() && i < kFragmentPiece; ++i) {
            if (bytes[i] == 0 || bytes[i] > kMostAttributes || bytes[i + 1] != 0) continue;  // the number of entries
            if (bytes[i + kFragmentDirectory + 3] != 0 || bytes[i + kFragmentDirectory + 2] > 8) continue;
            const auto entries = directory_in(bytes.subspan(i));
            if (!entries.empty()) add(start + i, delta, entries, {});
        }
    }

    // Empty unless it is the directory of a message, to the byte.
    static std::vector<ListEntry> directory_in(Bytes bytes) {
        ByteReader reader(bytes);
        const auto count = reader.le<std::uint16_t>();
        if (!count || *count == 0 || *count > kMostAttributes) return {};
        if (!reader.skip(kFragmentDirectory - sizeof(*count)) || reader.remaining() / kFragmentEntry < *count)
            return {};
        std::vector<ListEntry> entries;
        std::size_t known = 0;
        for (std::uint16_t i = 0; i < *count; ++i) {
            const auto id = reader.le<std::uint32_t>(), offset = reader.le<std::uint32_t>(),
                       size = reader.le<std::uint32_t>();
            if (!id || !offset || !size) return {};
            if (is_message_attribute(*id)) ++known;
            if (!entries.empty() && entries.back().offset != std::uint64_t{*offset} + *size) return {};
            entries.push_back({*id, *offset, *size});
        }
        if (known < kFewestKnown || entries.back().offset != kFirstElement) return {};
        return entries;
    }

    void add(std::uint64_t at, std::int64_t delta, std::vector<ListEntry> entries, Oid oid) {
        LooseDirectory loose{at, delta, std::move(entries), oid};
        const std::uint64_t key = at + static_cast<std::uint64_t>(delta) - loose.length();
        if (key % kBlockUnit != 0) return;
        if (loose_.size() < kMostFragments)
            loose_.push_back(std::move(loose));
        else
            more_ = true;
    }

    void put_together(std::size_t index) {
        const LooseDirectory& loose = loose_[index];
        Fragment fragment;
        fragment.oid = loose.oid;
        fragment.block = loose.start();
        fragment.complete = loose.at >= loose.length();
        for (const ListEntry& entry : loose.entries) {
            const std::uint64_t back = loose.length() - kBlockHeaderSize - entry.offset;  // from the directory
            const bool there = back <= loose.at && entry.size <= left_ &&
                               !is_covered(index, {loose.at - back, loose.at - back + entry.size});
            ByteVector data(there ? entry.size : 0);
            if (!there || !read(loose.at - back, loose.delta, data)) {
                fragment.complete = false;
                continue;
            }
            left_ -= entry.size;
            fragment.elements.push_back({entry.id, std::move(data)});
        }
        const bool says_something = std::ranges::any_of(fragment.elements, [](const ListElement& element) {
            return element.id == attribute::kBody || element.id == attribute::kSubject;
        });
        if (says_something) found_.push_back(std::move(fragment));
    }

    // By a whole block, or by another message whose directory lies inside this one and is therefore newer.
    [[nodiscard]] bool is_covered(std::size_t index, Extent wanted) const {
        const auto behind = std::ranges::lower_bound(whole_, wanted.to, {}, &Extent::from);
        if (behind != whole_.begin() && std::prev(behind)->to > wanted.from) return true;
        for (std::size_t i = index; i-- > 0 && loose_[i].at >= loose_[index].start();)
            if (loose_[i].start() < wanted.to && loose_[i].end() > wanted.from) return true;
        return false;
    }

    const ByteSource* file_;
    const BlockScan* scan_;
    std::uint64_t left_;  // bytes that fragments may still hold
    std::vector<Extent> whole_{};
    std::vector<LooseDirectory> loose_{};
    bool more_ = false;  // than kMostFragments
    std::vector<Fragment> found_{};
};

}  // namespace

std::vector<Fragment> find_fragments(const ByteSource& file, const BlockScan& scan, Findings& findings) {
    FragmentSearch search(file, scan);
    std::vector<Fragment> found = search.search();
    if (search.more())
        findings.add(MessageId::limit_count, fmt::format("more than {} overwritten messages", kMostFragments));
    return found;
}

}  // namespace restante::mmf
