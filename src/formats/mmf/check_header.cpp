#include "formats/mmf/check_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/byte_reader.h"
#include "base/byte_writer.h"
#include "formats/mmf/map.h"
#include "formats/mmf/store_traces.h"

namespace restante::mmf {
namespace {

constexpr std::uint64_t kVersionAt = 4, kSessionAt = 8, kCapacityAt = 0xC, kCopyAt = 0xE, kDivisorAt = 0x128;

// The file with the right magic, so that everything behind it can be looked at.
class WithMagic final : public ByteSource {
public:
    explicit WithMagic(ByteSourcePointer file) : file_(std::move(file)) {}
    [[nodiscard]] std::uint64_t size() const override { return file_->size(); }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        TRY_VOID(file_->read(offset, into));
        ByteWriter magic;
        magic.le(kMagic);
        for (std::size_t i = 0; i < into.size() && offset + i < sizeof(kMagic); ++i)
            into[i] = magic.view()[static_cast<std::size_t>(offset) + i];
        return {};
    }

private:
    ByteSourcePointer file_;
};

Result<ByteVector> start_of(const ByteSource& file) {
    ByteVector start(static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), kHeaderSize)));
    TRY_VOID(file.read(0, start));
    return start;
}

void check_version_word(const Header& header, CheckReport& report) {
    if (!header.known_version())
        report.add(MessageId::check_version,
                   fmt::format("the version word is {:08x}, expected {:08x} to {:08x}", header.version,
                               version::kOldest, version::kAlternateCipher),
                   kVersionAt);
    else if (header.version < version::kCurrent)
        report.add(MessageId::check_older_version,
                   fmt::format("the version word is {:08x}, expected {:08x}", header.version, version::kCurrent),
                   kVersionAt);
}

void check_fields(const Header& header, CheckReport& report) {
    if (header.current_copy > 1)
        report.add(MessageId::check_header_field,
                   fmt::format("the number of the current map copy is {}, expected 0 or 1", header.current_copy),
                   kCopyAt);
    if (header.wants_alternate_cipher() && header.cipher_divisor == 0)
        report.add(MessageId::check_header_field, "the divisor of the alternate cipher is 0", kDivisorAt);
    for (unsigned copy = 0; copy < header.trees.size(); ++copy) {
        const TreeHeader& tree = header.trees[copy];
        const std::uint64_t at = kTreesAt + copy * kTreeSize;
        if (auto sane = mmf::check_header(header, copy); !sane)
            report.add(MessageId::check_header_field,
                       fmt::format("{}: copies at 0x{:x} and 0x{:x}, capacity {}, {} nodes, root {}", sane.error().what,
                                   header.trees[0].map_offset, header.trees[1].map_offset, header.capacity,
                                   tree.node_count, tree.root),
                       sane.error().offset.value_or(kCapacityAt));
        if (tree.map_offset < kHeaderSize || tree.map_offset % kHeaderSize != 0)
            report.add(MessageId::check_header_field,
                       fmt::format("map copy {} starts at 0x{:x}, expected a multiple of 0x200 behind the header", copy,
                                   tree.map_offset),
                       at);
    }
}

void check_trees_agree(const Header& header, CheckReport& report) {
    TreeHeader first = header.trees[0];
    const TreeHeader& second = header.trees[1];
    first.map_offset = second.map_offset;
    if (first == second) return;
    report.add(
        MessageId::check_tree_headers,
        fmt::format("copy 0: end 0x{:x}, {} nodes, root {}, free list {}; copy 1: end 0x{:x}, {} nodes, root {}, "
                    "free list {}",
                    first.end, first.node_count, first.root, first.free_head, second.end, second.node_count,
                    second.root, second.free_head),
        kTreesAt);
}

}  // namespace

Result<std::optional<CheckedHeader>> check_file_header(ByteSourcePointer file, CheckReport& report) {
    ByteVector start = TRY(start_of(*file));
    const auto magic = ByteReader(start).le<std::uint32_t>();
    if (!magic || (*magic != kMagic && !holds_store_blocks(*file)))
        return fail(Errc::bad_magic, "this is not a Microsoft Mail message file", 0);
    if (*magic != kMagic) {
        report.add(MessageId::check_magic, fmt::format("the first word is {:08x}, expected {:08x}", *magic, kMagic), 0);
        file = std::make_shared<WithMagic>(std::move(file));
        start = TRY(start_of(*file));
    }
    if (start.size() < kHeaderSize) {
        report.add(MessageId::check_cut_off,
                   fmt::format("the file has {} bytes, its header alone {}", start.size(), kHeaderSize), start.size());
        return std::nullopt;
    }
    CheckedHeader checked{std::move(file), TRY(read_header(start)), Cipher::standard()};
    const Header& header = checked.header;
    // Magic and version gone: what else stands in the header is no better, and its rules would only repeat that.
    if (*magic != kMagic && !header.known_version()) return std::nullopt;
    if (header.wants_alternate_cipher())
        if (auto alternate = Cipher::alternate(header.cipher_divisor)) checked.cipher = *alternate;
    check_version_word(header, report);
    check_fields(header, report);
    if (header.session != 0)
        report.add(MessageId::check_not_closed, fmt::format("the session id is {:08x}, expected 0", header.session),
                   kSessionAt);
    check_trees_agree(header, report);
    return checked;
}

void check_file_length(const CheckedHeader& checked, unsigned copy, std::uint64_t last_block_end, CheckReport& report) {
    const std::uint64_t size = checked.file->size();
    const std::uint64_t expected = std::uint64_t{checked.header.trees[copy].end} + 1;
    if (size < last_block_end)
        report.add(MessageId::check_cut_off,
                   fmt::format("the file has {} bytes, expected {}; the last object ends at 0x{:x}", size, expected,
                               last_block_end),
                   size);
    else if (size != expected)
        report.add(MessageId::check_length, fmt::format("the file has {} bytes, expected {}", size, expected),
                   std::min(size, expected));
}

}  // namespace restante::mmf
