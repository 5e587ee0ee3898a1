#include "formats/mmf/store_salvage.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/byte_reader.h"
#include "formats/mmf/map.h"
#include "formats/mmf/raw_store.h"
#include "formats/mmf/store_writer.h"

namespace restante::mmf {
namespace {

constexpr std::array<std::uint8_t, 4> kMagicBytes{0xAD, 0xDE, 0xAF, 0x01};

bool is_plain_text(const std::string& text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

// The header as far as it makes sense; a new store's where it does not. `stored` is what the file has.
Header plausible_header(const ByteSource& file, bool& sound) {
    std::array<std::uint8_t, kHeaderSize> start{};
    const auto available = static_cast<std::size_t>(std::min<std::uint64_t>(file.size(), kHeaderSize));
    sound = false;
    Header made = new_header();
    made.language.clear();
    if (!file.read(0, MutableBytes(start).first(available))) return made;
    const auto stored = start;
    const bool magic = std::ranges::equal(kMagicBytes, Bytes(start).first(kMagicBytes.size()));
    std::ranges::copy(kMagicBytes, start.begin());
    auto read = read_header(start);
    if (!read) return made;
    sound = magic && read->known_version();
    if (!is_plain_text(read->language)) read->language.clear();
    const bool trees = check_header(*read, 0).has_value() || check_header(*read, 1).has_value();
    if (!trees && !magic) {
        made.stored = stored;
        return made;
    }
    read->stored = stored;
    return *read;
}

// Only what the header says about itself is wrong: the map it names is whole.
Result<LoadedStore> load_despite_header(const ByteSourcePointer& file, Header header, Findings& findings) {
    Findings found;
    auto loaded = load_store_with(file, header, found);
    if (!loaded && header.version != version::kCurrent) {
        header.version = header.version == version::kAlternateCipher ? version::kCurrent : version::kAlternateCipher;
        found = Findings();
        loaded = load_store_with(file, header, found);
    }
    if (!loaded) return loaded;
    for (const Finding& finding : found.list()) findings.add(finding);
    return loaded;
}

constexpr std::size_t kHeaderSearchPiece = 64 * 1024;
constexpr std::size_t kMostHeaders = 16;  // that are looked at: a store holds none in its own body

// Where headers stand in the file that name maps which a file of this size can hold.
std::vector<std::uint64_t> headers_inside(const ByteSource& file) {
    std::vector<std::uint64_t> found;
    ByteVector piece;
    for (std::uint64_t at = 0; at < file.size() && found.size() < kMostHeaders; at += kHeaderSearchPiece) {
        piece.resize(static_cast<std::size_t>(
            std::min<std::uint64_t>(kHeaderSearchPiece + kMagicBytes.size() - 1, file.size() - at)));
        if (!file.read(at, piece)) continue;
        auto from = piece.begin();
        while (found.size() < kMostHeaders) {
            from = std::search(from, piece.end(), kMagicBytes.begin(), kMagicBytes.end());
            if (from == piece.end()) break;
            const std::uint64_t place = at + static_cast<std::uint64_t>(from++ - piece.begin());
            if (place != 0) found.push_back(place);
        }
    }
    return found;
}

// A store with foreign data before it: a slice of a disk image.
Result<LoadedStore> load_from_inside(const ByteSourcePointer& file, Findings& findings) {
    for (const std::uint64_t start : headers_inside(*file)) {
        auto slice = std::make_shared<ByteRange>(file, start, file->size() - start);
        ByteVector bytes(static_cast<std::size_t>(std::min<std::uint64_t>(slice->size(), kHeaderSize)));
        if (!slice->read(0, bytes)) continue;
        const auto header = read_header(bytes);
        if (!header || !header->known_version()) continue;
        Findings found;
        auto loaded = load_store_with(slice, *header, found);
        if (!loaded) continue;
        findings.add(MessageId::recover_foreign_bytes,
                     "the message file starts here; all other places are counted from this one", {}, start);
        for (const Finding& finding : found.list()) findings.add(finding);
        return loaded;
    }
    return fail(Errc::bad_magic, "there is no header in the file");
}

}  // namespace

Result<LoadedStore> salvage_store(const ByteSourcePointer& file, Findings& findings) {
    bool sound = false;
    const Header header = plausible_header(*file, sound);
    if (auto loaded = load_despite_header(file, header, findings)) {
        if (!sound) findings.add(MessageId::recover_header_gone, "the maps it names are whole", {}, 0);
        mend_store(*loaded, findings);
        return loaded;
    }
    if (auto loaded = load_from_inside(file, findings)) {
        mend_store(*loaded, findings);
        return loaded;
    }
    std::optional<Cipher> cipher;
    if (sound) {
        cipher = Cipher::standard();
        if (header.wants_alternate_cipher())
            if (auto alternate = Cipher::alternate(header.cipher_divisor)) cipher = *alternate;
    }
    BlockScan scan = scan_blocks(*file, cipher);
    if (scan.blocks.empty() && cipher) scan = scan_blocks(*file, std::nullopt);
    if (scan.blocks.empty()) return fail(Errc::bad_magic, "no object of a Microsoft Mail message file was found in it");
    if (!sound) findings.add(MessageId::recover_header_gone, "objects were found without it", {}, 0);
    return raw_store(file, header, scan, findings);
}

}  // namespace restante::mmf
