#include "formats/picture/span_fill.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace restante::picture {
namespace {

constexpr std::uint64_t kCostOfCrossing = 8;  // in pixels: a division and its share of sorting

struct Edge {
    Place upper{}, lower{};
    int direction = 1;                // -1: drawn upwards
    std::int64_t first = 0, end = 0;  // rows

    // Where it crosses the middle of the row.
    [[nodiscard]] std::int64_t crossing(std::int64_t row) const {
        const std::int64_t down = row * kUnit + kUnit / 2 - upper.y;
        return upper.x + floor_divide(down * (lower.x - upper.x), lower.y - upper.y);
    }
};

// The first row or column whose middle lies at or behind the coordinate.
std::int64_t first_behind(std::int64_t coordinate) { return floor_divide(coordinate + kUnit / 2 - 1, kUnit); }

std::vector<Edge> edges_of(const Lines& outlines, const Box& window) {
    std::vector<Edge> edges;
    const auto add = [&](Place from, Place to) {
        const bool upwards = from.y > to.y;
        if (upwards) std::swap(from, to);
        const Edge edge{from, to, upwards ? -1 : 1, std::max(first_behind(from.y), window.top),
                        std::min(first_behind(to.y), window.bottom)};
        if (edge.first < edge.end) edges.push_back(edge);
    };
    for (const Line& line : outlines) {
        for (std::size_t i = 1; i < line.size(); ++i) add(line[i - 1], line[i]);
        if (line.size() > 1) add(line.back(), line.front());
    }
    std::ranges::stable_sort(edges, {}, &Edge::first);
    return edges;
}

}  // namespace

void fill_spans(const Lines& outlines, FillRule rule, const Box& window, Work& work,
                const std::function<void(std::int64_t, std::int64_t, std::int64_t)>& span) {
    if (window.empty()) return;
    const std::vector<Edge> edges = edges_of(outlines, window);
    std::vector<const Edge*> active;
    std::vector<std::pair<std::int64_t, int>> crossings;
    std::size_t next = 0;
    for (std::int64_t row = edges.empty() ? window.bottom : edges.front().first; row < window.bottom; ++row) {
        std::erase_if(active, [row](const Edge* edge) { return edge->end <= row; });
        for (; next < edges.size() && edges[next].first <= row; ++next) active.push_back(&edges[next]);
        if (active.empty()) {
            if (next == edges.size()) return;
            row = edges[next].first - 1;
            continue;
        }
        if (!work.spend(active.size() * kCostOfCrossing)) return;
        crossings.clear();
        for (const Edge* edge : active) crossings.emplace_back(edge->crossing(row), edge->direction);
        std::ranges::sort(crossings);
        int wound = 0;
        for (std::size_t i = 0; i + 1 < crossings.size(); ++i) {
            wound += rule == FillRule::winding ? crossings[i].second : 1;
            const bool inside = rule == FillRule::winding ? wound != 0 : wound % 2 != 0;
            const std::int64_t first = std::max(first_behind(crossings[i].first), window.left),
                               end = std::min(first_behind(crossings[i + 1].first), window.right);
            if (inside && first < end) span(row, first, end);
        }
    }
}

}  // namespace restante::picture
