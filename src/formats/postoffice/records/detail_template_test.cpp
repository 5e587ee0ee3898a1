#include "formats/postoffice/records/detail_template.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "formats/postoffice/records/generated_postoffice_test.h"

namespace restante::postoffice {
namespace {

constexpr std::string_view kForm = "Alias:~9~30~ULNP~~\rPhone #1:~9~15~ULNP~~\rNotes~2~20~ULNPA~free~X\r\x1A\x1A";

DetailTemplate sample_form() {
    Findings findings;
    return read_template(as_bytes(kForm), "ADMIN.TPL", findings);
}

std::string detail_record(std::string alias, std::string phone, std::string notes) {
    alias.resize(30);
    phone.resize(15);
    notes.resize(20);
    return alias + phone + "X" + notes;
}

TEST(DetailTemplate, ReadsTheLineOfQ87432) {
    const DetailTemplate form = sample_form();
    ASSERT_EQ(form.lines.size(), 3U);
    EXPECT_EQ(form.lines[0].field, (TemplateField{"Alias:", 9, 30, "ULNP", "", ""}));
    EXPECT_EQ(form.lines[2].field, (TemplateField{"Notes", 2, 20, "ULNPA", "free", "X"}));
    EXPECT_EQ(form.record_size(), 30U + 15U + 20U + 1U);
    EXPECT_EQ(as_text(write_template(form)), kForm);
    EXPECT_EQ(template_line(*form.lines[0].field).text, "Alias:~9~30~ULNP~~");
}

TEST(DetailTemplate, KeepsWhatItDoesNotUnderstand) {
    const struct {
        std::string_view text;
        std::size_t fields, findings;
    } cases[]{{"", 0, 0},
              {"A~1~2~U~~", 1, 0},
              {"A~1~2~U~~\r\nB~1~3~U~~\r\n", 2, 0},
              {"A~1~2~U~\r", 0, 1},
              {"A~1~2~U~~~\r", 0, 1},
              {"A~one~2~U~~\rB~1~2~U~~", 1, 1},
              {"A~1~99999999999999999999~U~~\r", 0, 1},
              {"A~1~5000~U~~\r", 0, 1},
              {"\r\r  \r", 0, 0}};
    for (const auto& example : cases) {
        Findings findings;
        const DetailTemplate form = read_template(as_bytes(example.text), "A.TPL", findings);
        std::size_t fields = 0;
        for (const TemplateLine& line : form.lines)
            if (line.field) ++fields;
        EXPECT_EQ(fields, example.fields) << example.text;
        EXPECT_EQ(findings.total(), example.findings) << example.text;
        EXPECT_EQ(as_text(write_template(form)), example.text);
    }
}

TEST(DetailTemplate, B19DetailsAreReadPlainOrBelowTheCipher) {
    const std::string plain = detail_record("Bob", "555-0100", "M\x81ller's desk");
    const ByteVector hidden = generated::ciphered(as_bytes(plain), false);
    for (const Bytes record : {as_bytes(plain), Bytes(hidden)}) {
        ByteVector bytes(record.begin(), record.end());
        bytes.insert(bytes.end(), {1, 2, 3});
        Findings findings;
        const DetailFile file = read_details(bytes, sample_form(), generated::cipher(), "ADMIN.INF", findings);
        ASSERT_EQ(file.records.size(), 1U);
        ASSERT_EQ(file.records[0].details.size(), 3U);
        EXPECT_EQ(file.records[0].details[1].label, "Phone #1");
        EXPECT_EQ(file.records[0].details[1].value, "555-0100");
        EXPECT_EQ(file.records[0].details[2].value, "M\x81ller's desk");
        EXPECT_EQ(findings.total(), 1U);  // the three bytes
        EXPECT_EQ(write_details(file), bytes);
    }
}

TEST(DetailTemplate, BytesThatAreNoTextStayRaw) {
    ByteVector bytes;
    for (int i = 0; i < 66 * 2; ++i) bytes.push_back(static_cast<std::uint8_t>(i * 37 + 1));
    Findings findings;
    const DetailFile file = read_details(bytes, sample_form(), generated::cipher(), "ADMIN.INF", findings);
    ASSERT_EQ(file.records.size(), 2U);
    EXPECT_TRUE(file.records[0].details.empty());
    ASSERT_EQ(findings.total(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::postoffice_template_data);
    EXPECT_EQ(write_details(file), bytes);
    EXPECT_TRUE(read_details(bytes, {}, {}, "ADMIN.INF", findings).records.empty());
}

RC_GTEST_PROP(DetailTemplate, EveryFileSurvives, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("A1~\r\n\x1A\0~2", 9)));
    Findings findings;
    RC_ASSERT(as_text(write_template(read_template(as_bytes(text), "A.TPL", findings))) == text);
}

}  // namespace
}  // namespace restante::postoffice
