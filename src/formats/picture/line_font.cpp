#include "formats/picture/line_font.h"

#include <algorithm>
#include <span>

#include "base/letter_parts.h"
#include "formats/picture/line_font_glyphs.h"

namespace restante::picture {
namespace {

constexpr std::int64_t kBaseline = 2;     // in the table
constexpr std::int64_t kGap = 2;          // between letters
constexpr std::int64_t kBlank = 3;        // width of a letter without lines
constexpr std::int64_t kSmallHeight = 4;  // letters up to this height have their marks where the table has them
constexpr std::int64_t kMarkWidth = 2;

const Glyph* glyph_of(std::span<const Glyph> table, char32_t character) {
    const auto found = std::ranges::find(table, character, &Glyph::character);
    return found == table.end() ? nullptr : &*found;
}

Lines lines_of(const Glyph& glyph) {
    Lines lines;
    bool begun = false;
    for (std::size_t i = 0; i < glyph.lines.size(); ++i) {
        if (glyph.lines[i] == ' ') {
            begun = false;
            continue;
        }
        if (!begun) lines.emplace_back();
        begun = true;
        lines.back().push_back({glyph.lines[i] - '0', glyph.lines[i + 1] - '0' - kBaseline});
        ++i;
    }
    return lines;
}

struct Reach {
    std::int64_t right = 0, top = 0;
};

Reach reach_of(const Lines& lines) {
    Reach reach;
    for (const Line& line : lines)
        for (const Place& place : line) reach = {std::max(reach.right, place.x), std::max(reach.top, place.y)};
    return reach;
}

void add_moved(Lines& lines, const Glyph& mark, std::int64_t right, std::int64_t up) {
    for (Line line : lines_of(mark)) {
        for (Place& place : line) place = {place.x + right, place.y + up};
        lines.push_back(std::move(line));
    }
}

bool add_mark(Lines& lines, char32_t mark) {
    const Reach reach = reach_of(lines);
    const std::int64_t middle = (reach.right - kMarkWidth) / 2;
    if (const Glyph* above = glyph_of(kMarksAbove, mark)) {
        add_moved(lines, *above, middle, std::max<std::int64_t>(0, reach.top - kSmallHeight));
        return true;
    }
    const Glyph* below = glyph_of(kMarksBelow, mark);
    if (below != nullptr) add_moved(lines, *below, middle, 0);
    return below != nullptr;
}

// Marks may be wider than their letter.
void make_room_for_marks(Letter& letter) {
    std::int64_t left = 0;
    for (const Line& line : letter.lines)
        for (const Place& place : line) left = std::min(left, place.x);
    for (Line& line : letter.lines)
        for (Place& place : line) place.x -= left;
    letter.advance -= left;
}

}  // namespace

std::optional<Letter> letter_of(char32_t character) {
    const Glyph* glyph = glyph_of(kGlyphs, character);
    std::u32string_view marks;
    std::u32string parts;
    if (glyph == nullptr) {
        parts = letter_parts(character);
        const bool dotted = parts.front() == U'i' && parts.size() > 1;
        glyph = glyph_of(kGlyphs, dotted ? U'\u0131' : parts.front());
        marks = std::u32string_view(parts).substr(1);
    }
    if (glyph == nullptr) return std::nullopt;
    Letter letter{lines_of(*glyph)};
    letter.advance = letter.lines.empty() ? kBlank : reach_of(letter.lines).right + kGap;
    for (const char32_t mark : marks)
        if (!add_mark(letter.lines, mark)) return std::nullopt;
    make_room_for_marks(letter);
    return letter;
}

Letter missing_letter() { return {{{{0, 0}, {0, 6}, {3, 6}, {3, 0}, {0, 0}}}, 5}; }

}  // namespace restante::picture
