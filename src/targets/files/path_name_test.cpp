#include "targets/files/path_name.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "targets/files/device_names.h"
#include "targets/files/folder_places.h"
#include "targets/files/id_set.h"
#include "targets/files/modified_utf7.h"

namespace restante::targets::files {
namespace {

TEST(PathName, Encodes) {
    struct Case {
        std::string_view name, text;
    };
    const Case cases[] = {
        {"Inbox", "Inbox"},         {"a/b\\c", "a%2Fb%5Cc"}, {".", "%2E"},           {"..", "%2E%2E"},
        {" x ", "%20x%20"},         {"a.b c", "a.b c"},      {"CON", "%43ON"},       {"nul.txt", "%6Eul.txt"},
        {"console", "console"},     {"100%", "100%25"},      {"a%~2", "a%25~2"},     {"", "%_"},
        {"Übersicht", "Übersicht"}, {"\xFF", "%FF"},         {"\xC2\x85", "%C2%85"}, {"x\x01\x7F", "x%01%7F"}};
    for (const Case& c : cases) EXPECT_EQ(encode_component(c.name).text, c.text);
    EXPECT_EQ(encode_maildir_component("a.b Ü&").text, "a%2Eb &ANw-&-");
    EXPECT_EQ(decode_component("a%~2"), "a");
    EXPECT_FALSE(decode_component("a%4"));
    EXPECT_FALSE(decode_component(""));
}

TEST(PathName, LongNamesAreShortenedAndDiffer) {
    const std::string name(300, 'x');
    const ComponentName one = encode_component(name + "1");
    const ComponentName two = encode_component(name + "2");
    EXPECT_TRUE(one.shortened);
    EXPECT_EQ(one.text.size(), kLongestComponent);
    EXPECT_NE(one.text, two.text);
    EXPECT_FALSE(decode_component(one.text));
}

TEST(PathName, DeviceNames) {
    for (const std::string_view name :
         {"con", "PRN", "aux.x.y", "Com1", "lpt9.txt", "NUL .txt", "CONIN$", "COM\xC2\xB2"})
        EXPECT_TRUE(is_device_name(name)) << name;
    for (const std::string_view name : {"", "cons", "com", "com10", "x.con", "lptx"})
        EXPECT_FALSE(is_device_name(name)) << name;
}

rc::Gen<std::string> bytes() { return rc::gen::container<std::string>(rc::gen::arbitrary<char>()); }

RC_GTEST_PROP(PathName, ComesBack, ()) {
    const std::string name = *bytes();
    const ComponentName plain = encode_component(name);
    RC_ASSERT(plain.shortened || decode_component(plain.text) == name);
    const ComponentName maildir = encode_maildir_component(name);
    RC_ASSERT(maildir.shortened || decode_maildir_component(maildir.text) == name);
    RC_ASSERT(maildir.text.find('.') == std::string::npos);
    RC_ASSERT(plain.text.find_first_of(std::string_view("/\\:*?\"<>|\0", 10)) == std::string::npos);
    RC_ASSERT(!plain.text.empty() && plain.text.size() <= kLongestComponent);
    RC_ASSERT(plain.text.front() != '.' && plain.text.back() != '.' && plain.text.front() != ' ' &&
              plain.text.back() != ' ');
}

TEST(ModifiedUtf7, KnownValues) {
    EXPECT_EQ(to_modified_utf7("~peter/mail/台北/日本語"), "~peter/mail/&U,BTFw-/&ZeVnLIqe-");  // RFC 3501 5.1.3
    EXPECT_EQ(from_modified_utf7("&U,BTFw-"), "台北");
    EXPECT_EQ(from_modified_utf7(to_modified_utf7("😀")), "😀");
    for (const std::string_view bad : {"&", "&!-", "&AAAA", "\xC3\xA4"}) EXPECT_FALSE(from_modified_utf7(bad)) << bad;
}

model::Folder folder(std::vector<std::string> path) {
    model::Folder one;
    one.path = std::move(path);
    return one;
}

TEST(FolderPlaces, CollisionsAndMemory) {
    FolderPlaces places({encode_component, "/", 1000, {"reserved"}});
    EXPECT_EQ(places.place_of(folder({"Inbox"})), "Inbox");
    EXPECT_EQ(places.place_of(folder({"INBOX"})), "INBOX%~2");
    EXPECT_EQ(places.place_of(folder({"Reserved"})), "Reserved%~2");
    EXPECT_EQ(places.place_of(folder({"INBOX", "Sub"})), "INBOX%~2/Sub");
    model::Folder hidden = folder({"Inbox"});
    hidden.hidden = true;
    EXPECT_EQ(places.place_of(hidden), "Hidden/Inbox");

    FolderPlaces second({encode_component, "/", 1000, {"reserved"}});
    second.restore(places.records());
    EXPECT_EQ(second.place_of(folder({"INBOX"})), "INBOX%~2");
    EXPECT_EQ(second.place_of(folder({"Inbox"})), "Inbox");
    EXPECT_EQ(second.place_of(folder({"inbox"})), "inbox%~3");
}

TEST(FolderPlaces, TooDeepMovesToTheTop) {
    FolderPlaces places({encode_component, "/", 50, {}});
    const std::string& place = places.place_of(folder({std::string(30, 'a'), std::string(30, 'b')}));
    EXPECT_EQ(place.find('/'), std::string::npos);
    EXPECT_TRUE(places.was_shortened(place));
}

TEST(IdSet, RemembersAndGrows) {
    IdSet set;
    EXPECT_FALSE(set.contains("x"));
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(set.insert(std::to_string(i)));
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(set.insert(std::to_string(i)));
    EXPECT_EQ(set.size(), 1000U);
    EXPECT_FALSE(set.contains("1000"));
    EXPECT_EQ(file_id("0af"), "0af");
    EXPECT_EQ(file_id("../x").size(), 32U);
}

}  // namespace
}  // namespace restante::targets::files
