#include "base/finding.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string_view>

#include "base/messages.h"

namespace restante {
namespace {

constexpr MessageId kMessages[] = {
#define MESSAGE(enumerator, code, severity, meaning, remedy) MessageId::enumerator,
#include "base/messages/all.def"
#undef MESSAGE
};

TEST(Findings, KeepOrderAndCountBeyondTheirLimit) {
    Findings findings(2);
    EXPECT_TRUE(findings.empty());
    findings.add(MessageId::text_unmappable, "first", "Inbox/1", 0x10);
    findings.add(Finding{.id = MessageId::text_unmappable, .text = "second"});
    findings.add(MessageId::text_unmappable, "third");
    EXPECT_FALSE(findings.empty());
    EXPECT_EQ(findings.total(), 3U);
    ASSERT_EQ(findings.list().size(), 2U);
    EXPECT_EQ(findings.list()[0].item, "Inbox/1");
    EXPECT_EQ(findings.list()[0].offset, 0x10U);
    EXPECT_EQ(findings.list()[1].text, "second");
    EXPECT_EQ(findings.list()[1].offset, std::nullopt);
    EXPECT_EQ(findings.list()[0].severity(), Severity::warning);
}

TEST(Messages, EveryNumberIsUniqueAndSaysWhatToDo) {
    std::set<std::string_view> codes;
    for (const MessageId id : kMessages) {
        const MessageText& text = message_text(id);
        EXPECT_TRUE(codes.insert(text.code).second) << text.code;
        EXPECT_FALSE(text.meaning.empty()) << text.code;
        EXPECT_FALSE(text.remedy.empty()) << text.code;
        EXPECT_FALSE(name_of(text.severity).empty()) << text.code;
    }
}

TEST(Messages, TextBelongsToItsEnumerator) {
    EXPECT_EQ(message_text(MessageId::text_unmappable).code, "TEXT-001");
    EXPECT_EQ(name_of(Severity::info), "info");
    EXPECT_EQ(name_of(Severity::warning), "warning");
    EXPECT_EQ(name_of(Severity::error), "error");
}

}  // namespace
}  // namespace restante
