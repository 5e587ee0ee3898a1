#include "formats/mmf/store_traces.h"

#include <algorithm>
#include <vector>

#include "base/byte_reader.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node.h"

namespace restante::mmf {
namespace {

constexpr std::uint32_t kDirectoryHeader = 14;
constexpr std::uint32_t kDirectoryEntry = 12;
constexpr std::size_t kPiece = 64 * 1024;  // a multiple of kBlockUnit

bool possible_name(Oid oid) {
    if ((oid.value >> 8U) == 0) return false;
    const std::uint8_t type = oid.type();
    return (type >= type::kGroupFolder && type <= type::kAddressEntry) ||
           (type >= type::kSystem && type <= type::kQueue);
}

// Offset of the directory from the start of the block, 0 when this is no list object.
std::uint64_t directory_of(Bytes start, std::uint64_t room) {
    ByteReader reader(start);
    const auto oid = reader.le<std::uint32_t>();
    const auto size = reader.le<std::uint32_t>();
    const auto directory = reader.le<std::uint32_t>();
    if (!oid || !size || !directory || !possible_name(Oid{*oid})) return 0;
    if (*size < 4 + kDirectoryHeader || kBlockHeaderSize + std::uint64_t{*size} > room) return 0;
    if (*directory < 4 || *directory > *size - kDirectoryHeader) return 0;
    return kBlockHeaderSize + std::uint64_t{*directory};
}

// The directory ends where the object does, to the byte: what the engine writes always does.
bool directory_fits(const ByteSource& file, const Cipher& cipher, std::uint64_t block, std::uint64_t directory) {
    ByteVector bytes(kBlockHeaderSize);
    if (!file.read(block, bytes)) return false;
    cipher.decipher(block, bytes);
    const auto size = ByteReader(Bytes(bytes).subspan(4)).le<std::uint32_t>();
    ByteVector count_bytes(2);
    if (!size || !file.read(block + directory, count_bytes)) return false;
    cipher.decipher(block + directory, count_bytes);
    const auto count = ByteReader(count_bytes).le<std::uint16_t>();
    return count && directory + kDirectoryHeader + std::uint64_t{*count} * kDirectoryEntry == kBlockHeaderSize + *size;
}

bool found_in(const ByteSource& file, const Cipher& cipher, std::uint64_t at, Bytes piece) {
    constexpr std::size_t kStart = 12;
    ByteVector start(kStart);
    for (std::size_t step = 0; step + kStart <= piece.size(); step += kBlockUnit) {
        std::ranges::copy(piece.subspan(step, kStart), start.begin());
        cipher.decipher(at + step, start);
        const std::uint64_t block = at + step;
        const std::uint64_t directory = directory_of(start, file.size() - block);
        if (directory != 0 && directory_fits(file, cipher, block, directory)) return true;
    }
    return false;
}

}  // namespace

bool holds_store_blocks(const ByteSource& file) {
    std::vector<Cipher> ciphers{Cipher::standard()};
    for (const std::uint32_t divisor : {8192U, 4096U, 512U, 1024U, 2048U, 16384U, 32768U, 1U})
        if (auto cipher = Cipher::alternate(divisor)) ciphers.push_back(*cipher);
    const std::uint64_t end = std::min(file.size(), kHeaderSize + kTraceSearch);
    ByteVector piece;
    for (std::uint64_t at = kHeaderSize; at < end; at += piece.size()) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, end - at)));
        if (!file.read(at, piece)) return false;
        for (const Cipher& cipher : ciphers)
            if (found_in(file, cipher, at, piece)) return true;
    }
    return false;
}

}  // namespace restante::mmf
