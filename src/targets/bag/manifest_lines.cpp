#include "targets/bag/manifest_lines.h"

#include "base/sha256.h"
#include "targets/files/directory_place.h"
#include "targets/files/file_pieces.h"
#include "targets/files/list_directory.h"

namespace restante::targets::bag {
namespace {

constexpr int kDeepestPayload = 200;

Result<void> add_files(const std::string& root, const std::string& directory, int depth, ManifestOfFiles& into) {
    if (depth > kDeepestPayload) return fail(Errc::too_large, directory + ": too many directories inside one another");
    for (const std::string& name : TRY(files::list_directory(root + "/" + directory))) {
        const std::string path = directory + "/" + name;
        if (files::is_directory(root + "/" + path)) {
            TRY_VOID(add_files(root, path, depth + 1, into));
            continue;
        }
        Sha256 hash;
        TRY_VOID(files::for_each_piece_of_file(root + "/" + path, [&](Bytes piece) {
            hash.update(piece);
            into.bytes += piece.size();
            return Result<void>{};
        }));
        into.lines += hash.finish_hex() + "  " + manifest_path(path) + "\n";
        ++into.files;
    }
    return {};
}

}  // namespace

std::string manifest_path(std::string_view path) {
    std::string text;
    for (const char letter : path) {
        if (letter == '%')
            text += "%25";
        else if (letter == '\r')
            text += "%0D";
        else if (letter == '\n')
            text += "%0A";
        else
            text += letter;
    }
    return text;
}

Result<ManifestOfFiles> manifest_of(const std::string& root, const std::string& directory) {
    ManifestOfFiles manifest;
    TRY_VOID(add_files(root, directory, 0, manifest));
    return manifest;
}

}  // namespace restante::targets::bag
