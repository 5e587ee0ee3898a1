#include "formats/letterhead/letterhead.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "formats/letterhead/labels.h"

namespace restante::letterhead {
namespace {

const std::string kDashes(78, '-');

std::string lines(std::initializer_list<std::string_view> all, std::string_view line_end = "\r\n") {
    std::string text;
    for (const std::string_view line : all) text.append(line).append(line_end);
    return text;
}

std::string english(std::string_view line_end = "\r\n") {
    return lines({"Microsoft Mail v3.0 IPM.Microsoft Mail.Note", "From: Administrator", "To:  TEST", "Subject:  test",
                  "Date: 1997-10-09 10:24", "Priority:", "Message ID: EDBA53BE",
                  "Parent message ID: 935DA930113BD111820200C04FC9A530", "Conversation ID: C7F3A747 / a subject",
                  "Attachments:", "  BUDGET.XLS", kDashes},
                 line_end);
}

std::string dos() {
    return lines({"FROM: Administrator", "TO: TEST", "CC: Ann", "DATE: 10-09-97", "TIME: 10:24", "SUBJECT: test",
                  "PRIORITY: 5", "ATTACHMENTS: A.TXT", kDashes});
}

std::string with(std::string text, std::string_view old, std::string_view fresh) {
    const std::size_t at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return text.replace(at, old.size(), fresh);
}

TEST(Letterhead, WindowsForm) {
    for (const std::string_view line_end : {"\r\n", "\r", "\n"}) {
        const std::string block = english(line_end);
        const auto head = read_letterhead(block + "body: text");
        ASSERT_TRUE(head);
        EXPECT_EQ(head->form, Form::windows);
        EXPECT_EQ(head->language, "English");
        EXPECT_EQ(head->message_class, "IPM.Microsoft Mail.Note");
        EXPECT_EQ(head->from, std::vector<std::string>{"Administrator"});
        EXPECT_EQ(head->to, std::vector<std::string>{"TEST"});
        EXPECT_TRUE(head->cc.empty());
        EXPECT_EQ(head->subject, "test");
        EXPECT_EQ(head->date, (LocalTime{1997, 10, 9, 10, 24, 0}));
        EXPECT_EQ(head->priority, Priority::normal);
        EXPECT_EQ(head->message_id, "EDBA53BE");
        EXPECT_EQ(head->parent_id, "935DA930113BD111820200C04FC9A530");
        EXPECT_EQ(head->conversation_id, "C7F3A747");
        EXPECT_EQ(head->attachments, std::vector<std::string>{"BUDGET.XLS"});
        EXPECT_EQ(head->size, block.size());
    }
}

TEST(Letterhead, OfTheExchangeClientAndOtherClasses) {
    const std::string block = english();
    for (const std::string_view name :
         {"IPM.Microsoft Mail.Read Receipt", "IPM.Microsoft Schedule.MtgReq", "IPM.Vendor.Custom Form"}) {
        const auto head = read_letterhead(with(block, "IPM.Microsoft Mail.Note", name));
        ASSERT_TRUE(head) << name;
        EXPECT_EQ(head->message_class, name);
    }
    const auto head = read_letterhead(with(block, "v3.0 IPM", "v3.0 (MAPI 1.0 Transport) IPM"));
    ASSERT_TRUE(head);
    EXPECT_EQ(head->message_class, "IPM.Microsoft Mail.Note");
}

TEST(Letterhead, EveryLanguage) {
    std::set<std::string_view> seen;
    for (const Labels& labels : windows_labels()) {
        const auto line = [&](Field field, std::string_view value) {
            return std::string(labels.label(field)) + ": " + std::string(value);
        };
        const std::string block = lines({"Microsoft Mail v3.0 IPM.Microsoft Mail.Note", line(Field::from, "Ann"),
                                         line(Field::to, "Ben"), "  Carl", line(Field::subject, "Rabatt für Müller"),
                                         line(Field::date, "1996-02-29 23:59"), kDashes});
        const auto head = read_letterhead(block + "text");
        ASSERT_TRUE(head) << labels.language;
        EXPECT_EQ(head->language, labels.language);
        EXPECT_EQ(head->from, std::vector<std::string>{"Ann"});
        EXPECT_EQ(head->to, (std::vector<std::string>{"Ben", "Carl"}));
        EXPECT_EQ(head->subject, "Rabatt für Müller");
        EXPECT_EQ(head->date, (LocalTime{1996, 2, 29, 23, 59, 0}));
        EXPECT_FALSE(head->priority);
        EXPECT_EQ(head->size, block.size());
        EXPECT_TRUE(seen.insert(labels.language).second) << labels.language << " twice";
    }
    EXPECT_TRUE(seen.contains("German"));
    EXPECT_TRUE(seen.contains("Spanish"));
}

TEST(Letterhead, LabelsOfALanguageThatAreNotKnownStayInTheBlock) {
    const std::string block =
        lines({"Microsoft Mail v3.0 IPM.Microsoft Mail.Note", "Von: Ann", "An: Ben", "Betreff: x",
               "Datum: 1996-02-29 23:59", "Priorität:", "Nachrichten-ID: 0A1B2C3D", "Anlagen:", "  A.TXT", kDashes});
    const auto head = read_letterhead(block + "text");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->language, "German");
    EXPECT_EQ(head->message_id, "0A1B2C3D");
    EXPECT_TRUE(head->attachments.empty());
    EXPECT_EQ(head->size, block.size());
}

TEST(Letterhead, DosForm) {
    const auto head = read_letterhead(dos() + "text");
    ASSERT_TRUE(head);
    EXPECT_EQ(head->form, Form::dos);
    EXPECT_EQ(head->message_class, "");
    EXPECT_EQ(head->from, std::vector<std::string>{"Administrator"});
    EXPECT_EQ(head->to, std::vector<std::string>{"TEST"});
    EXPECT_EQ(head->cc, std::vector<std::string>{"Ann"});
    EXPECT_EQ(head->subject, "test");
    EXPECT_EQ(head->date, (LocalTime{1997, 10, 9, 10, 24, 0}));
    EXPECT_EQ(head->priority, Priority::high);
    EXPECT_EQ(head->attachments, std::vector<std::string>{"A.TXT"});
    EXPECT_EQ(head->size, dos().size());
}

TEST(Letterhead, YearsOfTheDosForm) {
    const auto year = [](std::string_view digits) {
        return read_letterhead(with(dos(), "10-09-97", "10-09-" + std::string(digits)))->date->year;
    };
    EXPECT_EQ(year("80"), 1980);
    EXPECT_EQ(year("99"), 1999);
    EXPECT_EQ(year("00"), 2000);
    EXPECT_EQ(year("79"), 2079);
}

TEST(Letterhead, Priorities) {
    const auto priority = [](std::string_view value) {
        return read_letterhead(with(dos(), "PRIORITY: 5", "PRIORITY: " + std::string(value)))->priority;
    };
    EXPECT_EQ(priority(""), Priority::normal);
    EXPECT_EQ(priority("1"), Priority::low);
    EXPECT_EQ(priority("2"), Priority::normal);
    EXPECT_EQ(priority("3"), Priority::normal);
    EXPECT_EQ(priority("4"), Priority::high);
    EXPECT_EQ(priority("R"), Priority::high);
    EXPECT_EQ(priority("urgent"), std::nullopt);
}

TEST(Letterhead, ValuesThatAreNotWhatTheLabelPromises) {
    const auto date = read_letterhead(with(english(), "1997-10-09 10:24", "9. Oktober 1997"));
    ASSERT_TRUE(date) << "the first line leaves no doubt";
    EXPECT_FALSE(date->date);
    EXPECT_FALSE(read_letterhead(with(english(), "1997-10-09", "1997-02-31"))->date);
    EXPECT_EQ(read_letterhead(with(english(), "EDBA53BE", "none"))->message_id, "");
    EXPECT_FALSE(read_letterhead(with(english(), "Subject:  test", "Subject:  test\r\n  goes on"))->subject);
    EXPECT_EQ(read_letterhead(with(english(), "Subject:  test", "Subject:"))->subject, "");
}

// What people write, and what is not quite a letterhead.
TEST(Letterhead, LettersAreLeftAlone) {
    const std::string letters[] = {
        "",
        "From: Ann\r\nTo: Ben\r\nSubject: x\r\nDate: 1997-10-09 10:24\r\n" + kDashes + "\r\ntext",  // no first line
        "> " + english(),
        "\r\n" + english(),
        "Hello,\r\n" + dos(),
        "FROM our side there is nothing to add.\r\n",
        "Microsoft Mail v3.0 is what we use.\r\nFrom: Ann\r\n" + kDashes + "\r\n",
        with(english(), "v3.0", "v3.2"),
        with(english(), "IPM.Microsoft Mail.Note", ""),
        with(english(), "IPM.Microsoft Mail.Note", "IPM."),
        with(english(), "From: Administrator\r\nTo:  TEST", "To:  TEST\r\nFrom: Administrator"),  // another order
        with(english(), "Subject:", "Betreff:"),                                                  // two languages
        with(english(), "Subject:  test\r\n", ""),
        with(english(), "Date: 1997-10-09 10:24\r\n", ""),
        with(english(), "Priority:", "Subject:"),     // twice
        with(english(), "Priority:", "I forgot it"),  // a line without label
        with(english(), "Priority:", ""),             // an empty line
        with(english(), "Priority:", "See page 3: x"),
        with(english(), kDashes + "\r\n", ""),                       // no end
        with(english(), kDashes, "---------"),                       // too short
        with(english(), kDashes, "-------------------- forwarded"),  // a line of its own
        with(dos(), kDashes, std::string(77, '-')),
        with(dos(), kDashes, std::string(79, '-')),
        with(dos(), "10-09-97", "1997-10-09"),
        with(dos(), "10-09-97", "02-31-97"),
        with(dos(), "TIME: 10:24\r\n", ""),
        with(dos(), "TO: TEST\r\n", ""),
        with(dos(), "SUBJECT", "Subject"),
        with(dos(), "PRIORITY: 5", "NOTE: 5"),
    };
    for (const std::string& letter : letters) EXPECT_FALSE(read_letterhead(letter)) << letter;
}

TEST(Letterhead, EndsSomewhere) {
    std::string block = "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\nFrom: Ann\nSubject: x\nDate: \nTo:\n";
    for (std::size_t i = 0; i < kMostLines; ++i) block += " name\n";
    EXPECT_FALSE(read_letterhead(block + kDashes));
    const std::string enough = block.substr(0, block.size() - std::string_view(" name\n").size() * 10);
    const auto head = read_letterhead(enough + kDashes);
    ASSERT_TRUE(head);
    EXPECT_EQ(head->to.size(), kMostLines - 10);
    EXPECT_EQ(head->size, enough.size() + kDashes.size()) << "the dashes end the text";
}

RC_GTEST_PROP(Letterhead, OnlyItsOwnBytesMatter, (const std::string& rest)) {
    for (const std::string& block : {english(), dos()}) {
        const auto head = read_letterhead(block + rest);
        RC_ASSERT(head.has_value());
        // A line end that comes apart belongs to the dashes in both.
        RC_ASSERT(head->size == block.size());
    }
}

RC_GTEST_PROP(Letterhead, NothingElseBeginsOne, (const std::string& text)) {
    if (text.starts_with("Microsoft Mail v3.0 ") || text.starts_with("FROM")) return;
    RC_ASSERT(!read_letterhead(text));
    RC_ASSERT(!read_letterhead("x" + english() + text));
}

}  // namespace
}  // namespace restante::letterhead
