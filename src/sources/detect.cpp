#include "sources/detect.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/utf8.h"
#include "formats/exchange/packing_list.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node.h"
#include "formats/mmf/store.h"

namespace restante::sources {
namespace {

using namespace std::string_view_literals;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    std::string_view description;
};

constexpr std::array kSignatures{
    Signature{0, "MMMD"sv, "looks like a Yamaha SMAF ringtone, which is called .mmf too; it holds no mail"},
    Signature{0, "!BDN"sv, "looks like a PST or PAB of Outlook or Exchange, not like a message file of Microsoft Mail"},
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
              "looks like an OLE compound file (a .msg or an Office document)"},
    Signature{0, "PK\x03\x04"sv, "looks like a ZIP archive"},
    Signature{0, "PK\x05\x06"sv, "looks like an empty ZIP archive"},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, "looks like a 7z archive"},
    Signature{0, "\x1F\x8B"sv, "looks like a gzip file"},
    Signature{257, "ustar"sv, "looks like a tar archive"},
    Signature{0, "SZDD\x88\xF0\x27\x33"sv, "looks like a file compressed with COMPRESS.EXE; expand it first"},
    Signature{0, "MSCF"sv, "looks like a cabinet archive"},
    Signature{0, "\x78\x9F\x3E\x22"sv, "looks like a winmail.dat attachment (TNEF)"},
    Signature{0, "MZ"sv, "looks like a program"},
    Signature{0, "%PDF-"sv, "looks like a PDF document"},
    Signature{0, "{\\rtf"sv, "looks like an RTF document"},
    Signature{0, "From "sv, "looks like an mbox file"},
    Signature{0, "\xCF\xAD\x12\xFE"sv, "looks like an Outlook Express mail folder"},
    Signature{0, "FFAPI"sv, "looks like a FrontPage or Works file, not like mail"},
};

bool starts_with(Bytes start, std::size_t offset, std::string_view bytes) {
    return start.size() >= offset + bytes.size() && as_text(start.subspan(offset, bytes.size())) == bytes;
}

bool all_equal(Bytes bytes, std::uint8_t value) {
    return std::ranges::all_of(bytes, [value](std::uint8_t byte) { return byte == value; });
}

// Node 0 of a map copy is never used and always the same: sixteen zeros, the flag 1000, zeros.
bool is_unused_node(Bytes plain) {
    ByteReader reader(plain);
    const auto node = mmf::read_node(reader);
    mmf::Node unused;
    unused.flags = mmf::flag::kWritten;
    return node && *node == unused;
}

bool has_map_behind_header(Bytes start) {
    if (start.size() < mmf::kHeaderSize + mmf::kNodeSize) return false;
    const Bytes stored = start.subspan(mmf::kHeaderSize, mmf::kNodeSize);
    ByteVector plain(stored.begin(), stored.end());
    mmf::Cipher::standard().decipher(mmf::kHeaderSize, plain);
    if (is_unused_node(plain)) return true;
    // The other cipher maps equal bytes close together to equal bytes, and only the flag differs from zero.
    const auto first_half = stored.first(16);
    return !all_equal(stored, stored[0]) && all_equal(first_half, stored[0]) && stored[16] == stored[0] &&
           all_equal(stored.subspan(18), stored[0]);
}

bool looks_like_text(Bytes start) {
    const auto control = [](std::uint8_t byte) {
        return byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f');
    };
    return std::ranges::none_of(start, control);
}

bool looks_like_message(std::string_view text) {
    static constexpr std::array kFields{"Return-Path:"sv, "Received:"sv,     "Message-ID:"sv, "MIME-Version:"sv,
                                        "Subject:"sv,     "Delivered-To:"sv, "Date:"sv};
    return std::ranges::any_of(kFields, [text](std::string_view field) { return text.starts_with(field); });
}

}  // namespace

FileKind detect(Bytes start, std::uint64_t file_size) {
    if (mmf::Store::sniff(start)) return FileKind::mmf;
    if (exchange::is_packing_list(start)) return FileKind::packing_list;
    if (has_map_behind_header(start)) return FileKind::damaged_mmf;
    const bool wiped = start.size() > mmf::kHeaderSize && all_equal(start.first(mmf::kHeaderSize), 0) &&
                       !all_equal(start.subspan(mmf::kHeaderSize), 0);
    return wiped && file_size % mmf::kBlockUnit == 1 ? FileKind::damaged_mmf : FileKind::other;
}

std::string describe_content(Bytes start, std::uint64_t file_size) {
    if (file_size == 0) return "is empty";
    switch (detect(start, file_size)) {
        case FileKind::mmf:
            return "is a message file of Microsoft Mail";
        case FileKind::damaged_mmf:
            return "has no usable header, but may still be a message file of Microsoft Mail: try restante recover";
        case FileKind::packing_list:
            return "is a packing list of Exchange migration files";
        case FileKind::other:
            break;
    }
    for (const Signature& signature : kSignatures)
        if (starts_with(start, signature.offset, signature.bytes)) return std::string(signature.description);
    if (all_equal(start, 0)) return "begins with nothing but zeros";
    if (looks_like_message(as_text(start))) return "looks like a single mail message";
    if (looks_like_text(start)) return "looks like a text file";
    return "is nothing restante knows";
}

}  // namespace restante::sources
