#include "sources/tree/archive_pass.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "base/byte_source.h"
#include "base/bytes.h"
#include "base/lossy_bytes.h"
#include "base/result.h"
#include "sources/tree/archive_headers.h"
#include "sources/tree/spool.h"

namespace restante::sources {
namespace {

// Those libarchive has within itself: for others it would start a program.
constexpr std::array kFilters{archive_read_support_filter_gzip,     archive_read_support_filter_bzip2,
                              archive_read_support_filter_compress, archive_read_support_filter_lzma,
                              archive_read_support_filter_xz,       archive_read_support_filter_lzip,
                              archive_read_support_filter_lz4,      archive_read_support_filter_zstd};

void allow_formats(archive* handle, ArchiveReading reading) {
    if (reading == ArchiveReading::without_directory) {
        archive_read_support_format_zip_streamable(handle);
        return;
    }
    archive_read_support_format_zip(handle);
    archive_read_support_format_7zip(handle);
    archive_read_support_format_tar(handle);
    archive_read_support_format_iso9660(handle);
    archive_read_support_format_cab(handle);
    archive_read_support_format_lha(handle);
    archive_read_support_format_rar(handle);
    if (reading == ArchiveReading::past_damage)
        archive_read_set_format_option(handle, "tar", "read_concatenated_archives", "1");
}

}  // namespace

std::ptrdiff_t ArchivePass::Feed::next(archive* handle, const void** into) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, bytes->size() - position));
    if (const auto read = bytes->read(position, MutableBytes(piece).first(count)); !read) {
        archive_set_error(handle, EIO, "%s", read.error().what.c_str());
        return -1;
    }
    position += count;
    *into = piece.data();
    return static_cast<std::ptrdiff_t>(count);
}

std::int64_t ArchivePass::Feed::skip(std::int64_t count) {
    const auto left = static_cast<std::int64_t>(bytes->size() - position);
    const std::int64_t step = std::clamp<std::int64_t>(count, 0, left);
    position += static_cast<std::uint64_t>(step);
    return step;
}

std::int64_t ArchivePass::Feed::seek(std::int64_t offset, int whence) {
    const auto size = static_cast<std::int64_t>(bytes->size());
    const std::int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_END ? size : static_cast<std::int64_t>(position);
    if (offset < -from || offset > size - from) return ARCHIVE_FATAL;
    position = static_cast<std::uint64_t>(from + offset);
    return from + offset;
}

void ArchivePass::FreeArchive::operator()(archive* one) const { archive_read_free(one); }

ArchivePass::ArchivePass(const std::shared_ptr<const LossyBytes>& bytes, std::uint64_t limit)
    : feed_{bytes}, handle_(archive_read_new()), limit_(limit) {}

Result<std::unique_ptr<ArchivePass>> ArchivePass::begin(const std::shared_ptr<const LossyBytes>& bytes,
                                                        std::uint64_t limit, ArchiveReading reading) {
    std::unique_ptr<ArchivePass> pass(new ArchivePass(bytes, limit));
    archive* const handle = pass->handle_.get();
    for (const auto support : kFilters) support(handle);
    allow_formats(handle, reading);
    if (reading == ArchiveReading::without_directory) pass->feed_.position = find_zip_header(*bytes).value_or(0);
    archive_read_set_read_callback(handle, [](archive* from, void* feed, const void** into) {
        return static_cast<Feed*>(feed)->next(from, into);
    });
    archive_read_set_skip_callback(
        handle, [](archive* /*from*/, void* feed, la_int64_t count) { return static_cast<Feed*>(feed)->skip(count); });
    archive_read_set_seek_callback(handle, [](archive* /*from*/, void* feed, la_int64_t offset, int whence) {
        return static_cast<Feed*>(feed)->seek(offset, whence);
    });
    archive_read_set_callback_data(handle, &pass->feed_);
    if (archive_read_open1(handle) != ARCHIVE_OK) return fail(pass->failure(Errc::bad_magic));
    return pass;
}

