#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "base/joined_bytes.h"
#include "formats/exchange/packing_list.h"
#include "sources/collection_source.h"
#include "sources/detect.h"
#include "sources/file_bytes.h"
#include "sources/migration/found_files.h"
#include "sources/migration/migration_files.h"
#include "sources/migration/migration_source.h"
#include "sources/mmf/mmf_source.h"
#include "sources/source.h"
#include "sources/tree/trees.h"

namespace restante::sources {

void Source::visit_files(const std::function<bool(const OpenableFile& file)>& visit) const {
    const SourceDescription& one = description();
    visit({one.path, one.size,
           [path = one.path]() -> Result<ByteSourcePointer> { return ByteSourcePointer(TRY(FileBytes::open(path))); }});
}

namespace {

Result<std::unique_ptr<Source>> open_pieces(const std::string& path, const ReadOptions& options) {
    if (options.dig) {
        auto set = migration::open_damaged_set(path, options);
        if (set || set.error().code != Errc::bad_magic) return set;
    }
    ByteSourcePointer whole = TRY(FileBytes::open(path));
    for (const std::string& piece : options.pieces)
        whole = std::make_shared<JoinedBytes>(std::move(whole), TRY(FileBytes::open(piece)));
    return open_mmf_source(path, std::move(whole), options);
}

Result<std::unique_ptr<Source>> open_directory_source(const std::string& path, const ReadOptions& options) {
    auto collection = open_collection_source(path, options);
    if (collection || collection.error().code != Errc::bad_magic) return collection;
    const std::string list = TRY(migration::packing_list_in(path));
    if (!list.empty()) return migration::open_migration_source(list, options);
    if (!options.dig) return collection;
    auto dug = migration::open_damaged_set(path, options);
    return dug || dug.error().code != Errc::bad_magic ? std::move(dug) : std::move(collection);
}

}  // namespace

Result<std::unique_ptr<Source>> open_source(const std::string& path, const ReadOptions& options) {
    if (!options.pieces.empty()) return open_pieces(path, options);
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown)) return open_directory_source(path, options);
    const auto file = TRY(FileBytes::open(path));
    const FileKind kind = kind_of_file(*file);
    if (kind == FileKind::mmf || (options.dig && kind == FileKind::damaged_mmf))
        return open_mmf_source(path, file, options);
    ByteVector start(static_cast<std::size_t>(std::min<std::uint64_t>(file->size(), kDetectionBytes)));
    if (auto read = file->read(0, start); !read) {
        if (!options.dig) return fail(std::move(read.error()).in(path));
        start.clear();  // a bad sector: what stands behind it may tell
    }
    if (exchange::is_packing_list(start)) return migration::open_migration_source(path, options);
    if (options.dig || may_hold_files(*file)) {
        auto collection = open_collection_source(path, options);
        if (collection || collection.error().code != Errc::bad_magic) return collection;
    }
    if (options.dig) {
        auto set = migration::open_damaged_set(path, options);
        if (set || set.error().code != Errc::bad_magic) return set;
        auto dug = open_mmf_source(path, file, options);
        if (dug || dug.error().code != Errc::bad_magic) return dug;
    }
    const migration::SetFile part = migration::kind_of_set_file(*file);
    if (part == migration::SetFile::primary || part == migration::SetFile::secondary)
        return fail(Errc::bad_magic,
                    fmt::format("{} is a file of a set of migration files: name the packing list of the "
                                "set, or try restante recover",
                                path));
    if (may_be_disk_image(*file))
        return fail(Errc::bad_magic,
                    path + (options.dig ? " is a disk image without mail"
                                        : " is a disk image in which no mail is listed; restante recover looks for "
                                          "message files that were deleted or lost"));
    return fail(Errc::bad_magic, fmt::format("{} {}", path, describe_content(start, file->size())));
}

}  // namespace restante::sources
