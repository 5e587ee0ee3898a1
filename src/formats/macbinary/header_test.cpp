#include "formats/macbinary/header.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::macbinary {
namespace {

File example(Version version) {
    File file;
    file.version = version;
    file.name = "R\x8Esum\x8E";  // Mac OS Roman
    file.type = {'W', 'D', 'B', 'N'};
    file.creator = {'M', 'S', 'W', 'D'};
    file.finder_flags = version == Version::one ? 0x0100 : 0x0104;
    file.created = 0xA0000000;
    file.modified = 0xA0000001;
    return file;
}

MemoryBytes stream_of(const File& file, const ByteVector& data, const ByteVector& resource,
                      const ByteVector& comment = {}) {
    ByteWriter writer;
    write_file(writer, file, data, resource, comment);
    return MemoryBytes(std::move(writer).take());
}

TEST(MacBinary, ChecksumIsThatOfXmodem) {
    EXPECT_EQ(checksum_of(as_bytes("123456789")), 0x31C3);  // the published check value
    EXPECT_EQ(checksum_of({}), 0);
}

TEST(MacBinary, EveryVersionComesBack) {
    for (const Version version : {Version::one, Version::two, Version::three}) {
        const ByteVector data(200, 'd'), resource(3, 'r');
        const MemoryBytes source = stream_of(example(version), data, resource, {'c'});
        const auto file = read_file(source);
        ASSERT_TRUE(file) << file.error().describe();
        EXPECT_EQ(file->data, (SourceRange{128, 200}));
        EXPECT_EQ(file->resource, (SourceRange{384, 3}));
        EXPECT_EQ(file->comment.size, version == Version::one ? 0U : 1U);
        EXPECT_FALSE(file->cut);
        EXPECT_EQ(is_certain(source), version != Version::one);
        File plain = *file;
        plain.data = plain.resource = plain.comment = {};
        EXPECT_EQ(plain, example(version));
    }
}

TEST(MacBinary, AWrongChecksumIsNoProof) {
    ByteWriter writer;
    write_file(writer, example(Version::two), ByteVector(5, 'd'), {}, {});
    ByteVector bytes = std::move(writer).take();
    bytes[124] ^= 1;
    const MemoryBytes source(std::move(bytes));
    EXPECT_FALSE(is_certain(source));
    const auto file = read_file(source);
    ASSERT_TRUE(file);
    EXPECT_EQ(file->version, Version::one);
    EXPECT_EQ(file->data.size, 5U);
}

TEST(MacBinary, ACutFileGivesWhatIsThere) {
    ByteWriter writer;
    write_file(writer, example(Version::two), ByteVector(1000, 'd'), ByteVector(10, 'r'), {});
    ByteVector bytes = std::move(writer).take();
    bytes.resize(128 + 600);
    const auto file = read_file(MemoryBytes(std::move(bytes)));
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->cut);
    EXPECT_EQ(file->data, (SourceRange{128, 600}));
    EXPECT_EQ(file->resource.size, 0U);
}

TEST(MacBinary, OtherFilesAreNotTakenForIt) {
    ByteVector text(200, 'a'), zeros(200, 0), long_name(200, 0), no_forks(200, 0);
    long_name[1] = 64;
    no_forks[1] = 1, no_forks[2] = 'x';
    for (const ByteVector& bytes : {ByteVector{}, ByteVector(127, 0), text, zeros, long_name, no_forks})
        EXPECT_EQ(read_file(MemoryBytes(bytes)).has_value(), false) << bytes.size();
}

RC_GTEST_PROP(MacBinaryProperty, FilesRoundTrip, (ByteVector data, ByteVector resource)) {
    RC_PRE(data.size() + resource.size() > 0);
    const Version version = *rc::gen::element(Version::one, Version::two, Version::three);
    const MemoryBytes source = stream_of(example(version), data, resource);
    const auto file = read_file(source);
    RC_ASSERT(file && file->version == version && !file->cut);
    ByteVector back(static_cast<std::size_t>(file->data.size));
    RC_ASSERT(source.read(file->data.offset, back).has_value());
    RC_ASSERT(back == data);
    back.resize(static_cast<std::size_t>(file->resource.size));
    RC_ASSERT(source.read(file->resource.offset, back).has_value());
    RC_ASSERT(back == resource);
}

}  // namespace
}  // namespace restante::macbinary
