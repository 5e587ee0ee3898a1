// Archives by libarchive. They are read from front to back: files opened in listed order cost one pass altogether, a
// step back costs a new one.
#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <mutex>
#include <utility>

#include "sources/tree/spool.h"
#include "sources/tree/trees.h"

namespace restante::sources {
namespace {

constexpr std::size_t kPiece = 64UL * 1024;
// An archive may unpack to this much and no more, so that a small file cannot fill the disk or keep us busy.
constexpr std::uint64_t kMostUnpacked = 64ULL * 1024 * 1024;
constexpr std::uint64_t kMostTimesLarger = 200;
// Those libarchive has within itself: for others it would start a program.
constexpr std::array kFilters{archive_read_support_filter_gzip,     archive_read_support_filter_bzip2,
                              archive_read_support_filter_compress, archive_read_support_filter_lzma,
                              archive_read_support_filter_xz,       archive_read_support_filter_lzip,
                              archive_read_support_filter_lz4,      archive_read_support_filter_zstd};

struct FreeArchive {
    void operator()(archive* one) const { archive_read_free(one); }
};

// Gives libarchive the bytes, and lets it jump.
class Feed {
public:
    explicit Feed(ByteSourcePointer bytes) : bytes_(std::move(bytes)) {}

    static la_ssize_t read(archive* handle, void* self, const void** into) {
        return static_cast<Feed*>(self)->next(handle, into);
    }
    static la_int64_t skip(archive* /*handle*/, void* self, la_int64_t count) {
        Feed& feed = *static_cast<Feed*>(self);
        const auto left = static_cast<la_int64_t>(feed.bytes_->size() - feed.position_);
        const la_int64_t step = std::clamp<la_int64_t>(count, 0, left);
        feed.position_ += static_cast<std::uint64_t>(step);
        return step;
    }
    static la_int64_t seek(archive* /*handle*/, void* self, la_int64_t offset, int whence) {
        Feed& feed = *static_cast<Feed*>(self);
        const auto size = static_cast<la_int64_t>(feed.bytes_->size());
        const la_int64_t from = whence == SEEK_SET   ? 0
                                : whence == SEEK_END ? size
                                                     : static_cast<la_int64_t>(feed.position_);
        if (offset < -from || offset > size - from) return ARCHIVE_FATAL;
        feed.position_ = static_cast<std::uint64_t>(from + offset);
        return from + offset;
    }

private:
    la_ssize_t next(archive* handle, const void** into) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, bytes_->size() - position_));
        if (const auto read = bytes_->read(position_, MutableBytes(piece_).first(count)); !read) {
            archive_set_error(handle, EIO, "%s", read.error().what.c_str());
            return -1;
        }
        position_ += count;
        *into = piece_.data();
        return static_cast<la_ssize_t>(count);
    }

    ByteSourcePointer bytes_;
    std::uint64_t position_ = 0;
    std::array<std::uint8_t, kPiece> piece_{};
};

// One pass over the archive.
class Pass {
public:
    // Nothing beyond `limit` bytes is unpacked, headers and padding included.
    static Result<std::unique_ptr<Pass>> begin(const ByteSourcePointer& bytes, std::uint64_t limit) {
        std::unique_ptr<Pass> pass(new Pass(bytes, limit));
        archive* const handle = pass->handle_.get();
        for (const auto support : kFilters) support(handle);
        archive_read_support_format_zip(handle);
        archive_read_support_format_7zip(handle);
        archive_read_support_format_tar(handle);
        archive_read_support_format_iso9660(handle);
        archive_read_support_format_cab(handle);
        archive_read_support_format_lha(handle);
        archive_read_support_format_rar(handle);
        archive_read_set_read_callback(handle, Feed::read);
        archive_read_set_skip_callback(handle, Feed::skip);
        archive_read_set_seek_callback(handle, Feed::seek);
        archive_read_set_callback_data(handle, &pass->feed_);
        if (archive_read_open1(handle) != ARCHIVE_OK) return fail(pass->failure(Errc::bad_magic));
        return pass;
    }

