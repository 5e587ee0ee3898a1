#include "formats/pst/ltp/data_stream.h"

#include <algorithm>
#include <vector>

namespace restante::pst::ltp {
namespace {

constexpr std::size_t kPieceBlocks = 32;  // read at a time: about 256 KiB

Result<void> write_blocks(ndb::Database& database, Bytes bytes, std::vector<Bid>& blocks) {
    const std::size_t full = database.geometry().block_data;
    for (std::size_t at = 0; at < bytes.size(); at += full)
        blocks.push_back(TRY(database.write_block(bytes.subspan(at, std::min(full, bytes.size() - at)))));
    return {};
}

// Reads as many bytes as the source gives, in units of one block after a failure.
std::size_t read_what_is_there(const ByteSource& source, std::uint64_t offset, MutableBytes into, std::size_t unit,
                               std::optional<Error>& cut) {
    if (source.read(offset, into)) return into.size();
    for (std::size_t at = 0; at < into.size(); at += unit) {
        const MutableBytes piece = into.subspan(at, std::min(unit, into.size() - at));
        if (auto read = source.read(offset + at, piece); !read) {
            cut = std::move(read.error());
            return at;
        }
    }
    return into.size();
}

}  // namespace

Result<ndb::DataReference> write_bytes(ndb::Database& database, Bytes bytes) {
    std::vector<Bid> blocks;
    blocks.reserve(bytes.size() / database.geometry().block_data + 1);
    TRY_VOID(write_blocks(database, bytes, blocks));
    return database.write_tree(blocks, bytes.size());
}

Result<WrittenStream> write_stream(ndb::Database& database, const ByteSource& source) {
    const std::uint64_t total = source.size();
    const std::size_t unit = database.geometry().block_data;
    ByteVector buffer(static_cast<std::size_t>(std::min<std::uint64_t>(total, kPieceBlocks * unit)));
    std::vector<Bid> blocks;
    WrittenStream result;
    std::uint64_t done = 0;
    while (done < total && !result.cut) {
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), total - done));
        const std::size_t got = read_what_is_there(source, done, MutableBytes(buffer).first(wanted), unit, result.cut);
        TRY_VOID(write_blocks(database, Bytes(buffer).first(got), blocks));
        done += got;
    }
    result.data = TRY(database.write_tree(blocks, done));
    return result;
}

}  // namespace restante::pst::ltp
