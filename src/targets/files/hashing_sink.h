// Counts and hashes what passes through on its way to another sink, or to nowhere.
#pragma once

#include <cstdint>
#include <string>

#include "base/byte_sink.h"
#include "base/sha256.h"

namespace restante::targets::files {

class HashingSink final : public ByteSink {
public:
    // Starts anew. `out` may be null; `hash`: false saves the work when nobody asks for the hash.
    void begin(ByteSink* out, bool hash) {
        out_ = out;
        hashing_ = hash;
        size_ = 0;
        last_ = 0;
        if (fed_) (void)hash_.finish();  // left over from a message that failed
        fed_ = false;
    }
    Result<void> append(Bytes bytes) override {
        size_ += bytes.size();
        if (!bytes.empty()) last_ = bytes.back();
        if (hashing_) {
            hash_.update(bytes);
            fed_ = true;
        }
        return out_ != nullptr ? out_->append(bytes) : Result<void>{};
    }
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] bool ends_with_line() const { return last_ == '\n'; }
    // Of everything since begin(), lower-case hex; "" when nobody asked. To be called once.
    [[nodiscard]] std::string sha256() {
        fed_ = false;
        return hashing_ ? hash_.finish_hex() : std::string();
    }

private:
    ByteSink* out_ = nullptr;
    bool hashing_ = false, fed_ = false;
    std::uint64_t size_ = 0;
    std::uint8_t last_ = 0;
    Sha256 hash_;
};

}  // namespace restante::targets::files
