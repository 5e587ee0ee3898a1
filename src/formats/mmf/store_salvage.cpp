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
    constexpr std::array<std::uint8_t, 4> kMagicBytes{0xAD, 0xDE, 0xAF, 0x01};
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

}  // namespace

Result<LoadedStore> salvage_store(const ByteSourcePointer& file, Findings& findings) {
    bool sound = false;
    const Header header = plausible_header(*file, sound);
    if (auto loaded = load_despite_header(file, header, findings)) {
        if (!sound) findings.add(MessageId::recover_header_gone, "the maps it names are whole", {}, 0);
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
