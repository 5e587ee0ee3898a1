// How much a picture may cost: a few bytes of drawing can ask for hours of it.
#pragma once

#include <cstdint>

namespace restante::picture {

class Work {
public:
    explicit Work(std::uint64_t most) : left_(most) {}

    // False when it is used up, now and ever after.
    bool spend(std::uint64_t amount) {
        if (amount > left_) {
            left_ = 0;
            exhausted_ = true;
        } else {
            left_ -= amount;
        }
        return !exhausted_;
    }
    [[nodiscard]] bool exhausted() const { return exhausted_; }
    [[nodiscard]] std::uint64_t left() const { return left_; }

private:
    std::uint64_t left_;
    bool exhausted_ = false;
};

}  // namespace restante::picture
