#include "formats/picture/metafile_player.h"

#include <utility>

#include "formats/picture/record_values.h"

namespace restante::picture {
namespace {

constexpr std::size_t kMostSaved = 256;  // no program nests deeper; each is a copy of everything in force

Result<Color> read_recorded_color(ByteReader& reader) {
    const auto color = color_of(TRY(reader.le<std::uint32_t>()));
    if (!color) return fail(Errc::unsupported, "a colour of a palette");
    return *color;
}

void start_with_window(Mapping& mapping, const MetafileHead& head) {
    if (!head.window) return;
    mapping.window_known = true;
    mapping.x.window_origin = head.window->left, mapping.x.window_extent = head.window->width();
    mapping.y.window_origin = head.window->top, mapping.y.window_extent = head.window->height();
}

}  // namespace

Result<PlayedMetafile> MetafilePlayer::play() {
    ByteReader reader = TRY(open_records(metafile_, played_.head));
    start_with_window(state_.mapping, played_.head);
    while (!reader.at_end()) {
        const auto record = next_record(reader);
        played_.cut = !record;
        if (!record || record->function == record::kEnd) break;
        if (!play(*record)) leave_out(record_name(record->function));
        // What is in force may be copied for any record.
        const auto& boxes = state_.region.boxes();
        work_.spend(1 + (boxes ? boxes->size() : 0));
        if (surface_->exhausted() || work_.exhausted())
            return fail(Errc::too_large, "a metafile that draws more than is done for a picture");
    }
    return std::move(played_);
}

Result<void> MetafilePlayer::play(const Record& record) {
    if (is_silent(record.function) || TRY(objects_.make(record))) return {};
    using Step = Result<bool> (MetafilePlayer::*)(std::uint16_t, ByteReader&);
    constexpr Step kSteps[] = {&MetafilePlayer::change_state, &MetafilePlayer::change_mapping,
                               &MetafilePlayer::use_objects,  &MetafilePlayer::limit,
                               &MetafilePlayer::draw_shape,   &MetafilePlayer::draw_polygons,
                               &MetafilePlayer::draw_bitmap,  &MetafilePlayer::draw_text};
    for (const Step step : kSteps) {
        ByteReader reader(record.parameters);
        if (TRY((this->*step)(record.function, reader))) return {};
    }
    return fail(Errc::unsupported, "a record that is not drawn");
}

Result<bool> MetafilePlayer::change_state(std::uint16_t function, ByteReader& reader) {
    constexpr std::uint16_t kOpaque = 2, kWinding = 2;
    switch (function) {
        case record::kSaveState:
            if (saved_.size() == kMostSaved) return fail(Errc::too_large, "states are saved too deeply");
            saved_.push_back(state_);
            return true;
        case record::kRestoreState: {
            const auto which = TRY(read_word(reader));
            TRY_VOID(restore(which));
            return true;
        }
        case record::kSetBackgroundMode:
            state_.manner.opaque = TRY(reader.le<std::uint16_t>()) == kOpaque;
            return true;
        case record::kSetPenOperation:
            state_.manner.operation = RasterOperation::of_pen(TRY(reader.le<std::uint16_t>()));
            return true;
        case record::kSetFillRule:
            state_.fill_rule = TRY(reader.le<std::uint16_t>()) == kWinding ? FillRule::winding : FillRule::even_odd;
            return true;
        case record::kSetBackground:
            state_.manner.ground = TRY(read_recorded_color(reader));
            return true;
        case record::kSetTextColor:
            state_.manner.text = TRY(read_recorded_color(reader));
            return true;
        case record::kSetTextAlign:
            state_.text_align = TRY(reader.le<std::uint16_t>());
            return true;
        case record::kSetTextExtra:
            state_.text_extra = TRY(read_word(reader));
            return true;
        case record::kSetJustification:  // room between words: seen only where text fills a column
            return true;
        case record::kMoveTo: {
            const Place place = TRY(read_reversed_place(reader));
            state_.x = place.x, state_.y = place.y;
            return true;
        }
        default:
            return false;
    }
}

Result<bool> MetafilePlayer::change_mapping(std::uint16_t function, ByteReader& reader) {
    Axis &x = state_.mapping.x, &y = state_.mapping.y;
    constexpr std::uint16_t kFirstUpward = 2, kLastUpward = 6;  // millimetres, inches, points
    switch (function) {
        case record::kSetMapMode: {
            const auto mode = TRY(reader.le<std::uint16_t>());
            state_.mapping.upwards = mode >= kFirstUpward && mode <= kLastUpward;
            return true;
        }
        case record::kWindowOrigin:
            y.window_origin = TRY(read_word(reader)), x.window_origin = TRY(read_word(reader));
            return true;
        case record::kWindowExtent:
            Axis::set_extent(y.window_extent, TRY(read_word(reader)));
            Axis::set_extent(x.window_extent, TRY(read_word(reader)));
            state_.mapping.window_known = true;
            return true;
        case record::kViewportOrigin:
            y.view_origin = TRY(read_word(reader)), x.view_origin = TRY(read_word(reader));
            return true;
        case record::kViewportExtent:
            Axis::set_extent(y.view_extent, TRY(read_word(reader)));
            Axis::set_extent(x.view_extent, TRY(read_word(reader)));
            return true;
        case record::kMoveWindow:
            Axis::move(y.window_origin, TRY(read_word(reader)));
            Axis::move(x.window_origin, TRY(read_word(reader)));
            return true;
        case record::kMoveViewport:
            Axis::move(y.view_origin, TRY(read_word(reader)));
            Axis::move(x.view_origin, TRY(read_word(reader)));
            return true;
        case record::kScaleWindow:
        case record::kScaleViewport:
            for (Axis* axis : {&y, &x}) {
                const auto divisor = TRY(read_word(reader)), numerator = TRY(read_word(reader));
                Axis::scale(function == record::kScaleWindow ? axis->window_extent : axis->view_extent, numerator,
                            divisor);
            }
            return true;
        default:
            return false;
    }
}

Result<void> MetafilePlayer::restore(std::int64_t which) {
    // Negative: counted from the latest; positive: the state of that number.
    const std::int64_t count = static_cast<std::int64_t>(saved_.size()), index = which < 0 ? count + which : which - 1;
    if (index < 0 || index >= count) return fail(Errc::bad_value, "no such state was saved");
    state_ = std::move(saved_[static_cast<std::size_t>(index)]);
    saved_.resize(static_cast<std::size_t>(index));
    return {};
}

Result<void> MetafilePlayer::select(std::size_t number) {
    const RecordedObject* object = objects_.find(number);
    if (object == nullptr) return fail(Errc::not_found, "no such object");
    if (const auto* pen = std::get_if<RecordedPen>(object)) state_.pen = *pen;
    if (const auto* brush = std::get_if<Brush>(object)) state_.brush = *brush;
    if (const auto* font = std::get_if<RecordedFont>(object)) state_.font = *font;
    if (std::holds_alternative<RecordedRegion>(*object)) state_.region = TRY(region_of(number));
    return {};
}

Result<Region> MetafilePlayer::region_of(std::size_t number) {
    const auto* region = std::get_if<RecordedRegion>(objects_.find(number));
    if (region == nullptr) return fail(Errc::not_found, "no such region");
    std::vector<Box> boxes;
    if (!work_.spend(region->boxes.size() * kCostOfBox)) return fail(Errc::too_large, "regions of too many parts");
    for (const Box& box : region->boxes) boxes.push_back(box_at(box));
    return Region(std::move(boxes));
}

Result<bool> MetafilePlayer::use_objects(std::uint16_t function, ByteReader& reader) {
    switch (function) {
        case record::kSelectObject: {
            const auto number = TRY(reader.le<std::uint16_t>());
            TRY_VOID(select(number));
            return true;
        }
        case record::kDeleteObject:
            objects_.remove(TRY(reader.le<std::uint16_t>()));
            return true;
        case record::kSelectRegion: {
            const auto number = TRY(reader.le<std::uint16_t>());
            const bool none = number == 0 && std::get_if<RecordedRegion>(objects_.find(number)) == nullptr;
            state_.region = none ? Region() : TRY(region_of(number));
            return true;
        }
        default:
            return false;
    }
}

Result<bool> MetafilePlayer::limit(std::uint16_t function, ByteReader& reader) {
    switch (function) {
        case record::kKeepBox:
            state_.region.keep(box_at(TRY(read_reversed_box(reader))));
            return true;
        case record::kExcludeBox:
            if (!state_.region.take_away(box_at(TRY(read_reversed_box(reader)))))
                return fail(Errc::too_large, "a region of too many parts");
            return true;
        case record::kMoveRegion: {
            const Place by = TRY(read_reversed_place(reader));
            const Place start = at(0, 0), end = at(by);
            state_.region.move(end.x - start.x, end.y - start.y);
            return true;
        }
        default:
            return false;
    }
}

Pen MetafilePlayer::pen() {
    return {state_.pen.style, state_.pen.color, plane_.length(state_.mapping, state_.pen.width)};
}

const Manner& MetafilePlayer::manner() {
    state_.manner.region = &state_.region;
    return state_.manner;
}

void MetafilePlayer::draw_edge(const Lines& lines) {
    played_.shapes = true;
    for (const Line& line : lines) work_.spend(line.size() * kCostOfPoint);
    surface_->stroke(lines, pen(), manner());
}

void MetafilePlayer::draw(const Lines& outlines) {
    played_.shapes = true;
    if (state_.brush.kind != BrushKind::none) surface_->fill(outlines, state_.fill_rule, state_.brush, manner());
    draw_edge(outlines);
}

void MetafilePlayer::fill_outline(Line outline, const Color& color) {
    Manner plain = manner();
    plain.operation = kCopyPattern;
    surface_->fill({std::move(outline)}, FillRule::even_odd, Brush{.color = color}, plain);
}

}  // namespace restante::picture
