#include "targets/ews/ntlm_text.h"

#include <gtest/gtest.h>

namespace restante::targets::ews {
namespace {

TEST(NtlmText, SendsTheLettersOfLatin1) {
    EXPECT_EQ(ntlm_text("Geheim1", Capitals::no), "Geheim1");
    EXPECT_EQ(ntlm_text("gr\xC3\xBC\xC3\x9F\xC3\xB7\xC3\xBF", Capitals::no), "gr\xFC\xDF\xF7\xFF");
    EXPECT_EQ(ntlm_text("", Capitals::no), "");
}

TEST(NtlmText, KnowsCapitalsThatLibcurlDoesNot) {
    EXPECT_EQ(ntlm_text("M\xC3\xBCller", Capitals::yes), "M\xDCller");
    EXPECT_EQ(ntlm_text("\xC3\xA0\xC3\xBE\xC3\x9F\xC3\xB7", Capitals::yes), "\xC0\xDE\xDF\xF7");
}

TEST(NtlmText, RefusesWhatWouldBecomeSomethingElse) {
    EXPECT_FALSE(ntlm_text("10\xE2\x82\xAC", Capitals::no).has_value());  // the euro sign
    EXPECT_FALSE(ntlm_text("\xFC", Capitals::no).has_value());
}

}  // namespace
}  // namespace restante::targets::ews