    // False at the end; too_large beyond the limit.
    Result<bool> next() {
        if (unpacked() > limit_) return fail(Errc::too_large, "the archive unpacks to more than is allowed");
        const int result = archive_read_next_header(handle_.get(), &entry_);
        if (result == ARCHIVE_EOF) return false;
        if (result < ARCHIVE_WARN) return fail(failure(Errc::bad_value));
        ++ordinal_;
        return true;
    }
    [[nodiscard]] std::size_t ordinal() const { return ordinal_; }  // of the entry at hand, from 1
    [[nodiscard]] bool is_file() const { return archive_entry_filetype(entry_) == AE_IFREG; }
    [[nodiscard]] bool is_encrypted() const { return archive_entry_is_data_encrypted(entry_) != 0; }
    [[nodiscard]] std::string path() const {
        const char* text = archive_entry_pathname_utf8(entry_);
        if (text == nullptr) text = archive_entry_pathname(entry_);
        std::string path = text == nullptr ? "" : text;
        while (path.starts_with("./") || path.starts_with("/")) path.erase(0, path.find('/') + 1);
        return path;
    }
    // The data of the entry at hand; too_large beyond the limit.
    Result<ByteSourcePointer> data() {
        Spool spool;
        ByteVector piece(kPiece);
        while (true) {
            const la_ssize_t count = archive_read_data(handle_.get(), piece.data(), piece.size());
            if (count < 0) return fail(failure(Errc::unsupported));
            if (count == 0) return spool.finish();
            contents_ += static_cast<std::uint64_t>(count);
            if (unpacked() > limit_) return fail(Errc::too_large, "the archive unpacks to more than is allowed");
            TRY_VOID(spool.append(Bytes(piece).first(static_cast<std::size_t>(count))));
        }
    }

private:
    Pass(const ByteSourcePointer& bytes, std::uint64_t limit)
        : feed_(bytes), handle_(archive_read_new()), limit_(limit) {}
    // What came out of the compression around the archive and inside it, whichever is more.
    [[nodiscard]] std::uint64_t unpacked() const {
        return std::max(contents_,
                        static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle_.get(), 0), 0)));
    }
    [[nodiscard]] Error failure(Errc code) const {
        const char* const text = archive_error_string(handle_.get());
        return {code, text == nullptr ? "the archive is damaged" : text, {}, {}};
    }

    Feed feed_;
    std::unique_ptr<archive, FreeArchive> handle_;
    std::uint64_t limit_;
    std::uint64_t contents_ = 0;  // of files read so far
    archive_entry* entry_ = nullptr;
    std::size_t ordinal_ = 0;
};

class ArchiveTree final : public FileTree {
public:
    ArchiveTree(ByteSourcePointer bytes, std::string name)
        : bytes_(std::move(bytes)),
          name_(std::move(name)),
          limit_(std::max(kMostUnpacked, bytes_->size() * kMostTimesLarger)) {}

    Result<void> list(Findings& findings) {
        pass_ = TRY(Pass::begin(bytes_, limit_));
        bool more = true;
        while (more) more = TRY(list_next(findings));
        pass_.reset();
        sort_by_path(files_, places_);
        return {};
    }

    [[nodiscard]] const std::vector<TreeFile>& files() const override { return files_; }
    Result<ByteSourcePointer> open(std::size_t index) override {
        const std::scoped_lock alone(mutex_);
        const std::size_t wanted = places_.at(index).file;
        if (!pass_ || pass_->ordinal() >= wanted) pass_ = TRY(Pass::begin(bytes_, limit_));
        while (pass_->ordinal() < wanted)
            if (!TRY(pass_->next())) return fail(Errc::truncated, "the archive ends before its file");
        return pass_->data();
    }
    [[nodiscard]] bool random_access() const override { return false; }

private:
    // False: nothing more is looked at.
    Result<bool> list_next(Findings& findings) {
        const auto more = pass_->next();
        if (!more && more.error().code == Errc::too_large) {
            findings.add(MessageId::limit_output, more.error().what, name_);
            return false;
        }
        if (!more) {
            if (pass_->ordinal() == 0) return fail(Error(more.error()));
            findings.add(MessageId::source_archive_damaged, more.error().what, name_);
            return false;
        }
        if (!*more) return false;
        if (pass_->ordinal() > kMostFiles) {
            findings.add(MessageId::source_too_many_files, "the first are read", name_);
            return false;
        }
        if (!pass_->is_file()) return true;
        const std::string path = pass_->path();
        const auto data = pass_->is_encrypted() ? fail(Errc::unsupported, "the file is encrypted") : pass_->data();
        if (!data) {
            const bool too_large = data.error().code == Errc::too_large;
            findings.add(too_large ? MessageId::limit_output : MessageId::source_file_unreadable, data.error().what,
                         name_ + "/" + path);
            return !too_large;
        }
        files_.push_back({path, (*data)->size(), kind_of_file(**data)});
        places_.push_back({0, pass_->ordinal()});
        return true;
    }

    std::mutex mutex_;  // of the pass
    ByteSourcePointer bytes_;
    std::string name_;
    std::uint64_t limit_;
    std::unique_ptr<Pass> pass_{};
    std::vector<TreeFile> files_{};
    std::vector<TreePlace> places_{};
};

}  // namespace

Result<std::unique_ptr<FileTree>> open_archive_tree(ByteSourcePointer bytes, const std::string& name,
                                                    Findings& findings) {
    auto tree = std::make_unique<ArchiveTree>(std::move(bytes), name);
    TRY_VOID(tree->list(findings));
    return std::unique_ptr<FileTree>(std::move(tree));
}

}  // namespace restante::sources
