#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/ldif/ldif_reader.h"
#include "formats/ldif/ldif_writer.h"

namespace restante::ldif {
namespace {

std::string entry_with(std::string_view name, std::string_view value) {
    std::string text;
    Writer writer(text);
    writer.begin("ou=x");
    writer.attribute(name, value);
    writer.end();
    return text;
}

struct Value {
    std::string_view value, line;
};

TEST(LdifWriter, Values) {
    const Value cases[] = {{"plain", "cn: plain"},
                           {"", "cn:"},
                           {" leading", "cn:: IGxlYWRpbmc="},
                           {"trailing ", "cn:: dHJhaWxpbmcg"},
                           {":colon", "cn:: OmNvbG9u"},
                           {"<url", "cn:: PHVybA=="},
                           {"a:b<", "cn: a:b<"},
                           {"\xC3\xA4", "cn:: w6Q="},
                           {"a\nb", "cn:: YQpi"},
                           {"a\rb", "cn:: YQ1i"}};
    for (const Value& one : cases)
        EXPECT_EQ(entry_with("cn", one.value), "dn: ou=x\n" + std::string(one.line) + "\n\n");
}

TEST(LdifWriter, LongLinesAreFolded) {
    const std::string text = entry_with("description", std::string(500, 'x'));
    std::size_t begin = 0;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        EXPECT_LE(end - begin, 76U);
        begin = end + 1;
    }
    EXPECT_EQ((*read_entries(text))[0].value("description"), std::string(500, 'x'));
}

TEST(DistinguishedName, Escapes) {
    EXPECT_EQ(rdn("ou", "a,b+c=d"), "ou=a\\,b\\+c\\=d");
    EXPECT_EQ(rdn("ou", " a "), "ou=\\ a\\ ");
    EXPECT_EQ(rdn("ou", "#a#"), "ou=\\#a#");
    EXPECT_EQ(rdn("ou", "a\nb"), "ou=a\\0ab");
    for (const char* good : {"dc=example,dc=org", "ou=a\\,b, o=c", "cn=a+uid=b,c=d", "o=\\c3\\a4", "2.5.4.3=x"})
        EXPECT_TRUE(is_distinguished_name(good)) << good;
    for (const char* bad :
         {"", "example.org", "dc=", "dc=a,", "=a", "dc=a\\", "dc=a\\c", "dc=a;b", "dc=a\nb", "d c=a", ",dc=a"})
        EXPECT_FALSE(is_distinguished_name(bad)) << bad;
}

struct Bad {
    const char* name;
    std::string text;
    Errc code;
    std::uint64_t offset;
};

TEST(LdifReader, BadEntriesNameThePlace) {
    const Bad cases[] = {{"no colon", "dn: a\ncn\n", Errc::bad_value, 6},
                         {"no base64", "dn: a\ncn:: !\n", Errc::bad_value, 6},
                         {"no entry", "version: 1\ncn: a\n", Errc::bad_value, 11},
                         {"behind the entry", "dn: a\n\ncn: a\n", Errc::bad_value, 7},
                         {"too long", "dn: " + std::string(2'000'000, 'x'), Errc::too_large, 0}};
    for (const Bad& one : cases) {
        SCOPED_TRACE(one.name);
        const auto entries = read_entries(one.text);
        ASSERT_FALSE(entries.has_value());
        EXPECT_EQ(entries.error().code, one.code);
        EXPECT_EQ(entries.error().offset, one.offset);
    }
}

RC_GTEST_PROP(Ldif, ValuesReadBack, (const std::string& value)) {
    const auto entries = read_entries(entry_with("cn", value));
    RC_ASSERT(entries.has_value() && entries->size() == 1);
    RC_ASSERT((*entries)[0].value("cn") == value);
}

RC_GTEST_PROP(Ldif, EscapedNamesAreNames, ()) {
    const auto value =
        *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab ,+=\\#<>;\"\n\t"))));
    RC_ASSERT(is_distinguished_name(rdn("ou", value)));
}

}  // namespace
}  // namespace restante::ldif
