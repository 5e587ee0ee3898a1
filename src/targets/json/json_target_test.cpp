#include "targets/json/json_target.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/file_content_test.h"
#include "base/sha256.h"
#include "targets/json/json_model.h"

namespace restante::targets {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

class JsonTargetTest : public ::testing::Test {
protected:
    void SetUp() override { fs::create_directories(directory_); }
    void TearDown() override { fs::remove_all(directory_); }

    [[nodiscard]] std::string path(const std::string& name) const { return (directory_ / name).string(); }
    static Result<std::unique_ptr<Target>> prepared(const std::string& file, bool overwrite = false) {
        TargetOptions options;
        options.overwrite = overwrite;
        auto target = TRY(open_json_target(file, options));
        TRY_VOID(target->prepare({"mmf", "box.mmf", "1", 7, "abcd"}, {}));
        return target;
    }
    static Result<void> deliver_one(Target& target, bool finish) {
        Findings losses, findings;
        auto writer = TRY(target.open_mailbox({"JDOE", "", "MS:A/B/JDOE", {"MS:A/B/JDOE"}}, losses));
        model::Folder folder;
        folder.path = {"In\"box"};
        TRY_VOID(writer->begin_folder(folder));
        model::Message message;
        message.id = "86000000";
        TRY_VOID(writer->add_message(message, "In/1", "x").map([](const Delivery&) {}));
        TRY_VOID(writer->add_message(message, "In/2", "y").map([](const Delivery&) {}));
        TRY_VOID(writer->end_folder());
        return finish ? writer->finish(findings) : Result<void>{};
    }

    fs::path directory_ = fs::temp_directory_path() / ("restante-json-" + std::to_string(::getpid()));
};

TEST_F(JsonTargetTest, WritesOneLineAMailbox) {
    auto target = prepared(path("deep/er/mail.json"));
    ASSERT_TRUE(target) << target.error().describe();
    ASSERT_TRUE(deliver_one(**target, true));
    ASSERT_TRUE(deliver_one(**target, true));
    EXPECT_FALSE(fs::exists(path("deep/er/mail.json")));
    ASSERT_TRUE((*target)->finish());
    const std::string text = test_files::content_of(path("deep/er/mail.json"));
    ASSERT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
    const Json line = Json::parse(text.substr(0, text.find('\n')));
    EXPECT_EQ(line["schema"], "restante/1");
    EXPECT_EQ(line["source"], (Json{{"kind", "mmf"}, {"path", "box.mmf"}, {"size", 7}, {"sha256", "abcd"}}));
    EXPECT_EQ(line["folders"][0]["messages"].size(), 2U);
    EXPECT_EQ(line["folders"][0]["path"][0], "In\"box");
    EXPECT_EQ(line["calendars"], Json::array());
    EXPECT_EQ(std::distance(fs::directory_iterator(path("deep/er")), fs::directory_iterator()), 1);
}

TEST_F(JsonTargetTest, AnUnfinishedMailboxLeavesNoTrace) {
    auto target = prepared(path("mail.json"));
    ASSERT_TRUE(deliver_one(**target, true));
    ASSERT_TRUE(deliver_one(**target, false));
    ASSERT_TRUE((*target)->finish());
    const std::string text = test_files::content_of(path("mail.json"));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
    EXPECT_TRUE(text.ends_with("]}\n"));
}

TEST_F(JsonTargetTest, AnEarlierResultStaysWhenNothingWasFinished) {
    auto first = prepared(path("mail.json"));
    ASSERT_TRUE(deliver_one(**first, true));
    ASSERT_TRUE((*first)->finish());
    const std::string before = test_files::content_of(path("mail.json"));
    auto second = prepared(path("mail.json"));
    ASSERT_TRUE(second) << second.error().describe();
    ASSERT_TRUE(deliver_one(**second, false));
    ASSERT_TRUE((*second)->finish());
    second->reset();
    EXPECT_EQ(test_files::content_of(path("mail.json")), before);
    EXPECT_EQ(std::distance(fs::directory_iterator(directory_), fs::directory_iterator()), 1);
}

TEST_F(JsonTargetTest, RefusesWhatIsNotOurs) {
    std::ofstream(path("letter.json")) << "Dear John";
    const auto refused = prepared(path("letter.json"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::exists);
    EXPECT_TRUE(prepared(path("letter.json"), true));
    const auto directory = prepared(directory_.string());
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().code, Errc::usage);
    EXPECT_FALSE(prepared(path("letter.json/below")));
    EXPECT_EQ(test_files::content_of(path("letter.json")), "Dear John");
}

TEST_F(JsonTargetTest, ADeviceIsWrittenToAndNeverReplaced) {
    auto target = prepared("/dev/null");
    ASSERT_TRUE(target) << target.error().describe();
    ASSERT_TRUE(deliver_one(**target, true));
    ASSERT_TRUE((*target)->finish());
    EXPECT_TRUE(fs::is_character_file("/dev/null"));
    EXPECT_EQ((*target)->report_path(), "");
}

TEST_F(JsonTargetTest, FullDeviceIsAnErrorOfTheTarget) {
    auto target = prepared("/dev/full");
    ASSERT_TRUE(deliver_one(**target, true));
    const auto done = (*target)->finish();
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Errc::no_space);
}

