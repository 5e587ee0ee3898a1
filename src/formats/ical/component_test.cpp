#include "formats/ical/component.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/content_line.h"
#include "base/utf8.h"

namespace restante::ical {
namespace {

std::string written(const Component& component) {
    std::string into;
    append_component(component, into);
    return into;
}

std::string line_of(Property property) {
    const std::string all = written({.name = "X", .properties = {std::move(property)}, .components = {}});
    return all.substr(9, all.size() - 9 - 7);  // between BEGIN:X and END:X
}

TEST(IcalComponent, TreeByteForByte) {
    Component request = calendar("REQUEST");
    Component event{.name = "VEVENT"};
    event.add("SUMMARY", content_text("Budget, 1996"));
    event.add("ATTENDEE", "mailto:jroe@example.org", {{"CN", "Jane Roe"}, {"PARTSTAT", "NEEDS-ACTION"}});
    event.components.push_back({.name = "VALARM"});
    request.components.push_back(event);
    EXPECT_EQ(written(request),
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//restante//Microsoft Mail//EN\r\nMETHOD:REQUEST\r\n"
              "BEGIN:VEVENT\r\nSUMMARY:Budget\\, 1996\r\n"
              "ATTENDEE;CN=\"Jane Roe\";PARTSTAT=NEEDS-ACTION:mailto:jroe@example.org\r\n"
              "BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    EXPECT_EQ(written(calendar()).find("METHOD"), std::string::npos);
}

TEST(IcalComponent, ParametersAreQuotedAndEscaped) {
    const struct {
        std::string_view value, line;
    } cases[] = {
        {"TRUE", "A;P=TRUE:v\r\n"},
        {"REQ-PARTICIPANT", "A;P=REQ-PARTICIPANT:v\r\n"},
        {"", "A;P=\"\":v\r\n"},
        {"Roe, Jane; \"JR\"", "A;P=\"Roe, Jane; ^'JR^'\":v\r\n"},
        {"a^b", "A;P=\"a^^b\":v\r\n"},
        {"two\r\nlines\n", "A;P=\"two^nlines^n\":v\r\n"},
        {std::string_view("nul\0", 4), "A;P=\"nul\xE2\x90\x80\":v\r\n"},
        {"mailto:a@b", "A;P=\"mailto:a@b\":v\r\n"},
    };
    for (const auto& one : cases) EXPECT_EQ(line_of({"A", "v", {{"P", std::string(one.value)}}}), one.line);
}

TEST(IcalComponent, ValuesCannotBeginALine) { EXPECT_EQ(line_of({"A", "x\r\nEND:VEVENT", {}}), "A:x  END:VEVENT\r\n"); }

// Whatever text goes in: every line is at most 75 bytes of whole characters, and unfolded it is one line a property.
RC_GTEST_PROP(IcalComponent, LinesAreShortAndWhole, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab ,;:\"^\\\r\n\t")));
    std::string value, wide;
    for (const char letter : text) wide += letter == 'a' ? std::string("\xC3\xA4") : std::string(1, letter);
    const std::string lines = line_of({"NAME", content_text(wide), {{"CN", wide}}});
    std::size_t unfolded = 0;
    for (std::size_t begin = 0; begin < lines.size();) {
        const std::size_t end = lines.find("\r\n", begin);
        RC_ASSERT(end != std::string::npos && end - begin <= 75U);
        RC_ASSERT(is_valid_utf8(lines.substr(begin, end - begin)));
        if (lines[begin] != ' ') ++unfolded;
        begin = end + 2;
    }
    RC_ASSERT(unfolded == 1U);
}

}  // namespace
}  // namespace restante::ical
