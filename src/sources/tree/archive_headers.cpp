#include "sources/tree/archive_headers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>

#include "base/byte_source.h"
#include "base/bytes.h"

namespace restante::sources {
namespace {

constexpr std::size_t kBlock = 512, kPiece = 128 * kBlock;
constexpr std::size_t kSum = 148, kSumSize = 8;

// Octal digits behind blanks, ended by a blank or NUL.
std::optional<std::uint32_t> octal(Bytes field) {
    std::size_t at = 0;
    while (at < field.size() && field[at] == ' ') ++at;
    const std::size_t first = at;
    std::uint32_t value = 0;
    for (; at < field.size() && field[at] >= '0' && field[at] <= '7'; ++at) value = value * 8 + (field[at] - '0');
    const bool ended = at == field.size() || field[at] == ' ' || field[at] == 0;
    return at > first && ended ? std::optional(value) : std::nullopt;
}

bool is_header(Bytes block) {
    if (block[0] == 0) return false;
    const auto stated = octal(block.subspan(kSum, kSumSize));
    if (!stated) return false;
    const auto sum = [](Bytes bytes) { return std::accumulate(bytes.begin(), bytes.end(), std::uint32_t{0}); };
    return sum(block.first(kSum)) + sum(block.subspan(kSum + kSumSize)) + kSumSize * ' ' == *stated;
}

}  // namespace

std::optional<std::uint64_t> find_tar_header(const ByteSource& bytes, std::uint64_t from) {
    ByteVector buffer(kPiece);
    for (std::uint64_t at = (from + kBlock - 1) / kBlock * kBlock; at + kBlock <= bytes.size(); at += kPiece) {
        const std::uint64_t left = (bytes.size() - at) / kBlock * kBlock;
        const MutableBytes piece =
            MutableBytes(buffer).first(static_cast<std::size_t>(std::min<std::uint64_t>(left, kPiece)));
        const bool whole = bytes.read(at, piece).has_value();
        for (std::size_t block = 0; block < piece.size(); block += kBlock) {
            const MutableBytes one = piece.subspan(block, kBlock);
            if ((whole || bytes.read(at + block, one)) && is_header(one)) return at + block;
        }
    }
    return std::nullopt;
}

std::optional<std::uint64_t> find_zip_header(const ByteSource& bytes) {
    constexpr std::array<std::uint8_t, 4> kSignature{'P', 'K', 3, 4};
    ByteVector buffer(kPiece + kSignature.size() - 1);
    for (std::uint64_t at = 0; at < bytes.size(); at += kPiece) {
        const MutableBytes piece = MutableBytes(buffer).first(
            static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size() - at, buffer.size())));
        if (!bytes.read(at, piece)) continue;
        const auto found = std::ranges::search(piece, kSignature);
        if (!found.empty()) return at + static_cast<std::uint64_t>(found.begin() - piece.begin());
    }
    return std::nullopt;
}

}  // namespace restante::sources
