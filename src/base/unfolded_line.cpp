#include "base/unfolded_line.h"

#include <algorithm>

namespace restante {

std::string next_unfolded_line(std::string_view text, std::size_t& position, std::string_view folds,
                               std::size_t limit) {
    std::string line;
    while (position < text.size()) {
        const std::size_t end = std::min(text.find('\n', position), text.size());
        std::string_view piece = text.substr(position, end - position);
        if (piece.ends_with('\r')) piece.remove_suffix(1);
        line += piece;
        position = std::min(end + 1, text.size());
        const bool folded = position < text.size() && folds.find(text[position]) != std::string_view::npos;
        if (!folded || line.size() > limit) return line;
        ++position;
    }
    return line;
}

}  // namespace restante
