#include "targets/files/file_pieces.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "targets/files/system_error.h"

namespace restante::targets::files {
namespace {

constexpr std::size_t kPieceOfFile = 1024 * 1024;

}  // namespace

Result<void> for_each_piece_of_file(const std::string& path, const std::function<Result<void>(Bytes)>& consume) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return fail(system_error(errno, "cannot open " + path));
    ByteVector piece(kPieceOfFile);
    Result<void> result;
    while (result) {
        const ssize_t size = ::read(descriptor, piece.data(), piece.size());
        if (size == 0) break;
        if (size < 0)
            result = fail(system_error(errno, "cannot read " + path));
        else
            result = consume(Bytes(piece.data(), static_cast<std::size_t>(size)));
    }
    ::close(descriptor);
    return result;
}

}  // namespace restante::targets::files
