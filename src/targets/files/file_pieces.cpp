#include "targets/files/file_pieces.h"

#include <utility>

#include "targets/files/readable_file.h"

namespace restante::targets::files {

Result<void> for_each_piece_of_file(const std::string& path, const std::function<Result<void>(Bytes)>& consume) {
    const ByteSourcePointer file = TRY(ReadableFile::open(path));
    auto read = for_each_piece(*file, consume);
    if (!read) return fail(std::move(read.error()).in(path));
    return {};
}

}  // namespace restante::targets::files
