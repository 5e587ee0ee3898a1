// The half of MetafilePlayer that draws shapes and bitmaps.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "formats/picture/curve.h"
#include "formats/picture/metafile_blit.h"
#include "formats/picture/metafile_player.h"
#include "formats/picture/record_values.h"

namespace restante::picture {
namespace {

constexpr std::size_t kMostPoints = 65536;  // of one record: more than any program of the time could record

// Where an arc begins and ends, the box of its ellipse: everything from the last to the first.
struct RecordedArc {
    Place end{}, start{};
    Box box{};
};

Result<RecordedArc> read_arc(ByteReader& reader) {
    RecordedArc recorded;
    recorded.end = TRY(read_reversed_place(reader));
    recorded.start = TRY(read_reversed_place(reader));
    recorded.box = TRY(read_reversed_box(reader));
    return recorded;
}

}  // namespace

Result<bool> MetafilePlayer::draw_shape(std::uint16_t function, ByteReader& reader) {
    switch (function) {
        case record::kLineTo: {
            const Place to = TRY(read_reversed_place(reader));
            draw_edge({{at(state_.x, state_.y), at(to)}});
            state_.x = to.x, state_.y = to.y;
            return true;
        }
        case record::kRectangle:
            draw({box_at(TRY(read_reversed_box(reader))).outline()});
            return true;
        case record::kRoundedRectangle: {
            const Place corner = TRY(read_reversed_place(reader));
            const Box box = box_at(TRY(read_reversed_box(reader)));
            const Place start = at(0, 0), size = at(corner);
            draw({rounded_box(box, size.x - start.x, size.y - start.y)});
            return true;
        }
        case record::kEllipse:
            draw({ellipse(box_at(TRY(read_reversed_box(reader))))});
            return true;
        case record::kArc:
        case record::kChord:
        case record::kPie: {
            const RecordedArc recorded = TRY(read_arc(reader));
            const Box box = box_at(recorded.box);
            Line line = arc(box, at(recorded.start), at(recorded.end));
            if (function == record::kArc) {
                draw_edge({std::move(line)});
                return true;
            }
            if (function == record::kPie) line.push_back({(box.left + box.right) / 2, (box.top + box.bottom) / 2});
            line.push_back(line.front());
            draw({std::move(line)});
            return true;
        }
        case record::kSetPixel: {
            const auto color = color_of(TRY(reader.le<std::uint32_t>()));
            if (!color) return fail(Errc::unsupported, "a colour of a palette");
            const Place place = TRY(read_reversed_place(reader));
            fill_outline(box_at({place.x, place.y, place.x + 1, place.y + 1}).outline(), *color);
            played_.shapes = true;
            return true;
        }
        default:
            return false;
    }
}

Result<bool> MetafilePlayer::draw_polygons(std::uint16_t function, ByteReader& reader) {
    if (function != record::kPolygon && function != record::kPolyline && function != record::kPolyPolygon) return false;
    const auto number = TRY(reader.le<std::uint16_t>());
    std::vector<std::uint16_t> counts(1, number);
    if (function == record::kPolyPolygon) {
        if (number > reader.remaining() / 2) return fail(Errc::truncated, "more polygons than there are bytes");
        counts.clear();
        for (std::uint16_t i = 0; i < number; ++i) counts.push_back(TRY(reader.le<std::uint16_t>()));
    }
    Lines lines;
    std::size_t points = 0;
    for (const std::uint16_t count : counts) {
        points += count;
        if (points > kMostPoints) return fail(Errc::too_large, "a record of too many points");
        if (count > reader.remaining() / 4) return fail(Errc::truncated, "more points than there are bytes");
        Line line;
        for (std::uint16_t i = 0; i < count; ++i) line.push_back(at(TRY(read_place(reader))));
        if (line.empty()) continue;
        if (function != record::kPolyline) line.push_back(line.front());
        lines.push_back(std::move(line));
    }
    if (function == record::kPolyline)
        draw_edge(lines);
    else
        draw(lines);
    return true;
}

void MetafilePlayer::fill_by_operation(Place corner, Place size, RasterOperation operation) {
    Manner how = manner();
    how.operation = operation;
    const Box box = box_at({corner.x, corner.y, corner.x + size.x, corner.y + size.y});
    surface_->fill({box.outline()}, FillRule::even_odd, state_.brush, how);
}

Result<bool> MetafilePlayer::draw_bitmap(std::uint16_t function, ByteReader& reader) {
    switch (function) {
        case record::kPatternBlt: {
            constexpr unsigned kTableAt = 16;
            const RasterOperation operation(static_cast<std::uint8_t>(TRY(reader.le<std::uint32_t>()) >> kTableAt));
            const Place size = TRY(read_reversed_place(reader)), corner = TRY(read_reversed_place(reader));
            fill_by_operation(corner, size, operation);
            return true;
        }
        case record::kInvertRegion:
        case record::kPaintRegion:
        case record::kFillRegion: {
            constexpr RasterOperation kInvert{0x55};
            const auto number = TRY(reader.le<std::uint16_t>());
            const Region region = TRY(region_of(number));
            Manner how = manner();
            if (function == record::kInvertRegion) how.operation = kInvert;
            Brush brush = state_.brush;
            if (function == record::kFillRegion) {
                const auto* named = std::get_if<Brush>(objects_.find(TRY(reader.le<std::uint16_t>())));
                if (named == nullptr) return fail(Errc::not_found, "no such brush");
                brush = *named;
            }
            for (const Box& box : *region.boxes()) surface_->fill({box.outline()}, FillRule::even_odd, brush, how);
            played_.shapes = true;
            return true;
        }
        default:
            break;
    }
    if (!is_blit(function)) return false;
    const RecordedBlit recorded = TRY(read_blit(function, reader));
    if (recorded.blit.bitmap.empty()) {
        fill_by_operation(recorded.corner, recorded.size, recorded.blit.operation);
        return true;
    }
    Blit blit = recorded.blit;
    const Place one = at(recorded.corner),
                other = at(recorded.corner.x + recorded.size.x, recorded.corner.y + recorded.size.y);
    blit.to = Box::between(one, other);
    blit.mirrored_x = other.x < one.x, blit.mirrored_y = other.y < one.y;
    if (TRY(surface_->show(blit, state_.brush, manner()))) played_.cut = true;
    played_.bitmaps = true;
    return true;
}

}  // namespace restante::picture
