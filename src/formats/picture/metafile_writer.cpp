#include "formats/picture/metafile_writer.h"

#include "formats/picture/dib.h"
#include "formats/picture/metafile_records.h"

namespace restante::picture {

MetafileWriter::MetafileWriter(std::int16_t width, std::int16_t height) {
    writer_.le<std::uint16_t>(1);
    writer_.le<std::uint16_t>(9);
    writer_.le<std::uint16_t>(0x0300);
    writer_.zeros(12);  // size, objects, largest record, parameters: readers do not need them
    ByteWriter extent;
    extent.le(static_cast<std::uint16_t>(height));
    extent.le(static_cast<std::uint16_t>(width));
    record(record::kWindowExtent, extent.view());
}

void MetafileWriter::record(std::uint16_t function, Bytes parameters) {
    writer_.le(static_cast<std::uint32_t>((parameters.size() + 1) / 2 + 3));
    writer_.le(function);
    writer_.bytes(parameters);
    writer_.align(2);
}

void MetafileWriter::record(std::uint16_t function, std::initializer_list<int> words) {
    ByteWriter parameters;
    for (const int word : words) parameters.le(static_cast<std::uint16_t>(word));
    record(function, parameters.view());
}

void MetafileWriter::select() { record(record::kSelectObject, {objects_++}); }

void MetafileWriter::brush(Color color) {
    record(record::kCreateBrushIndirect, {0, color.red | color.green << 8, color.blue, 0});
    select();
}

void MetafileWriter::pen(Color color, int width, int style) {
    record(record::kCreatePen, {style, width, 0, color.red | color.green << 8, color.blue});
    select();
}

void MetafileWriter::stretch(const Image& image, std::int16_t x, std::int16_t y, std::int16_t width,
                             std::int16_t height, std::uint32_t operation) {
    ByteWriter parameters;
    parameters.le(operation);
    parameters.le<std::uint16_t>(0);
    parameters.le(static_cast<std::uint16_t>(image.height()));
    parameters.le(static_cast<std::uint16_t>(image.width()));
    parameters.zeros(4);
    for (const std::int16_t value : {height, width, y, x}) parameters.le(static_cast<std::uint16_t>(value));
    parameters.bytes(write_dib(image));
    record(record::kStretchDib, parameters.view());
}

ByteVector MetafileWriter::take() && {
    record(record::kEnd, {});
    return std::move(writer_).take();
}

}  // namespace restante::picture
