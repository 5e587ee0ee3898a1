#include "service/address_map_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace restante::service {
namespace {

namespace fs = std::filesystem;

struct Good {
    const char* name;
    std::string text;
    std::size_t rules;
};

TEST(AddressMapFile, TablesAsProgramsWriteThem) {
    const Good cases[] = {
        {"plain", "old,new\nMS:A/B/C,c@example.org\n", 1},
        {"columns for people, other order", "name,count,new,old,comment,reach\nAnn,3,c@example.org,ANN,,no\n", 1},
        {"capitals and blanks", " OLD , New \nANN, c@example.org \n", 1},
        {"undecided lines", "old,new\nANN,\nBOB\n\n# a remark\n", 0},
        {"semicolons", "old;new\r\nANN;c@example.org\r\n", 1},
        {"separator named", "sep=;\r\nold;new\r\nANN;c@example.org\r\n", 1},
        {"UTF-8 mark", "\xEF\xBB\xBFold,new\nJ\xC3\x96RG,j@example.org\n", 1},
        {"Windows-1252", "old,new\nJ\xD6RG,j@example.org\n", 1},
        {"UTF-16", std::string("\xFF\xFEo\0l\0d\0,\0n\0e\0w\0\n\0A\0,\0a\0@\0b\0.\0c\0d\0", 34), 1},
        {"only the columns", "old,new", 0},
    };
    for (const Good& one : cases) {
        SCOPED_TRACE(one.name);
        const auto rules = address_map_of_csv(one.text);
        ASSERT_TRUE(rules.has_value()) << rules.error().what;
        EXPECT_EQ(rules->size(), one.rules);
    }
}

struct Bad {
    const char* name;
    std::string text;
    std::uint64_t line;
    const char* word;
};

TEST(AddressMapFile, BadTablesNameTheLine) {
    const Bad cases[] = {
        {"empty", "", 1, "columns"},
        {"only remarks", "# x\n\n", 1, "columns"},
        {"unknown column", "# x\nold,new,phone\n", 2, "phone"},
        {"column twice", "old,new,Old\n", 1, "twice"},
        {"no new", "old,name\n", 1, "\"new\""},
        {"no old", "new\n", 1, "\"old\""},
        {"no address", "old,new\nA,a@example.org\nB,nonsense\n", 3, "nonsense"},
        {"no old address", "old,new\n,a@example.org\n", 2, "old address"},
        {"too many stars", "old,new\nMS:*,*.*@example.org\n", 2, "\"*\""},
        {"wildcard that ends in nothing", "old,new\nMS:A\\,a@example.org\n", 2, "\\"},
        {"too many fields", "old,new\nA,a@example.org,x\n", 2, "3 fields"},
        {"open quote", "old,new\n\"A,a@example.org\n", 2, "quote"},
        {"a megabyte in one line", "old,new\n" + std::string(1'000'000, 'x') + ",a@example.org\n", 2, "longer"},
        {"binary",
         std::string("\x7F"
                     "ELF\0\xFF\xFE\0\0\x01",
                     10),
         1, "no text"},
        {"half of UTF-16", std::string("\xFF\xFEo", 3), 1, "UTF-16"},
    };
    for (const Bad& one : cases) {
        SCOPED_TRACE(one.name);
        const auto rules = address_map_of_csv(one.text);
        ASSERT_FALSE(rules.has_value());
        EXPECT_EQ(rules.error().offset.value_or(1), one.line);
        EXPECT_NE(rules.error().what.find(one.word), std::string::npos) << rules.error().what;
    }
}

TEST(AddressMapFile, Toml) {
    const auto rules = address_map_of_toml(
        "[[rule]]\nold = \"MS:A/B/C\"\nnew = \"c@example.org\"\ncomment = \"x\"\n[[rule]]\nold = \"ANN\"\nnew = "
        "\"\"\n");
    ASSERT_TRUE(rules.has_value()) << rules.error().what;
    EXPECT_EQ(rules->size(), 1U);
    EXPECT_EQ(rules->find({"MS:a/b/c"})->spec, "c@example.org");
}

TEST(AddressMapFile, BadTomlNamesTheLine) {
    const Bad cases[] = {
        {"syntax", "[[rule]]\nold = \n", 2, ""},
        {"unknown key", "[[rule]]\nold = \"A\"\nphone = \"1\"\n", 3, "phone"},
        {"unknown table", "x = 1\n", 1, "x"},
        {"one table", "[rule]\nold = \"A\"\n", 1, "[[rule]]"},
        {"number", "[[rule]]\nold = 1\nnew = \"a@example.org\"\n", 2, "quotes"},
        {"array of numbers", "rule = [1]\n", 1, "table"},
        {"bad address", "\n[[rule]]\nold = \"A\"\nnew = \"nonsense\"\n", 2, "nonsense"},
    };
    for (const Bad& one : cases) {
        SCOPED_TRACE(one.name);
        const auto rules = address_map_of_toml(one.text);
        ASSERT_FALSE(rules.has_value());
        EXPECT_EQ(rules.error().offset.value_or(1), one.line);
        EXPECT_NE(rules.error().what.find(one.word), std::string::npos) << rules.error().what;
    }
}

class OnDisk : public ::testing::Test {
protected:
    void SetUp() override {
        directory_ = fs::temp_directory_path() / ("restante-map-" + std::to_string(::getpid()));
        fs::create_directories(directory_);
    }
    void TearDown() override { fs::remove_all(directory_); }
    [[nodiscard]] std::string file(const std::string& name, const std::string& content) const {
        std::ofstream(directory_ / name, std::ios::binary) << content;
        return (directory_ / name).string();
    }
    fs::path directory_;
};

TEST_F(OnDisk, TheFormIsSeenByNameAndContent) {
    const std::string toml = "[[rule]]\nold = \"A\"\nnew = \"a@example.org\"\n";
    EXPECT_TRUE(read_address_map(file("map.toml", toml)).has_value());
    EXPECT_TRUE(read_address_map(file("map", toml)).has_value());
    EXPECT_TRUE(read_address_map(file("map.CSV", "old,new\n")).has_value());
    EXPECT_TRUE(read_address_map(file("map.txt", "old,new\n")).has_value());
}

TEST_F(OnDisk, WhatCannotBeReadIsAUsageError) {
    const auto missing = read_address_map((directory_ / "none.csv").string());
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().code, ExitCode::usage);
    EXPECT_NE(missing.error().text.find("none.csv"), std::string::npos);
    const auto directory = read_address_map(directory_.string());
    ASSERT_FALSE(directory.has_value());
    EXPECT_EQ(directory.error().code, ExitCode::usage);
    const auto bad = read_address_map(file("bad.csv", "old,new\nA,nonsense\n"));
    ASSERT_FALSE(bad.has_value());
    EXPECT_NE(bad.error().text.find("bad.csv:2: "), std::string::npos) << bad.error().text;
}

TEST(AddressMapFile, TheListOfAddressesIsAMap) {
    using pipeline::Reach;
    const std::string text = address_map_text({{"MS:A/B/*C?", "Doe, John", "c@example.org", Reach::by_domain, 3, ""},
                                               {"FAX:a\rb\rc\rd\r", "", "", Reach::unreachable, 1, ""},
                                               {"SMTP:x@example.org", "X", "x@example.org", Reach::internet, 1, ""}});
    const auto rules = address_map_of_csv(text);
    ASSERT_TRUE(rules.has_value()) << rules.error().what;
    EXPECT_EQ(rules->size(), 1U);
    EXPECT_EQ(rules->find({"MS:a/b/*c?"})->spec, "c@example.org");
    EXPECT_FALSE(rules->find({"MS:a/b/xc?"}).has_value());
}

}  // namespace
}  // namespace restante::service
