#include "formats/picture/run_length.h"

#include <algorithm>

#include "base/byte_reader.h"

namespace restante::picture {
namespace {

constexpr std::uint8_t kEndOfLine = 0, kEndOfPicture = 1, kMove = 2;

class Expander {
public:
    Expander(const DibHeader& header, Bytes bytes, Image& image) : header_(&header), reader_(bytes), image_(&image) {}

    bool run() {
        while (row_ < header_->height) {
            const auto count = reader_.le<std::uint8_t>(), value = reader_.le<std::uint8_t>();
            if (!count || !value) return false;
            if (*count != 0) {
                for (unsigned i = 0; i < *count; ++i) put(*value, i);
                continue;
            }
            if (*value == kEndOfPicture) return true;
            if (!escape(*value)) return false;
        }
        return true;
    }

private:
    bool four() const { return header_->compression == Compression::run_length_4; }

    // The `i`th pixel of a run or pair: of 4 bits, the high half comes first.
    void put(std::uint8_t value, unsigned i) {
        const std::size_t index = !four() ? value : i % 2 == 0 ? value >> 4U : value & 15U;
        if (column_ < header_->width && row_ < header_->height)
            image_->set(column_, header_->height - 1 - row_,
                        index < header_->colors.size() ? header_->colors[index] : Color{});
        if (column_ < header_->width) ++column_;
    }

    bool escape(std::uint8_t value) {
        if (value == kEndOfLine) {
            column_ = 0;
            ++row_;
            return true;
        }
        if (value == kMove) {
            const auto right = reader_.le<std::uint8_t>(), up = reader_.le<std::uint8_t>();
            if (!right || !up) return false;
            column_ = std::min(column_ + *right, header_->width);
            row_ += *up;
            return true;
        }
        const std::size_t size = four() ? (value + 1U) / 2U : value;
        const auto bytes = reader_.bytes(size);
        if (!bytes) return false;
        for (unsigned i = 0; i < value; ++i) put((*bytes)[four() ? i / 2 : i], i);
        return size % 2 == 0 || reader_.skip(1).has_value();
    }

    const DibHeader* header_;
    ByteReader reader_;
    Image* image_;
    std::uint32_t column_ = 0, row_ = 0;
};

}  // namespace

bool expand_run_lengths(const DibHeader& header, Bytes bytes, Image& image) {
    return Expander(header, bytes, image).run();
}

}  // namespace restante::picture