Result<bool> ArchivePass::next() {
    while (true) {
        if (unpacked() > limit_) return fail(Errc::too_large, "the archive unpacks to more than is allowed");
        const int result = archive_read_next_header(handle_.get(), &entry_);
        if (result == ARCHIVE_EOF) return false;
        if (result == ARCHIVE_RETRY) {  // it is looked for the next one
            saw_damage_ = true;
            continue;
        }
        if (result < ARCHIVE_WARN) return fail(failure(Errc::bad_value));
        ++ordinal_;
        return true;
    }
}

bool ArchivePass::is_file() const { return archive_entry_filetype(entry_) == AE_IFREG; }
bool ArchivePass::is_encrypted() const { return archive_entry_is_data_encrypted(entry_) != 0; }
int ArchivePass::format() const { return archive_format(handle_.get()) & ARCHIVE_FORMAT_BASE_MASK; }

std::string ArchivePass::path() const {
    const char* text = archive_entry_pathname_utf8(entry_);
    if (text == nullptr) text = archive_entry_pathname(entry_);
    std::string path = text == nullptr ? "" : text;
    while (path.starts_with("./") || path.starts_with("/")) path.erase(0, path.find('/') + 1);
    return path;
}

Result<UnpackedFile> ArchivePass::data() {
    Spool spool;
    UnpackedFile file;
    std::uint64_t written = 0;
    const auto append = [&](Bytes bytes) -> Result<void> {
        contents_ += bytes.size();
        if (unpacked() > limit_) return fail(Errc::too_large, "the archive unpacks to more than is allowed");
        written += bytes.size();
        return spool.append(bytes);
    };
    const ByteVector zeros(kPiece);
    // By blocks: of a file that is damaged, archive_read_data() keeps the last ones to itself.
    for (bool more = true; more;) {
        const void* block = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int result = archive_read_data_block(handle_.get(), &block, &size, &offset);
        if (result == ARCHIVE_EOF) break;
        if (result < ARCHIVE_OK) file.trouble = failure(Errc::unsupported);
        more = result == ARCHIVE_OK;
        if (block == nullptr || size == 0 || result < ARCHIVE_WARN) continue;
        while (offset > 0 && written < static_cast<std::uint64_t>(offset))  // a hole in a sparse file
            TRY_VOID(append(Bytes(zeros).first(static_cast<std::size_t>(
                std::min<std::uint64_t>(zeros.size(), static_cast<std::uint64_t>(offset) - written)))));
        TRY_VOID(append({static_cast<const std::uint8_t*>(block), size}));
    }
    file.bytes = TRY(spool.finish());
    // A stream that is damaged may unpack to more than the file had.
    if (file.trouble && archive_entry_size_is_set(entry_) != 0) {
        const auto stated = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry_), 0));
        if (file.bytes->size() > stated) file.bytes = std::make_shared<ByteRange>(std::move(file.bytes), 0, stated);
    }
    return file;
}

std::optional<std::uint64_t> ArchivePass::place_in_tar() const {
    if (is_compressed_as_a_whole() || format() != ARCHIVE_FORMAT_TAR) return std::nullopt;
    return static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle_.get(), 0), 0));
}

std::uint64_t ArchivePass::unpacked() const {
    return std::max(contents_,
                    static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle_.get(), 0), 0)));
}

bool ArchivePass::is_compressed_as_a_whole() const {
    return archive_filter_code(handle_.get(), 0) != ARCHIVE_FILTER_NONE;
}

bool ArchivePass::lies_on_lost_sectors() const {
    if (format() != ARCHIVE_FORMAT_TAR && format() != ARCHIVE_FORMAT_ISO9660) return false;
    if (is_compressed_as_a_whole()) return feed_.bytes->has_lost(0, feed_.bytes->size());
    const auto start = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_read_header_position(handle_.get()), 0));
    const auto end = static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle_.get(), 0), 0));
    return end > start && feed_.bytes->has_lost(start, end - start);
}

Error ArchivePass::failure(Errc code) const {
    const char* const text = archive_error_string(handle_.get());
    return {code, text == nullptr ? "the archive is damaged" : text, {}, {}};
}

}  // namespace restante::sources
