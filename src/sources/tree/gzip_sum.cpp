#include "sources/tree/gzip_sum.h"

#include <zconf.h>
#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/byte_source.h"
#include "base/bytes.h"

namespace restante::sources {
namespace {

constexpr std::size_t kPiece = 64UL * 1024;
constexpr int kGzipOnly = 16;  // zlib's flag, beside the size of the window

class Inflater {
public:
    Inflater() : ready_(inflateInit2(&stream_, kGzipOnly + MAX_WBITS) == Z_OK) {}
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() {
        if (ready_) inflateEnd(&stream_);
    }

    enum class State : std::uint8_t { goes_on, over, wrong };

    // What `packed` unpacks to is thrown away.
    State feed(MutableBytes packed, std::uint64_t limit) {
        stream_.next_in = packed.data();
        stream_.avail_in = static_cast<uInt>(packed.size());
        while (ready_ && stream_.avail_in > 0) {
            stream_.next_out = unpacked_.data();
            stream_.avail_out = static_cast<uInt>(unpacked_.size());
            const int result = inflate(&stream_, Z_NO_FLUSH);
            written_ += unpacked_.size() - stream_.avail_out;
            // Zeros and other bytes behind the last member are no damage.
            if (result == Z_DATA_ERROR) return members_ > 0 && stream_.total_out == 0 ? State::over : State::wrong;
            if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return State::over;
            if (written_ > limit) return State::over;
            if (result == Z_STREAM_END) {
                ++members_;
                inflateReset(&stream_);
            }
        }
        return ready_ ? State::goes_on : State::over;
    }

private:
    z_stream stream_{};
    bool ready_;
    std::uint64_t members_ = 0;
    std::uint64_t written_ = 0;
    ByteVector unpacked_ = ByteVector(kPiece);
};

}  // namespace

bool has_wrong_gzip_sum(const ByteSource& bytes, std::uint64_t limit) {
    ByteVector piece(kPiece);
    Inflater inflater;
    for (std::uint64_t at = 0; at < bytes.size(); at += piece.size()) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), bytes.size() - at)));
        if (!bytes.read(at, piece)) return false;
        if (at == 0 && (piece.size() < 2 || piece[0] != 0x1F || piece[1] != 0x8B)) return false;
        const auto state = inflater.feed(piece, limit);
        if (state != Inflater::State::goes_on) return state == Inflater::State::wrong;
    }
    return false;
}

}  // namespace restante::sources
