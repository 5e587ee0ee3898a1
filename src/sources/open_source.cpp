#include <fmt/format.h>

#include <algorithm>

#include "sources/detect.h"
#include "sources/file_bytes.h"
#include "sources/mmf/mmf_source.h"
#include "sources/source.h"

namespace restante::sources {

Result<std::unique_ptr<Source>> open_source(const std::string& path, const ReadOptions& options) {
    const auto file = TRY(FileBytes::open(path));
    ByteVector start(static_cast<std::size_t>(std::min<std::uint64_t>(file->size(), kDetectionBytes)));
    TRY_VOID(file->read(0, start));
    if (detect(start, file->size()) != FileKind::mmf)
        return fail(Errc::bad_magic, fmt::format("{} {}", path, describe_content(start, file->size())));
    return open_mmf_source(path, file, options);
}

}  // namespace restante::sources
