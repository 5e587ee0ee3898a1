#include "targets/pst/pst_settings.h"

#include <gtest/gtest.h>

namespace restante::targets {
namespace {

Result<PstSettings> parse(const std::string& uri) { return PstSettings::parse(*TargetUri::parse(uri)); }

TEST(PstSettings, Defaults) {
    const auto settings = parse("pst:out");
    ASSERT_TRUE(settings);
    EXPECT_FALSE(settings->single_file);
    EXPECT_EQ(settings->format, pst::Format::unicode);
    EXPECT_EQ(settings->encoding, pst::Encoding::permute);
    EXPECT_EQ(settings->part_bytes, 0U);
}

TEST(PstSettings, Everything) {
    const auto settings = parse("pst:a/B.PST?format=ansi&encoding=cyclic&max-size=2M&codepage=1250");
    ASSERT_TRUE(settings);
    EXPECT_TRUE(settings->single_file);
    EXPECT_EQ(settings->format, pst::Format::ansi);
    EXPECT_EQ(settings->encoding, pst::Encoding::cyclic);
    EXPECT_EQ(settings->part_bytes, 2U << 20U);
    EXPECT_EQ(settings->code_page, 1250);
}

TEST(PstSettings, AnsiFilesStayFarBelowTwoGigabytes) {
    EXPECT_EQ(parse("pst:out?format=ansi")->part_bytes, kAnsiPartBytes);
    EXPECT_EQ(parse("pst:out?format=ansi&max-size=3G")->part_bytes, kAnsiPartBytes);
    EXPECT_EQ(parse("pst:out?format=unicode&max-size=3G")->part_bytes, std::uint64_t{3} << 30U);
}

TEST(PstSettings, BadParameters) {
    for (const char* uri :
         {"pst:out?format=ANSI", "pst:out?format=", "pst:out?encoding=high", "pst:out?max-size=", "pst:out?max-size=1x",
          "pst:out?max-size=-5", "pst:out?max-size=1MB", "pst:out?max-size=0", "pst:out?max-size=271359",
          "pst:out?max-size=99999999999999999999", "pst:out?max-size=99999999999999G", "pst:out?colour=red",
          "pst:out?format=ansi&codepage=12", "pst:out?codepage=1252"}) {
        const auto settings = parse(uri);
        ASSERT_FALSE(settings) << uri;
        EXPECT_EQ(settings.error().code, Errc::usage) << uri;
    }
}

}  // namespace
}  // namespace restante::targets
