#include "formats/pst/messaging/subject.h"

#include <gtest/gtest.h>

namespace restante::pst {
namespace {

TEST(PstSubject, PrefixLength) {
    struct Case {
        std::string_view subject;
        std::size_t length;
    };
    for (const Case& test : {Case{"RE: Lunch", 4}, Case{"Fwd: Lunch", 5}, Case{"R: x", 3}, Case{"AW: ", 4},
                             Case{"Re:Lunch", 0}, Case{"Note: x", 0}, Case{": x", 0}, Case{"R1: x", 0}, Case{"", 0},
                             Case{"RE:", 0}, Case{"Lunch", 0}, Case{"\xCE\xA3\xCF\x87: x", 4}})
        EXPECT_EQ(subject_prefix_length(test.subject), test.length) << test.subject;
}

TEST(PstSubject, Mark) {
    EXPECT_EQ(mark_subject(""), "");
    EXPECT_EQ(mark_subject("Lunch"), "\x01\x01Lunch");
    EXPECT_EQ(mark_subject("RE: Lunch"), "\x01\x05RE: Lunch");
}

}  // namespace
}  // namespace restante::pst
