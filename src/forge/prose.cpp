#include "forge/prose.h"

#include "forge/words.h"

namespace restante::forge {
namespace {

constexpr std::size_t kLineWidth = 60;
constexpr std::size_t kRoomForLastWord = 12;

}  // namespace

std::string prose(Random& random, std::size_t size) {
    std::string text;
    text.reserve(size + kRoomForLastWord);
    std::size_t line = 0;
    // Spaces of 64 bits give several words: drawing is what takes the time.
    for (std::uint64_t drawn = 0; text.empty() || text.size() + kRoomForLastWord < size;
         drawn /= words::plain().size()) {
        if (drawn < words::plain().size()) drawn = random.next();
        const std::string_view word = words::plain()[drawn % words::plain().size()];
        text += word;
        line += word.size() + 1;
        text += line > kLineWidth ? "\r\n" : " ";
        if (line > kLineWidth) line = 0;
    }
    if (text.ends_with(' ')) text.back() = '.';
    if (!text.ends_with("\r\n")) text += "\r\n";
    return text;
}

}  // namespace restante::forge
