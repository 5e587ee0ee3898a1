// Plays the records of a metafile on a surface. Source: [MS-WMF] 2.3, 3.1 (docs/formats/picture.md "Metafiles")
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"
#include "formats/picture/drawing.h"
#include "formats/picture/metafile_mapping.h"
#include "formats/picture/metafile_objects.h"
#include "formats/picture/metafile_records.h"
#include "formats/picture/work.h"

namespace restante::picture {

struct PlayedMetafile {
    MetafileHead head{};
    bool shapes = false, text = false, bitmaps = false;  // what was drawn; backgrounds are none of it
    bool cut = false;                                    // a record is damaged: what follows it is not drawn
    std::map<std::string, std::size_t> left_out{};       // names of what was not drawn, and how often
};

class MetafilePlayer {
public:
    // `code_page`: of text whose font does not say. Both outlive the player.
    MetafilePlayer(Bytes metafile, Surface& surface, int code_page)
        : metafile_(metafile), surface_(&surface), code_page_(code_page) {}

    // bad_magic: no metafile; too_large: more drawing than is done for one picture. Whatever else cannot be drawn is
    // left out.
    Result<PlayedMetafile> play();
    // After play().
    [[nodiscard]] const Plane& plane() const { return plane_; }

private:
    // Boxes of regions copied and points made: a record of ten bytes can ask for a thousand boxes.
    static constexpr std::uint64_t kMostWork = 256ULL * 1024 * 1024, kCostOfBox = 16, kCostOfPoint = 8;

    struct State {
        Mapping mapping{};
        RecordedPen pen{};
        Brush brush{};
        RecordedFont font{};
        Manner manner{};
        FillRule fill_rule = FillRule::even_odd;
        Region region{};
        std::uint16_t text_align = 0;
        std::int64_t text_extra = 0;
        std::int64_t x = 0, y = 0;  // where the next line begins
    };

    Result<void> play(const Record& record);
    // False: not one of these.
    Result<bool> change_state(std::uint16_t function, ByteReader& reader);
    Result<bool> change_mapping(std::uint16_t function, ByteReader& reader);
    Result<bool> use_objects(std::uint16_t function, ByteReader& reader);
    Result<bool> limit(std::uint16_t function, ByteReader& reader);
    Result<bool> draw_shape(std::uint16_t function, ByteReader& reader);
    Result<bool> draw_polygons(std::uint16_t function, ByteReader& reader);
    Result<bool> draw_bitmap(std::uint16_t function, ByteReader& reader);
    Result<bool> draw_text(std::uint16_t function, ByteReader& reader);

    Result<void> restore(std::int64_t which);
    Result<void> select(std::size_t number);
    Result<Region> region_of(std::size_t number);
    void fill_by_operation(Place corner, Place size, RasterOperation operation);
    // `distances`: from letter to letter, a word for each byte; as many as there are.
    void write(Bytes text, Place place, ByteReader distances);
    void fill_outline(Line outline, const Color& color);

    [[nodiscard]] Place at(std::int64_t x, std::int64_t y) { return plane_.at(state_.mapping, x, y); }
    [[nodiscard]] Place at(Place place) { return at(place.x, place.y); }
    [[nodiscard]] Box box_at(const Box& box) { return Box::between(at(box.left, box.top), at(box.right, box.bottom)); }
    [[nodiscard]] Pen pen();
    [[nodiscard]] const Manner& manner();
    // Interior by the brush, edge by the pen.
    void draw(const Lines& outlines);
    void draw_edge(const Lines& lines);
    void leave_out(const std::string& name) { ++played_.left_out[name]; }

    Bytes metafile_;
    Surface* surface_;
    int code_page_;
    PlayedMetafile played_{};
    Plane plane_{};
    State state_{};
    std::vector<State> saved_{};
    ObjectTable objects_{};
    std::size_t characters_left_ = 100'000;
    Work work_{kMostWork};
};

}  // namespace restante::picture
