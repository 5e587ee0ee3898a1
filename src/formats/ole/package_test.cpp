#include "formats/ole/package.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace restante::ole {
namespace {

TEST(OlePackage, ClassNamesIgnoreCase) {
    EXPECT_TRUE(is_package("Package"));
    EXPECT_TRUE(is_package("PACKAGE"));
    EXPECT_FALSE(is_package("Packager"));
    EXPECT_FALSE(is_package("PBrush"));
}

TEST(OlePackage, EmbeddedFileByHand) {
    const MemoryBytes source({9,   9,                                      // not part of the range
                              2,   0,   'A',  '.', 'T', 'X', 'T', 0,       // signature, label
                              'P', '.', 'E',  'X', 'E', 0,   5,   0,       // icon
                              3,   0,   9,    0,   0,   0,                 // embedded; length of the path
                              'C', ':', '\\', 'A', '.', 'T', 'X', 'T', 0,  // path
                              2,   0,   0,    0,   'h', 'i'});
    const auto package = read_package(source, {2, source.size() - 2});
    ASSERT_TRUE(package) << package.error().describe();
    EXPECT_EQ(package->label, "A.TXT");
    EXPECT_EQ(package->icon_path, "P.EXE");
    EXPECT_EQ(package->icon_index, 5);
    EXPECT_EQ(package->path, "C:\\A.TXT");
    EXPECT_EQ(package->data, (SourceRange{source.size() - 2, 2}));
    EXPECT_FALSE(package->cut);
}

TEST(OlePackage, CutFilesAreDeliveredAsFarAsTheyGo) {
    ByteWriter writer;
    Package package;
    package.label = "A.TXT";
    write_package(writer, package, ByteVector(100, 1));
    ByteVector bytes = std::move(writer).take();
    bytes.resize(bytes.size() - 60);
    const MemoryBytes source(std::move(bytes));
    const auto read = read_package(source, {0, source.size()});
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->cut);
    EXPECT_EQ(read->data.size, 40U);
}

struct NameCase {
    const char *label, *path, *name;
};

TEST(OlePackage, FileNames) {
    for (const NameCase& one :
         {NameCase{"BUDGET.XLS", "C:\\TEMP\\~PKG12.TMP", "BUDGET.XLS"}, NameCase{"Budget", "C:\\B.XLS", "Budget.XLS"},
          NameCase{"", "C:\\DIR\\B.XLS", "B.XLS"}, NameCase{"Budget", "", "Budget"}, NameCase{"", "", ""},
          NameCase{"..\\..\\EVIL.EXE", "", "EVIL.EXE"}, NameCase{"C:AUTOEXEC.BAT", "", "AUTOEXEC.BAT"}}) {
        Package package;
        package.label = one.label;
        package.path = one.path;
        EXPECT_EQ(file_name_of(package), one.name) << one.label;
    }
}

TEST(OlePackage, BadDataIsRefused) {
    for (const ByteVector& bytes :
         {ByteVector{}, ByteVector{1, 0, 'a', 0}, ByteVector{2, 0, 'a'}, ByteVector{2, 0, 'a', 0, 0, 0, 0, 3, 0},
          ByteVector{2, 0, 'a', 0, 0, 0, 0, 3, 0, 0xFF, 0xFF, 0xFF, 0xFF}}) {
        const MemoryBytes source{ByteVector(bytes)};
        EXPECT_FALSE(read_package(source, {0, bytes.size()}));
    }
}

RC_GTEST_PROP(OlePackageProperty, PackagesRoundTrip, (ByteVector data, bool embedded)) {
    Package package;
    const auto text = rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
    package.label = *rc::gen::scale(0.5, text);
    package.icon_path = *text;
    package.icon_index = *rc::gen::arbitrary<std::uint16_t>();
    package.embedded = embedded;
    package.path = *text;
    ByteWriter writer;
    write_package(writer, package, data);
    const MemoryBytes source(std::move(writer).take());
    auto read = read_package(source, {0, source.size()});
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->data.size == (embedded ? data.size() : 0));
    read->data = {};
    RC_ASSERT(*read == package);
}

}  // namespace
}  // namespace restante::ole
