#include "formats/picture/metafile.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <optional>
#include <vector>

#include "formats/picture/metafile_records.h"

namespace restante::picture {
namespace {

// Many small records could each paint the whole picture, or each claim a large bitmap.
constexpr std::uint64_t kMostPainted = 4 * kMostPixels;

constexpr std::uint32_t kCopy = 0x00CC0020, kAnd = 0x008800C6, kInvert = 0x00660046, kOr = 0x00EE0086;

struct Rectangle {
    std::int64_t x = 0, y = 0, width = 0, height = 0;  // negative extents mirror
};

struct Blit {
    std::uint32_t operation = kCopy;
    Rectangle from{}, to{};
    bool from_below = false;  // `from.y` counts from the lower edge
    bool device_bitmap = false;
    bool mirrored_x = false, mirrored_y = false;  // by its place in the window
    Bytes bitmap{};
};

class BlitReader {
public:
    explicit BlitReader(const Record& record) : function_(record.function), reader_(record.parameters) {}

    // Nothing when the record fills an area without any bitmap.
    Result<std::optional<Blit>> read() {
        Blit blit;
        std::uint16_t color_usage = 0;
        const std::size_t size = reader_.remaining();
        if (function_ == record::kSetDibToDevice) {
            color_usage = TRY(reader_.le<std::uint16_t>());
            TRY_VOID(reader_.skip(4));  // first scan and their number: always all of them in metafiles
        } else {
            blit.operation = TRY(reader_.le<std::uint32_t>());
            if (function_ == record::kStretchDib) color_usage = TRY(reader_.le<std::uint16_t>());
        }
        if (color_usage != 0) return fail(Errc::unsupported, "a bitmap whose colours only its screen knew");
        const bool stretched =
            function_ == record::kStretchDib || function_ == record::kDibStretchBlt || function_ == record::kStretchBlt;
        if (stretched) TRY_VOID(extent(blit.from));
        TRY_VOID(place(blit.from));
        // A record without bitmap has one unused word and nothing else behind its numbers.
        const bool without = (function_ >> 8U) * std::size_t{2} == size;
        if (without) return std::optional<Blit>{};
        TRY_VOID(extent(blit.to));
        TRY_VOID(place(blit.to));
        if (!stretched) blit.from.width = std::abs(blit.to.width), blit.from.height = std::abs(blit.to.height);
        blit.from_below = function_ == record::kStretchDib || function_ == record::kSetDibToDevice;
        blit.device_bitmap = function_ == record::kBitBlt || function_ == record::kStretchBlt;
        blit.bitmap = TRY(reader_.bytes(reader_.remaining()));
        return std::optional<Blit>(blit);
    }

private:
    Result<std::int64_t> coordinate() { return static_cast<std::int16_t>(TRY(reader_.le<std::uint16_t>())); }

    Result<void> extent(Rectangle& into) {
        into.height = TRY(coordinate());
        into.width = TRY(coordinate());
        return {};
    }

    Result<void> place(Rectangle& into) {
        into.y = TRY(coordinate());
        into.x = TRY(coordinate());
        return {};
    }

    std::uint16_t function_;
    ByteReader reader_;
};

struct Scene {
    std::vector<Blit> blits{};
    bool upward = false;  // the window's y axis points up
    bool text = false;
};

Result<Scene> read_scene(Bytes bytes) {
    ByteReader reader = TRY(open_records(bytes));
    Scene scene;
    while (!reader.at_end()) {
        const auto record = next_record(reader);
        if (!record || record->function == record::kEnd) break;  // what came before a cut is shown
        switch (effect_of(record->function)) {
            case RecordEffect::nothing:
            case RecordEffect::window_origin:
                break;
            case RecordEffect::window_extent:
                scene.upward = record->parameters.size() >= 2 && (record->parameters[1] & 0x80U) != 0;
                break;
            case RecordEffect::text:
                scene.text = true;
                break;
            case RecordEffect::drawing:
                return fail(Errc::unsupported, "a metafile of lines and shapes", reader.offset());
            case RecordEffect::bitmap:
                if (auto blit = TRY(BlitReader(*record).read())) scene.blits.push_back(*blit);
                break;
        }
    }
    if (scene.blits.empty()) return fail(Errc::unsupported, "a metafile without a bitmap");
    return scene;
}

// Makes extents positive; true when that mirrored it.
bool straighten(std::int64_t& start, std::int64_t& extent) {
    if (extent >= 0) return false;
    start += extent;
    extent = -extent;
    return true;
}

struct Scale {
    std::int64_t pixels = 0, units = 1;

