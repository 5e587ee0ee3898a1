// An OLE 1 object as a stream: linked, embedded or static, with its picture.
// Source: [MS-OLEDS] 2.1, 2.2 (docs/formats/ole.md "The stream"). Integers are little-endian; text is ANSI.
//
// Only headers are read; native data and pictures are ranges of the source, whatever their size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/byte_source.h"
#include "base/byte_writer.h"
#include "base/finding.h"
#include "base/result.h"
#include "base/source_reader.h"

namespace restante::ole {

constexpr std::uint32_t kLongestName = 4096;  // class, topic, item, network and clipboard format names, bytes

enum class ObjectKind : std::uint8_t { linked, embedded, static_picture };

enum class PresentationForm : std::uint8_t {
    metafile,              // a Windows metafile behind its METAFILEPICT
    bitmap,                // a device-dependent bitmap (BITMAP16)
    dib,                   // a device-independent bitmap
    standard_clipboard,    // data of clipboard format `clipboard_format`
    registered_clipboard,  // data of the clipboard format named `clipboard_name`
};

struct Presentation {
    PresentationForm form = PresentationForm::metafile;
    std::string class_name{};            // "METAFILEPICT", "BITMAP", "DIB"; else the server's class
    std::int32_t width = 0, height = 0;  // 0.01 mm, as stored (the height of metafiles is often negative)
    std::uint16_t mapping_mode = 0;      // metafile only, as are the extents
    std::uint16_t x_extent = 0, y_extent = 0;
    std::uint32_t clipboard_format = 0;
    std::string clipboard_name{};
    SourceRange data{};  // the picture itself

    bool operator==(const Presentation&) const = default;
};

struct Object {
    std::uint32_t version = 0x0501;  // not checked by anybody
    ObjectKind kind = ObjectKind::embedded;
    std::string class_name{};         // "Word.Document.6", ANSI
    std::string topic{}, item{};      // path and place of the linked document, ANSI
    SourceRange native{};             // embedded only
    std::string network_name{};       // linked only, as is the option
    std::uint32_t update_option = 0;  // 0 always, 1 on save, 2 on call, 3 never
    std::optional<Presentation> presentation{};

    bool operator==(const Object&) const = default;
};

// True when the begin of the bytes can be an OLE 1 stream.
[[nodiscard]] bool sniff_object(const ByteSource& source);

// bad_magic: no OLE 1 stream. Data that is cut off, and pictures that cannot be read, are findings.
Result<Object> read_object(const ByteSource& source, Findings& findings);

// For tests: the stream of `object` with these bytes in place of its ranges.
void write_object(ByteWriter& writer, const Object& object, Bytes native, Bytes picture);

}  // namespace restante::ole
