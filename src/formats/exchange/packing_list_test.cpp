#include "formats/exchange/packing_list.h"

#include <gtest/gtest.h>

#include "base/file_content_test.h"

namespace restante::exchange {
namespace {

using Names = std::vector<std::string>;

TEST(PackingList, OfTheSample) {
    const std::string text = test_files::content_of(RESTANTE_TESTS "/samples/migration/SAMPLE.PKL");
    EXPECT_TRUE(is_packing_list(as_bytes(text)));
    const auto list = read_packing_list(as_bytes(text));
    ASSERT_TRUE(list.has_value()) << list.error().what;
    EXPECT_EQ(list->code_page, 1252);
    EXPECT_EQ(list->primary, Names{"SAMPLE.PRI"});
    EXPECT_EQ(list->secondary, Names{"SAMPLE.SEC"});
    EXPECT_TRUE(list->odd_lines.empty());
    EXPECT_EQ(packing_list_text(*list), text);
}

TEST(PackingList, Q177418ACommentMayStandBeforeTheCodePage) {
    const auto list = read_packing_list(
        as_bytes("! CodePage\r\n932\r\nfilename,FILETYPE\r\n\"A B.PRI\",primary\r\n\r\nb.sec , secondary\nodd\nx,y\n"));
    ASSERT_TRUE(list.has_value()) << list.error().what;
    EXPECT_EQ(list->code_page, 932);
    EXPECT_EQ(list->primary, Names{"A B.PRI"});
    EXPECT_EQ(list->secondary, Names{"b.sec"});
    EXPECT_EQ(list->odd_lines, (std::vector<std::size_t>{7, 8}));
}

TEST(PackingList, OtherTextIsNone) {
    struct Case {
        const char* text;
        std::uint64_t offset;
    };
    for (const Case& one :
         {Case{"", 0}, Case{"Filename,Filetype\r\n", 0}, Case{"1252\r\n", 6}, Case{"1252\r\n\r\nA.PRI,Primary\r\n", 8},
          Case{"-5\r\nFilename,Filetype\r\n", 0}, Case{"12 monkeys\r\nFilename,Filetype\r\n", 0}}) {
        EXPECT_FALSE(is_packing_list(as_bytes(one.text))) << one.text;
        const auto list = read_packing_list(as_bytes(one.text));
        ASSERT_FALSE(list.has_value()) << one.text;
        EXPECT_EQ(list.error().code, Errc::bad_magic);
        EXPECT_EQ(list.error().offset, one.offset) << one.text;
    }
}

}  // namespace
}  // namespace restante::exchange
