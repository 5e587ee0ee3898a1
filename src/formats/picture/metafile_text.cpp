// The half of MetafilePlayer that draws text. Source: [MS-WMF] 2.3.3.5, 2.3.3.20; docs/formats/picture.md "Text"
#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "base/code_page.h"
#include "base/utf8.h"
#include "formats/picture/curve.h"
#include "formats/picture/line_font.h"
#include "formats/picture/metafile_player.h"
#include "formats/picture/record_values.h"

namespace restante::picture {
namespace {

namespace align {
constexpr std::uint16_t kUpdate = 1, kRight = 2, kCenter = 6, kBottom = 8, kBaseline = 24;
}  // namespace align

constexpr std::int64_t kUsualHeight = 16;  // of the font that is there without being chosen
// Of the fonts of the time, in thousandths of the height of their letters.
constexpr std::int64_t kCell = 1117, kAscent = 905, kUnitAcross = 93, kUnitUp = 119, kStrokeWidth = 75, kBold = 140;
constexpr std::int64_t kAverageAdvance = 5;  // units of the line font
constexpr std::int64_t kBoldFrom = 600, kLean = 4;
constexpr const char* kTooMuchText = "text beyond 100,000 characters";

int code_page_of(std::uint8_t character_set, int usual) {
    constexpr std::pair<std::uint8_t, int> kPages[] = {{77, 10000}, {128, 932},  {129, 949},  {134, 936},  {136, 950},
                                                       {161, 1253}, {162, 1254}, {177, 1255}, {178, 1256}, {186, 1257},
                                                       {204, 1251}, {238, 1250}, {255, 850}};
    const auto* const found = std::ranges::find(kPages, character_set, &std::pair<std::uint8_t, int>::first);
    return found == std::end(kPages) ? usual : found->second;
}

// In fonts of symbols letters stand for other signs; the ones that text needs most look alike in all of them.
std::optional<Letter> shape_of(char32_t character, std::uint8_t character_set) {
    constexpr std::uint8_t kSymbols = 2;
    constexpr char32_t kSymbolBullet = 0xB7;
    if (character_set != kSymbols) return letter_of(character);
    if (character == kSymbolBullet) return letter_of(U'\u2022');
    return character == U' ' ? letter_of(character) : std::nullopt;
}

// Where letters of the current font stand and how large they are, in the plane.
class Writing {
public:
    Writing(const RecordedFont& font, std::int64_t unit, Place reference)
        : reference_(reference), turned_(font.turned), lean_(font.italic) {
        const std::int64_t stored = font.height == 0 ? kUsualHeight : font.height;
        const std::int64_t height = clamped(std::abs(stored) * unit);
        letters_ = stored < 0 ? height : height * 1000 / kCell;
        across_ = font.width == 0 ? thousandths(kUnitAcross) : clamped(font.width * unit) / kAverageAdvance;
    }

