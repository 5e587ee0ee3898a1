// One pass over an archive, by libarchive, from front to back. Source: docs/sources.md "Archives".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/byte_source.h"
#include "base/lossy_bytes.h"
#include "base/result.h"

// libarchive's.
struct archive;
struct archive_entry;

namespace restante::sources {

enum class ArchiveReading : std::uint8_t {
    plain,
    past_damage,        // tar: on behind headers that are damaged, and behind what looks like the end
    without_directory,  // zip: files as they lie in it, whatever its directory says
};

// What came out of an archive for one file.
struct UnpackedFile {
    ByteSourcePointer bytes{};
    std::optional<Error> trouble{};  // that is not all of it, or not right; the reason
};

class ArchivePass {
public:
    // Nothing beyond `limit` bytes is unpacked, headers and padding included. bad_magic: no archive.
    static Result<std::unique_ptr<ArchivePass>> begin(const std::shared_ptr<const LossyBytes>& bytes,
                                                      std::uint64_t limit, ArchiveReading reading);
    ArchivePass(const ArchivePass&) = delete;
    ArchivePass& operator=(const ArchivePass&) = delete;
    ~ArchivePass() = default;

    // False at the end; too_large beyond the limit; bad_value: it breaks off.
    Result<bool> next();
    // Of the entry at hand.
    [[nodiscard]] std::size_t ordinal() const { return ordinal_; }  // from 1
    [[nodiscard]] bool is_file() const;
    [[nodiscard]] bool is_encrypted() const;
    [[nodiscard]] std::string path() const;
    // Its data; too_large beyond the limit; errors of the place it is kept in.
    Result<UnpackedFile> data();
    // Right behind data(): sectors of it could not be read, which no sum tells in this kind of archive. Of a compressed
    // tar, any up to now. Meant for passes that read all entries.
    [[nodiscard]] bool lies_on_lost_sectors() const;

    // There were headers that cannot be right.
    [[nodiscard]] bool saw_damage() const { return saw_damage_; }
    // Of a tar that is not compressed: where reading has come to. Nothing for others.
    [[nodiscard]] std::optional<std::uint64_t> place_in_tar() const;

private:
    static constexpr std::size_t kPiece = 64UL * 1024;

    // Gives libarchive the bytes, and lets it jump.
    struct Feed {
        std::shared_ptr<const LossyBytes> bytes;
        std::uint64_t position = 0;
        std::array<std::uint8_t, kPiece> piece{};

        std::ptrdiff_t next(archive* handle, const void** into);
        std::int64_t skip(std::int64_t count);
        std::int64_t seek(std::int64_t offset, int whence);
    };
    struct FreeArchive {
        void operator()(archive* one) const;
    };

    ArchivePass(const std::shared_ptr<const LossyBytes>& bytes, std::uint64_t limit);
    // What came out of the compression around the archive and inside it, whichever is more.
    [[nodiscard]] std::uint64_t unpacked() const;
    [[nodiscard]] bool is_compressed_as_a_whole() const;
    [[nodiscard]] int format() const;
    [[nodiscard]] Error failure(Errc code) const;

    Feed feed_;
    std::unique_ptr<archive, FreeArchive> handle_;
    std::uint64_t limit_;
    std::uint64_t contents_ = 0;  // of files read so far
    archive_entry* entry_ = nullptr;
    std::size_t ordinal_ = 0;
    bool saw_damage_ = false;
};

}  // namespace restante::sources