TEST_F(JsonTargetTest, SymbolicLinksAreFollowedNotReplaced) {
    fs::create_symlink("real.json", path("link.json"));
    auto target = prepared(path("link.json"));
    ASSERT_TRUE(target) << target.error().describe();
    ASSERT_TRUE(deliver_one(**target, true));
    ASSERT_TRUE((*target)->finish());
    EXPECT_TRUE(fs::is_symlink(path("link.json")));
    EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(path("real.json"))));
}

TEST(JsonModel, AbsentMeansAbsent) {
    model::Message message;
    message.id = "86000000";
    EXPECT_EQ(*json_of(message), R"({"id":"86000000"})");
    EXPECT_EQ(json_of(model::Mailbox{}), R"({"accounts":[]})");
    model::Folder folder;
    folder.path = {"A"};
    EXPECT_EQ(json_opening_of(folder) + "]}", R"({"path":["A"],"role":"","messages":[]})");
}

TEST(JsonModel, EveryFieldHasItsName) {
    model::Message message;
    message.id = "86000000";
    message.class_name = "IPM.Note";
    message.subject = "";
    message.from = {{"Ann", "MS", "A/B/ANN", model::AddressKind::one_off}};
    message.sent = LocalTime{1995, 8, 30, 10, 11, 12};
    message.priority = model::Priority::low;
    message.status = model::MessageStatus{.read = true};
    message.fixed_font = true;
    message.attachments.resize(1);
    message.attachments[0].number = 4270622465U;
    message.attachments[0].position = 0;
    message.attachments[0].data = std::make_shared<const MemoryBytes>(ByteVector{'a'});
    message.attributes = {{0x00030006, model::AttributeType::date, std::monostate{}},
                          {0x00050008, model::AttributeType::long_integer, std::uint32_t{4000000000U}}};
    const Json json = Json::parse(*json_of(message));
    const Json wanted = Json::parse(R"({"id":"86000000","class":"IPM.Note","subject":"",
        "from":[{"name":"Ann","type":"MS","address":"A/B/ANN","kind":"one-off"}],"sent":"1995-08-30T10:11:12",
        "priority":"low","read":true,"unsent":false,"submitted":false,"from_me":false,"changed":false,"fixed_font":true,
        "attachments":[{"number":4270622465,"kind":"file","position":0,"size":1,"sha256":")" +
                                    Sha256::hex_of(as_bytes("a")) + R"("}],
        "attributes":{"00030006":{"type":"date"},"00050008":{"type":"long","value":4000000000}}})");
    EXPECT_EQ(json, wanted);
}

TEST(JsonModel, MessagesInsideMessages) {
    model::Message inner;
    inner.subject = "inner";
    model::Message outer;
    outer.id = "86000001";
    outer.reply_to = {{"Ann", "SMTP", "a@b", model::AddressKind::resolved}};
    outer.attachments = {
        {.number = 1, .kind = model::AttachmentKind::message, .message = std::make_shared<model::Message>(inner)}};
    EXPECT_EQ(Json::parse(*json_of(outer)), Json::parse(R"({"id":"86000001",
        "reply_to":[{"name":"Ann","type":"SMTP","address":"a@b","kind":"resolved"}],
        "attachments":[{"number":1,"kind":"message","message":{"subject":"inner"}}]})"));
}

TEST(JsonModel, ControlCharactersAndBrokenTextStayValidJson) {
    model::Message message;
    message.id = "86000000";
    message.body = std::string("a\0\x01\r\n\xff\"\\", 8);
    EXPECT_EQ(Json::parse(*json_of(message))["body"].get<std::string>().substr(0, 5), std::string("a\0\x01\r\n", 5));
}

}  // namespace
}  // namespace restante::targets