    [[nodiscard]] std::int64_t thousandths(std::int64_t part) const { return letters_ * part / 1000; }
    [[nodiscard]] std::int64_t advance(std::int64_t units) const { return units * across_; }
    // Which point of the text stands at the reference.
    void align(std::uint16_t how, std::int64_t width) {
        const bool center = (how & align::kCenter) == align::kCenter, right = (how & align::kRight) != 0;
        const bool baseline = (how & align::kBaseline) == align::kBaseline, bottom = (how & align::kBottom) != 0;
        right_ = center ? -width / 2 : right ? -width : 0;
        down_ = baseline ? 0 : bottom ? -thousandths(kCell - kAscent) : thousandths(kAscent);
    }
    // Of a place beside the start: right and up on paper, before the line is turned.
    [[nodiscard]] Place at(std::int64_t right, std::int64_t up) const {
        const std::int64_t x = right_ + right, y = down_ - up;
        const std::int64_t c = cosine(turned_), s = sine(turned_);
        return {clamped(reference_.x + (x * c + y * s) / kSineOne), clamped(reference_.y + (y * c - x * s) / kSineOne)};
    }
    [[nodiscard]] Place in_letter(std::int64_t from, Place place) const {
        const std::int64_t up = thousandths(kUnitUp) * place.y;
        return at(from + across_ * place.x + (lean_ ? up / kLean : 0), up);
    }
    [[nodiscard]] Line box(std::int64_t width) const {
        const std::int64_t top = thousandths(kAscent), bottom = thousandths(kAscent - kCell);
        return {at(0, top), at(width, top), at(width, bottom), at(0, bottom), at(0, top)};
    }
    [[nodiscard]] Lines under_and_through(const RecordedFont& font, std::int64_t width) const {
        Lines lines;
        const auto add = [&](std::int64_t up) { lines.push_back({at(0, up), at(width, up)}); };
        if (font.underlined) add(thousandths(kUnitUp) * -1);
        if (font.struck_out) add(thousandths(kUnitUp) * 2);
        return lines;
    }

private:
    Place reference_;
    std::int64_t turned_;
    bool lean_;
    std::int64_t letters_ = 0, across_ = 0;  // height of the letters, width of a unit
    std::int64_t right_ = 0, down_ = 0;      // from the reference to where the first letter stands
};

}  // namespace

Result<bool> MetafilePlayer::draw_text(std::uint16_t function, ByteReader& reader) {
    if (function == record::kTextOut) {
        const auto size = TRY(reader.le<std::uint16_t>());
        const Bytes text = TRY(reader.bytes(size));
        TRY_VOID(reader.skip(size % 2U));
        const Place place = TRY(read_reversed_place(reader));
        write(text, place, ByteReader({}));
        return true;
    }
    if (function != record::kExtendedTextOut) return false;
    constexpr std::uint16_t kOpaqueBox = 2, kLimitingBox = 4;
    const Place place = TRY(read_reversed_place(reader));
    const auto size = TRY(reader.le<std::uint16_t>());
    const auto options = TRY(reader.le<std::uint16_t>());
    std::optional<Box> box;
    if ((options & (kOpaqueBox | kLimitingBox)) != 0) {
        const Place corner = TRY(read_place(reader)), other = TRY(read_place(reader));
        box = Box::between(at(corner), at(other));
    }
    const Bytes text = TRY(reader.bytes(size));
    TRY_VOID(reader.skip(std::min<std::size_t>(size % 2U, reader.remaining())));
    if (box && (options & kOpaqueBox) != 0) fill_outline(box->outline(), state_.manner.ground);
    const Region outside = state_.region;
    if (box && (options & kLimitingBox) != 0) state_.region.keep(*box);
    write(text, place, reader);
    state_.region = outside;
    return true;
}

void MetafilePlayer::write(Bytes text, Place place, ByteReader distances) {
    if ((state_.text_align & align::kUpdate) != 0) place = {state_.x, state_.y};
    const auto page = CodePage::numbered(code_page_of(state_.font.character_set, code_page_));
    if (!page || text.empty()) return;
    if (text.size() > characters_left_) return leave_out(kTooMuchText);
    characters_left_ -= text.size();

    const auto length = [&](std::int64_t recorded) { return plane_.length(state_.mapping, recorded); };
    Writing writing(state_.font, length(1), at(place));
    const std::u32string characters = utf8_characters(page->decode(text));
    const std::vector<std::uint32_t> bytes = page->character_offsets(text);
    std::vector<std::pair<std::int64_t, Letter>> letters;
    std::int64_t width = 0;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        std::optional<Letter> letter = shape_of(characters[i], state_.font.character_set);
        if (!letter) leave_out("characters without a shape");
        letters.emplace_back(width, letter ? std::move(*letter) : missing_letter());
        std::optional<std::int64_t> distance;
        const std::size_t end = i + 1 < bytes.size() ? bytes[i + 1] : text.size();
        for (std::size_t byte = bytes[i]; byte < end; ++byte)
            if (const auto next = read_word(distances)) distance = distance.value_or(0) + *next;
        width =
            clamped(width + (distance ? length(*distance)
                                      : writing.advance(letters.back().second.advance) + length(state_.text_extra)));
    }
    writing.align(state_.text_align, width);
    if (state_.manner.opaque) fill_outline(writing.box(width), state_.manner.ground);
    Lines lines = writing.under_and_through(state_.font, width);
    for (const auto& [start, letter] : letters)
        for (const Line& line : letter.lines) {
            Line& written = lines.emplace_back();
            for (const Place& one : line) written.push_back(writing.in_letter(start, one));
        }
    if (lines.empty()) return;
    Manner plain = manner();
    plain.operation = kCopyPattern;
    const bool bold = state_.font.weight >= kBoldFrom;
    surface_->stroke(lines, Pen{PenStyle::solid, plain.text, writing.thousandths(bold ? kBold : kStrokeWidth)}, plain);
    played_.text = true;
    if ((state_.text_align & align::kUpdate) != 0) state_.x += width / std::max<std::int64_t>(1, length(1));
}

}  // namespace restante::picture