    [[nodiscard]] std::int64_t of(std::int64_t distance) const { return distance * pixels / units; }
    void widen(std::int64_t more_pixels, std::int64_t over_units) {
        if (over_units != 0 && more_pixels * units > pixels * over_units) pixels = more_pixels, units = over_units;
    }
};

struct Frame {
    Rectangle area{};  // of the window, all bitmaps together
    Scale across{}, down{};
};

// The scale at which the most detailed bitmap keeps its pixels.
Frame frame_of(const std::vector<Blit>& blits) {
    std::int64_t left = std::numeric_limits<std::int64_t>::max(), top = left, right = -left, bottom = -left;
    Frame frame;
    for (const Blit& blit : blits) {
        left = std::min(left, blit.to.x), top = std::min(top, blit.to.y);
        right = std::max(right, blit.to.x + blit.to.width), bottom = std::max(bottom, blit.to.y + blit.to.height);
        frame.across.widen(std::abs(blit.from.width), blit.to.width);
        frame.down.widen(std::abs(blit.from.height), blit.to.height);
    }
    frame.area = {left, top, right - left, bottom - top};
    return frame;
}

Result<void> must_be_affordable(const std::vector<Blit>& blits, const Frame& frame, std::uint64_t canvas) {
    std::uint64_t painted = 0;
    for (const Blit& blit : blits) {
        const auto area = static_cast<std::uint64_t>(frame.across.of(blit.to.width) * frame.down.of(blit.to.height));
        painted += std::min(area, canvas);
        if (painted > kMostPainted)
            return fail(Errc::too_large, "a metafile that paints more pixels than are converted");
    }
    return {};
}

Color combine(std::uint32_t operation, const Color& there, const Color& source) {
    switch (operation) {
        case kAnd:
            return {static_cast<std::uint8_t>(there.red & source.red),
                    static_cast<std::uint8_t>(there.green & source.green),
                    static_cast<std::uint8_t>(there.blue & source.blue), 0xFF};
        case kInvert:
            return {static_cast<std::uint8_t>(there.red ^ source.red),
                    static_cast<std::uint8_t>(there.green ^ source.green),
                    static_cast<std::uint8_t>(there.blue ^ source.blue), 0xFF};
        case kOr:
            return {static_cast<std::uint8_t>(there.red | source.red),
                    static_cast<std::uint8_t>(there.green | source.green),
                    static_cast<std::uint8_t>(there.blue | source.blue), 0xFF};
        default:
            return source;
    }
}

class Painter {
public:
    Painter(Image& image, const Frame& frame) : image_(&image), frame_(&frame) {}

    Result<bool> paint(Blit blit) {
        const std::uint32_t operation = blit.operation;
        if (operation != kCopy && operation != kAnd && operation != kInvert && operation != kOr)
            return fail(Errc::unsupported, "a bitmap combined with what is below in an unusual way");
        const DecodedPicture source =
            TRY(blit.device_bitmap ? read_device_bitmap(blit.bitmap, DeviceBitmapHeader::in_metafile)
                                   : read_dib(blit.bitmap));
        TRY_VOID(spend(std::uint64_t{source.image.width()} * source.image.height()));
        bool mirrored = straighten(blit.from.x, blit.from.width), flipped = straighten(blit.from.y, blit.from.height);
        mirrored ^= blit.mirrored_x, flipped ^= blit.mirrored_y;
        if (blit.from_below) blit.from.y = source.image.height() - blit.from.y - blit.from.height;
        const std::int64_t left = frame_->across.of(blit.to.x - frame_->area.x),
                           top = frame_->down.of(blit.to.y - frame_->area.y);
        const std::int64_t width = std::max<std::int64_t>(1, frame_->across.of(blit.to.width)),
                           height = std::max<std::int64_t>(1, frame_->down.of(blit.to.height));
        for (std::int64_t y = 0; y < height && top + y < image_->height(); ++y) {
            const std::int64_t row = blit.from.y + (flipped ? height - 1 - y : y) * blit.from.height / height;
            if (row < 0 || row >= source.image.height()) continue;
            for (std::int64_t x = 0; x < width && left + x < image_->width(); ++x) {
                const std::int64_t column = blit.from.x + (mirrored ? width - 1 - x : x) * blit.from.width / width;
                if (column < 0 || column >= source.image.width()) continue;
                const auto to_x = static_cast<std::uint32_t>(left + x), to_y = static_cast<std::uint32_t>(top + y);
                const Color& color =
                    source.image.at(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row));
                image_->set(to_x, to_y, combine(operation, image_->at(to_x, to_y), color));
            }
        }
        return source.cut;
    }

private:
    Result<void> spend(std::uint64_t pixels) {
        decoded_ += pixels;
        if (decoded_ > kMostPainted) return fail(Errc::too_large, "a metafile with more pixels than are converted");
        return {};
    }

    Image* image_;
    const Frame* frame_;
    std::uint64_t decoded_ = 0;
};

}  // namespace

bool is_metafile(Bytes bytes) { return open_records(bytes).has_value(); }

Result<MetafilePicture> read_metafile(Bytes bytes) {
    Scene scene = TRY(read_scene(bytes));
    for (Blit& blit : scene.blits) {
        if (scene.upward) blit.to.y = -blit.to.y, blit.to.height = -blit.to.height;
        blit.mirrored_x = straighten(blit.to.x, blit.to.width);
        blit.mirrored_y = straighten(blit.to.y, blit.to.height);
    }
    const Frame frame = frame_of(scene.blits);
    const auto width = static_cast<std::uint64_t>(frame.across.of(frame.area.width)),
               height = static_cast<std::uint64_t>(frame.down.of(frame.area.height));
    TRY_VOID(must_be_affordable(scene.blits, frame, width * height));
    MetafilePicture result{{TRY(Image::create(width, height, Color{0xFF, 0xFF, 0xFF, 0xFF}))}, scene.text};
    Painter painter(result.picture.image, frame);
    for (const Blit& blit : scene.blits) result.picture.cut |= TRY(painter.paint(blit));
    return result;
}

}  // namespace restante::picture
