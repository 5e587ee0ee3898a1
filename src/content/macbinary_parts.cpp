#include "content/macbinary_parts.h"

#include <memory>
#include <utility>

#include "base/joined_bytes.h"
#include "formats/macbinary/apple_double.h"
#include "formats/macbinary/header.h"

namespace restante::content {
namespace {

constexpr int kMacRoman = 10000;
constexpr std::uint64_t kLongestComment = 65535;

}  // namespace

void expand_macbinary(Parts& parts, const ByteSourcePointer& data) {
    const auto file = macbinary::read_file(*data);
    if (!file) return parts.find(MessageId::macbinary_unreadable, file.error());
    if (file->cut) parts.find(MessageId::macbinary_cut, "a fork ends too early");
    const std::string name = Parts::decode(as_bytes(file->name), kMacRoman);

    const auto comment = read_all(*range_of(data, file->comment), kLongestComment);
    ByteWriter header;
    macbinary::write_apple_double_header(header, *file, comment ? Bytes(*comment) : Bytes());
    const ByteSourcePointer beside =
        std::make_shared<JoinedBytes>(in_memory(std::move(header).take()), range_of(data, file->resource));
    if (file->data.size == 0)
        return parts.add(name + ".applefile", beside, "Resources of the Macintosh file " + name + " (AppleDouble)",
                         "application/applefile");
    model::Attachment whole;
    whole.name = name;
    whole.data = range_of(data, file->data);
    whole.apple_double = beside;
    parts.add(std::move(whole), "Data of the Macintosh file " + name, "");
}

}  // namespace restante::content
