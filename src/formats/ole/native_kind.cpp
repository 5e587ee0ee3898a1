#include "formats/ole/native_kind.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace restante::ole {
namespace {

enum class Magic : std::uint8_t { none, bmp, wave, compound, rtf, word, write, biff, metafile };

struct ClassRow {
    std::string_view prefix;  // lower case
    std::string_view extension, content_type;
    std::array<Magic, 3> expected;  // none: cannot be told
};

// The first row whose prefix fits.
constexpr std::array kClasses{
    ClassRow{"word.document", ".doc", "application/msword", {Magic::compound, Magic::word, Magic::rtf}},
    ClassRow{"worddocument", ".doc", "application/msword", {Magic::word, Magic::rtf, Magic::compound}},
    ClassRow{"word.picture", ".doc", "application/msword", {Magic::compound, Magic::word, Magic::rtf}},
    ClassRow{"word", ".doc", "application/msword", {Magic::compound, Magic::word, Magic::rtf}},
    ClassRow{"excelworksheet", ".xls", "application/vnd.ms-excel", {Magic::biff, Magic::compound, Magic::none}},
    ClassRow{"excelchart", ".xls", "application/vnd.ms-excel", {Magic::biff, Magic::compound, Magic::none}},
    ClassRow{"excelmacrosheet", ".xls", "application/vnd.ms-excel", {Magic::biff, Magic::compound, Magic::none}},
    ClassRow{"excel.", ".xls", "application/vnd.ms-excel", {Magic::biff, Magic::compound, Magic::none}},
    ClassRow{"pbrush", ".bmp", "image/bmp", {Magic::bmp, Magic::none, Magic::none}},
    ClassRow{"paint.picture", ".bmp", "image/bmp", {Magic::bmp, Magic::none, Magic::none}},
    ClassRow{"paint", ".bmp", "image/bmp", {Magic::bmp, Magic::none, Magic::none}},
    ClassRow{"soundrec", ".wav", "audio/x-wav", {Magic::wave, Magic::none, Magic::none}},
    ClassRow{"mplayer", ".mpl", "application/x-mplayer", {}},
    ClassRow{"wordpad", ".rtf", "text/rtf", {Magic::rtf, Magic::compound, Magic::none}},
    ClassRow{"mswrite", ".wri", "application/x-mswrite", {Magic::write, Magic::none, Magic::none}},
    ClassRow{"powerpoint", ".ppt", "application/vnd.ms-powerpoint", {Magic::compound, Magic::none, Magic::none}},
    ClassRow{"msproject", ".mpp", "application/vnd.ms-project", {Magic::compound, Magic::none, Magic::none}},
    ClassRow{"visio", ".vsd", "application/vnd.visio", {Magic::compound, Magic::none, Magic::none}},
    ClassRow{"msgraph", ".msgraph", "application/x-msgraph", {}},
    ClassRow{"equation", ".equation", "application/x-equation", {}},
    ClassRow{"mswordart", ".wordart", "application/x-wordart", {}},
    ClassRow{"wordart", ".wordart", "application/x-wordart", {}},
    ClassRow{"msdraw", ".msdraw", "application/x-msdraw", {}},
};

struct MagicRow {
    Magic magic;
    std::string_view bytes;
    std::string_view extension, content_type;
};

constexpr std::array kMagics{
    MagicRow{Magic::compound, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ".ole", "application/x-ole-storage"},
    MagicRow{Magic::bmp, "BM", ".bmp", "image/bmp"},
    MagicRow{Magic::wave, "RIFF", ".wav", "audio/x-wav"},
    MagicRow{Magic::rtf, "{\\rtf", ".rtf", "text/rtf"},
    MagicRow{Magic::word, "\xDB\xA5", ".doc", "application/msword"},  // Word for Windows 2
    MagicRow{Magic::word, "\x9B\xA5", ".doc", "application/msword"},  // 1
    MagicRow{Magic::word, "\xDC\xA5", ".doc", "application/msword"},  // 6, bare
    MagicRow{Magic::write, std::string_view("\x31\xBE\0\0", 4), ".wri", "application/x-mswrite"},
    MagicRow{Magic::write, std::string_view("\x32\xBE\0\0", 4), ".wri", "application/x-mswrite"},
    MagicRow{Magic::biff, std::string_view("\x09\x00", 2), ".xls", "application/vnd.ms-excel"},
    MagicRow{Magic::biff, std::string_view("\x09\x02", 2), ".xls", "application/vnd.ms-excel"},
    MagicRow{Magic::biff, std::string_view("\x09\x04", 2), ".xls", "application/vnd.ms-excel"},
    MagicRow{Magic::biff, std::string_view("\x09\x08", 2), ".xls", "application/vnd.ms-excel"},
    MagicRow{Magic::metafile, "\xD7\xCD\xC6\x9A", ".wmf", "image/wmf"},
};

// A magic of two bytes is too little to believe against the class.
constexpr std::size_t kTelling = 4;

const MagicRow* magic_of(Bytes head) {
    const auto found =
        std::ranges::find_if(kMagics, [&](const MagicRow& row) { return as_text(head).starts_with(row.bytes); });
    return found == kMagics.end() ? nullptr : &*found;
}

}  // namespace

NativeKind native_kind(std::string_view class_name, Bytes head) {
    const std::string name = ascii_lower(class_name);
    const MagicRow* magic = magic_of(head);
    const auto row = std::ranges::find_if(kClasses, [&](const ClassRow& one) { return name.starts_with(one.prefix); });
    if (row == kClasses.end()) {
        if (magic != nullptr && (magic->bytes.size() >= kTelling || magic->magic == Magic::bmp))
            return {magic->extension, magic->content_type, false};
        return {".bin", "application/octet-stream", false};
    }
    const bool can_tell = row->expected[0] != Magic::none;
    const bool fits = magic != nullptr && std::ranges::find(row->expected, magic->magic) != row->expected.end();
    if (!can_tell || fits) {
        if (fits && magic->magic == Magic::rtf) return {".rtf", "text/rtf", false};
        return {row->extension, row->content_type, false};
    }
    if (magic != nullptr && magic->bytes.size() >= kTelling) return {magic->extension, magic->content_type, true};
    return {".bin", "application/octet-stream", true};
}

}  // namespace restante::ole
