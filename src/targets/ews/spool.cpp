#include "targets/ews/spool.h"

#include <algorithm>
#include <cerrno>

#include "targets/files/system_error.h"

namespace restante::targets::ews {
namespace {

constexpr const char* kTemporaryFile = "the temporary file of a large message";

}  // namespace

Result<void> Spool::append(Bytes bytes) {
    size_ += bytes.size();
    if (size_ <= kKeptInMemory) {
        memory_ += as_text(bytes);
        return {};
    }
    if (!file_) {
        file_.reset(std::tmpfile());
        const bool moved = file_ && std::fwrite(memory_.data(), 1, memory_.size(), file_.get()) == memory_.size();
        if (!moved) return fail(files::system_error(errno, kTemporaryFile));
        std::string().swap(memory_);
    }
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
        return fail(files::system_error(errno, kTemporaryFile));
    return {};
}

Result<std::size_t> Spool::read(std::uint64_t offset, MutableBytes space) const {
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(space.size(), size_ - offset));
    if (!file_) {
        std::copy_n(memory_.begin() + static_cast<std::ptrdiff_t>(offset), wanted, space.begin());
        return wanted;
    }
    if (std::fseek(file_.get(), static_cast<long>(offset), SEEK_SET) != 0 ||
        std::fread(space.data(), 1, wanted, file_.get()) != wanted)
        return fail(Errc::io, std::string(kTemporaryFile) + " cannot be read");
    return wanted;
}

}  // namespace restante::targets::ews
