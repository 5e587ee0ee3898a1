#include "cli/usage.h"

#include <algorithm>
#include <numeric>

#include "cli/output.h"

namespace restante::cli {
namespace {

// Levenshtein distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0U);
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::optional<std::string> suggestion(std::string_view typed, const std::vector<std::string>& candidates) {
    constexpr std::size_t kLongest = 64;  // nobody means an option that long
    if (typed.size() > kLongest) return std::nullopt;
    std::optional<std::string> best;
    std::size_t best_distance = std::max<std::size_t>(2, typed.size() / 3) + 1;
    for (const std::string& candidate : candidates) {
        const std::size_t d = distance(typed, candidate);
        if (d >= best_distance) continue;
        best = candidate;
        best_distance = d;
    }
    return best;
}

int usage_error(std::string_view sentence, std::string_view command) {
    complain(sentence);
    write_error("Try 'restante " + (command.empty() ? "" : std::string(command) + " ") + "--help'.\n");
    return 64;
}

}  // namespace restante::cli
