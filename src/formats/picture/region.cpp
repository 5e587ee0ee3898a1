#include "formats/picture/region.h"

#include <utility>

namespace restante::picture {

void Region::keep(const Box& box) {
    if (!boxes_) {
        boxes_ = std::vector<Box>{box};
        return;
    }
    for (Box& one : *boxes_) one = one.shared_with(box);
    std::erase_if(*boxes_, [](const Box& one) { return one.empty(); });
}

bool Region::take_away(const Box& box) {
    constexpr Box kEverything{-kFarthest, -kFarthest, kFarthest, kFarthest};
    std::vector<Box> left;
    for (const Box& one : boxes_ ? *boxes_ : std::vector<Box>{kEverything}) {
        const Box hole = one.shared_with(box);
        if (hole.empty()) {
            left.push_back(one);
            continue;
        }
        for (const Box& rest : {Box{one.left, one.top, one.right, hole.top},
                                {one.left, hole.bottom, one.right, one.bottom},
                                {one.left, hole.top, hole.left, hole.bottom},
                                {hole.right, hole.top, one.right, hole.bottom}})
            if (!rest.empty()) left.push_back(rest);
    }
    if (left.size() > kMostBoxes) return false;
    boxes_ = std::move(left);
    return true;
}

void Region::move(std::int64_t right, std::int64_t down) {
    if (!boxes_) return;
    for (Box& box : *boxes_)
        box = {clamped(box.left + right), clamped(box.top + down), clamped(box.right + right),
               clamped(box.bottom + down)};
}

}  // namespace restante::picture
