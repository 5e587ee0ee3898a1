#include "formats/ole/package.h"

#include <algorithm>
#include <string_view>

#include "base/ascii.h"

namespace restante::ole {
namespace {

constexpr std::size_t kLongestText = 1024;  // label, icon path; the Packager of Windows 3.1 allows 260
constexpr std::uint32_t kLongestPath = 32U * 1024;
constexpr std::uint16_t kSignature = 2;
constexpr std::uint16_t kEmbeddedFile = 3;

std::string_view last_part(std::string_view path) { return path.substr(path.find_last_of("\\/:") + 1); }

bool has_extension(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot != std::string_view::npos && dot != 0 && dot + 1 < name.size();
}

}  // namespace

bool is_package(const std::string& class_name) { return equals_ignoring_ascii_case(class_name, "package"); }

Result<Package> read_package(const ByteSource& source, SourceRange native) {
    SourceReader reader(source, native);
    if (TRY(reader.le<std::uint16_t>()) != kSignature)
        return fail(Errc::bad_magic, "the data of a package does not start with 2", native.offset);
    Package package;
    package.label = std::string(as_text(until_nul(TRY(reader.until_nul(kLongestText)))));
    package.icon_path = std::string(as_text(until_nul(TRY(reader.until_nul(kLongestText)))));
    package.icon_index = TRY(reader.le<std::uint16_t>());
    package.embedded = TRY(reader.le<std::uint16_t>()) == kEmbeddedFile;
    if (!package.embedded) {  // the command line, ended by a NUL
        package.path = std::string(as_text(until_nul(TRY(reader.until_nul(kLongestPath)))));
        return package;
    }
    const auto length = TRY(reader.le<std::uint32_t>());
    package.path = std::string(as_text(until_nul(TRY(reader.bytes(length, kLongestPath)))));
    const auto size = TRY(reader.le<std::uint32_t>());
    package.cut = size > reader.remaining();
    package.data = TRY(reader.range(std::min<std::uint64_t>(size, reader.remaining())));
    return package;
}

std::string file_name_of(const Package& package) {
    const std::string_view label = last_part(package.label), path = last_part(package.path);
    if (has_extension(label) || path.empty()) return std::string(label);
    // Windows wrote temporary copies under names of its own: the label is what people know.
    const std::size_t dot = path.rfind('.');
    if (!label.empty() && has_extension(path)) return std::string(label) + std::string(path.substr(dot));
    return std::string(path);
}

void write_package(ByteWriter& writer, const Package& package, Bytes data) {
    writer.le(kSignature);
    writer.text_nul(package.label);
    writer.text_nul(package.icon_path);
    writer.le(package.icon_index);
    if (!package.embedded) {
        writer.le<std::uint16_t>(1);
        writer.text_nul(package.path);
        return;
    }
    writer.le(kEmbeddedFile);
    writer.le(static_cast<std::uint32_t>(package.path.size() + 1));
    writer.text_nul(package.path);
    writer.le(static_cast<std::uint32_t>(data.size()));
    writer.bytes(data);
}

}  // namespace restante::ole
