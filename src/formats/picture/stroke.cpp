#include "formats/picture/stroke.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "formats/picture/curve.h"

namespace restante::picture {
namespace {

constexpr std::size_t kPortion = 4096;     // outlines
constexpr std::int64_t kThin = 4 * kUnit;  // up to here nobody sees whether a corner is round
constexpr std::int64_t kRoundStep = 225;   // tenths of a degree from corner to corner of a round end
constexpr std::uint64_t kCostOfSegment = 64;

// Lengths of lines and gaps in turn.
std::span<const std::int64_t> pattern_of(PenStyle style) {
    static constexpr std::int64_t kDash[] = {18, 6}, kDot[] = {3, 3}, kDashDot[] = {9, 6, 3, 6},
                                  kDashDotDot[] = {9, 3, 3, 3, 3, 3};
    switch (style) {
        case PenStyle::dash:
            return kDash;
        case PenStyle::dot:
            return kDot;
        case PenStyle::dash_dot:
            return kDashDot;
        case PenStyle::dash_dot_dot:
            return kDashDotDot;
        case PenStyle::solid:
        case PenStyle::none:
            break;
    }
    return {};
}

std::int64_t length_of(Place from, Place to) {
    const std::int64_t x = to.x - from.x, y = to.y - from.y;
    return square_root(static_cast<std::uint64_t>(x * x) + static_cast<std::uint64_t>(y * y));
}

class Stroker {
public:
    Stroker(std::int64_t width, Work& work, const std::function<void(const Lines&)>& outlines)
        : width_(width), work_(&work), outlines_(&outlines) {}

    void solid(const Line& line) {
        if (line.size() == 1) segment(line[0], line[0]);
        for (std::size_t i = 1; i < line.size() && !work_->exhausted(); ++i) segment(line[i - 1], line[i]);
    }

    void dashed(const Line& line, std::span<const std::int64_t> pattern, std::int64_t dash) {
        std::size_t index = 0;
        std::int64_t left = pattern[0] * dash;
        for (std::size_t i = 1; i < line.size(); ++i) {
            const Place from = line[i - 1], to = line[i];
            const std::int64_t length = length_of(from, to);
            const auto at = [&](std::int64_t distance) {
                return Place{from.x + (to.x - from.x) * distance / length,
                             from.y + (to.y - from.y) * distance / length};
            };
            for (std::int64_t done = 0; done < length;) {
                const std::int64_t piece = std::min(left, length - done);
                if (index % 2 == 0) segment(at(done), at(done + piece));
                if (!work_->spend(1)) return;
                done += piece;
                left -= piece;
                if (left != 0) continue;
                index = (index + 1) % pattern.size();
                left = pattern[index] * dash;
            }
        }
    }

    void flush() {
        if (!ready_.empty()) (*outlines_)(ready_);
        ready_.clear();
    }

private:
    // All outlines turn the same way, so that overlapping ones add up.
    void segment(Place from, Place to) {
        if (!work_->spend(kCostOfSegment)) return;
        const std::int64_t length = length_of(from, to);
        const std::int64_t half = width_ / 2;
        Place along{half, 0};
        if (length != 0) along = {(to.x - from.x) * half / length, (to.y - from.y) * half / length};
        const Place aside{-along.y, along.x};
        const bool thin = width_ <= kThin;
        const Place reach = thin ? along : Place{};
        const Place start{from.x - reach.x, from.y - reach.y}, end{to.x + reach.x, to.y + reach.y};
        ready_.push_back({{start.x + aside.x, start.y + aside.y},
                          {start.x - aside.x, start.y - aside.y},
                          {end.x - aside.x, end.y - aside.y},
                          {end.x + aside.x, end.y + aside.y}});
        if (!thin) {
            round(from);
            round(to);
        }
        if (ready_.size() >= kPortion) flush();
    }

    void round(Place middle) {
        Line line;
        for (std::int64_t angle = 0; angle < 3600; angle += kRoundStep)
            line.push_back(
                {middle.x + width_ * cosine(angle) / kSineOne / 2, middle.y + width_ * sine(angle) / kSineOne / 2});
        ready_.push_back(std::move(line));
    }

    std::int64_t width_;
    Work* work_;
    const std::function<void(const Lines&)>* outlines_;
    Lines ready_;
};

}  // namespace

void outline_strokes(const Lines& lines, PenStyle style, std::int64_t width, std::int64_t dash, Work& work,
                     const std::function<void(const Lines&)>& outlines) {
    if (style == PenStyle::none) return;
    const std::span<const std::int64_t> pattern = pattern_of(style);
    Stroker stroker(width, work, outlines);
    for (const Line& line : lines) {
        if (work.exhausted()) return;
        if (pattern.empty())
            stroker.solid(line);
        else
            stroker.dashed(line, pattern, dash);
    }
    stroker.flush();
}

}  // namespace restante::picture
