#include "formats/macbinary/apple_double.h"

#include <gtest/gtest.h>

#include <map>

#include "base/byte_reader.h"

namespace restante::macbinary {
namespace {

TEST(AppleDouble, EntriesLieWhereTheHeaderSays) {
    File file;
    file.name = "Report";
    file.type = {'T', 'E', 'X', 'T'};
    file.creator = {'t', 't', 'x', 't'};
    file.finder_flags = 0x0123;
    file.created = 3029529600U + 5;  // five seconds into 2000
    file.resource = {0, 7};
    ByteWriter writer;
    write_apple_double_header(writer, file, as_bytes("note"));
    const std::size_t header_size = writer.size();
    writer.text("RESOURC");

    ByteReader reader(writer.view());
    EXPECT_EQ(*reader.be<std::uint32_t>(), 0x00051607U);
    EXPECT_EQ(*reader.be<std::uint32_t>(), 0x00020000U);
    ASSERT_TRUE(reader.skip(16));
    const auto count = *reader.be<std::uint16_t>();
    std::map<std::uint32_t, ByteVector> entries;
    for (unsigned i = 0; i < count; ++i) {
        const auto id = *reader.be<std::uint32_t>(), offset = *reader.be<std::uint32_t>(),
                   size = *reader.be<std::uint32_t>();
        const Bytes bytes = writer.view().subspan(offset, size);
        entries[id].assign(bytes.begin(), bytes.end());
        if (id == 2) {
            EXPECT_EQ(offset, header_size);
        }
    }
    EXPECT_EQ(as_text(entries[2]), "RESOURC");
    EXPECT_EQ(as_text(entries[3]), "Report");
    EXPECT_EQ(as_text(entries[4]), "note");
    EXPECT_EQ(to_hex(entries[8]), "00000005800000008000000080000000");
    EXPECT_EQ(to_hex(entries[9]).substr(0, 20), "54455854747478740123");
    EXPECT_EQ(entries[9].size(), 32U);
}

}  // namespace
}  // namespace restante::macbinary
