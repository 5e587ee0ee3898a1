// How much drawing the pictures of one mailbox may cost: a picture of a hundred bytes can ask for sixteen million
// pixels, and a message file hold ten thousand of them. Source: docs/limits.md.
#pragma once

#include <algorithm>
#include <cstdint>

namespace restante::content {

// In pixels painted. Packing a pixel as PNG costs as much as painting sixteen.
constexpr std::uint64_t kLeastPictureWork = 4'000'000'000;
constexpr std::uint64_t kPictureWorkPerByte = 4096;  // of the source
constexpr std::uint64_t kWorkOfPackedPixel = 16;

class PictureBudget {
public:
    explicit PictureBudget(std::uint64_t source_bytes)
        : left_(kLeastPictureWork +
                std::min(source_bytes, (~std::uint64_t{0} - kLeastPictureWork) / kPictureWorkPerByte) *
                    kPictureWorkPerByte) {}

    // The last picture may cost more than is left; the next one is not begun.
    void spend(std::uint64_t work) { left_ -= std::min(work, left_); }
    [[nodiscard]] bool spent() const { return left_ == 0; }
    // True once only.
    bool tell() { return spent() && !told_ && (told_ = true); }

private:
    std::uint64_t left_;
    bool told_ = false;
};

}  // namespace restante::content
