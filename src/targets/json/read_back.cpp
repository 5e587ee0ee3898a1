#include "targets/json/read_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "targets/files/readable_file.h"

namespace restante::targets {
namespace {

constexpr std::size_t kPiece = 256 * 1024;
// Messages stand in line, list of folders, folder and list of messages; messages within messages go deeper.
constexpr std::size_t kMessageDepth = 4;
constexpr std::size_t kDeepest = 10'000;
constexpr std::size_t kLongestName = 64;

}  // namespace

Error JsonMessageScanner::broken(const char* what) const {
    Error error{Errc::bad_value, what, offset_, {}};
    return std::move(error).in(file_);
}

Result<void> JsonMessageScanner::open(std::uint8_t bracket) {
    if (brackets_.size() == 1) in_folders_ = bracket == '[' && name_ == "folders";
    if (in_folders_ && brackets_.size() == kMessageDepth && bracket == '{') {
        in_message_ = true;
        size_ = 0;
    }
    if (brackets_.size() == kDeepest) return fail(broken("brackets are nested too deeply"));
    brackets_ += static_cast<char>(bracket);
    return {};
}

Result<void> JsonMessageScanner::close(std::uint8_t bracket) {
    const char expected = bracket == '}' ? '{' : '[';
    if (brackets_.empty() || brackets_.back() != expected) return fail(broken("a bracket closes what is not open"));
    brackets_.pop_back();
    return {};
}

Result<void> JsonMessageScanner::found_message() {
    in_message_ = false;
    StoredItem item;
    item.place = fmt::format("{}: line {}, message {}", file_, line_, message_++);
    item.size = size_;
    item.sha256 = hash_.finish_hex();
    return visit_(item);
}

Result<void> JsonMessageScanner::take(Bytes piece) {
    std::size_t hashed = 0;  // up to here
    for (std::size_t i = 0; i < piece.size(); ++i, ++offset_) {
        const std::uint8_t byte = piece[i];
        if (in_string_) {
            const bool ends = byte == '"' && !escaped_;
            escaped_ = byte == '\\' && !escaped_;
            in_string_ = !ends;
            if (!ends && brackets_.size() == 1 && name_.size() < kLongestName) name_ += static_cast<char>(byte);
            continue;
        }
        const bool began_in_message = in_message_;
        if (byte == '"') {
            in_string_ = true;
            if (brackets_.size() == 1) name_.clear();
        } else if (byte == '{' || byte == '[') {
            TRY_VOID(open(byte));
            if (in_message_ && !began_in_message) hashed = i;
        } else if (byte == '}' || byte == ']') {
            TRY_VOID(close(byte));
            if (!in_message_ || brackets_.size() != kMessageDepth) continue;
            hash_.update(piece.subspan(hashed, i + 1 - hashed));
            size_ += i + 1 - hashed;
            TRY_VOID(found_message());
        } else if (byte == '\n' && brackets_.empty()) {
            ++line_;
            message_ = 0;
        }
    }
    if (!in_message_) return {};
    hash_.update(piece.subspan(hashed));
    size_ += piece.size() - hashed;
    return {};
}

Result<void> JsonMessageScanner::end() const {
    if (brackets_.empty()) return {};
    return fail(broken("the file ends in the middle of a line"));
}

Result<void> read_back_json(const std::string& file, const StoredItemVisitor& visit) {
    const ByteSourcePointer bytes = TRY(files::ReadableFile::open(file));
    JsonMessageScanner scanner(file, visit);
    ByteVector piece(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, bytes->size())));
    for (std::uint64_t at = 0; at < bytes->size(); at += piece.size()) {
        piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), bytes->size() - at)));
        TRY_VOID(bytes->read(at, piece));
        TRY_VOID(scanner.take(piece));
    }
    return scanner.end();
}

}  // namespace restante::targets
