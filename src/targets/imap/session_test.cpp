#include "targets/imap/session.h"

#include <gtest/gtest.h>

#include <deque>

namespace restante::targets::imap {
namespace {

// Says one line a call; what it is sent is kept.
class Script final : public Connection {
public:
    Script(std::deque<std::string> lines, std::string& sent) : lines_(std::move(lines)), sent_(sent) {}
    Result<void> send(Bytes bytes) override {
        sent_ += as_text(bytes);
        return {};
    }
    Result<ByteVector> receive() override {
        if (lines_.empty()) return fail(Errc::unreachable, "the script ends");
        const std::string line = lines_.front() + "\r\n";
        lines_.pop_front();
        const Bytes bytes = as_bytes(line);
        return ByteVector(bytes.begin(), bytes.end());
    }

private:
    std::deque<std::string> lines_;
    std::string& sent_;
};

Response response(std::string_view text) { return *parse_response(text); }

TEST(ImapSession, HandsOnWhatComesUntagged) {
    std::string sent;
    Session session(std::make_unique<Script>(std::deque<std::string>{"* 3 EXISTS", "R1 OK done"}, sent));
    std::uint32_t count = 0;
    const auto answer = session.command("EXAMINE x", [&count](const Response& one) -> Result<void> {
        count = one.number.value_or(0);
        return {};
    });
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->ok());
    EXPECT_EQ(count, 3U);
    EXPECT_EQ(sent, "R1 EXAMINE x\r\n");
}

TEST(ImapSession, GoodbyeIsALostConnection) {
    std::string sent;
    Session session(std::make_unique<Script>(
        std::deque<std::string>{"* BYE Request is throttled. Suggested Backoff Time: 1500 milliseconds"}, sent));
    const auto answer = session.command("NOOP");
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::unreachable);
    ASSERT_TRUE(session.farewell().has_value());
    EXPECT_EQ(suggested_milliseconds(*session.farewell()), 1500U);
}

TEST(ImapSession, AnswersToOtherCommandsAreNone) {
    std::string sent;
    Session session(std::make_unique<Script>(std::deque<std::string>{"R9 OK done"}, sent));
    EXPECT_EQ(session.command("NOOP").error().code, Errc::bad_value);
}

TEST(ImapSession, KnowsWhatTheServerCan) {
    Abilities abilities;
    abilities.take(response("* CAPABILITY IMAP4rev1 literal- APPENDLIMIT=35651584"));
    EXPECT_TRUE(abilities.has("LITERAL-"));
    EXPECT_EQ(abilities.append_limit, 35651584U);
    EXPECT_TRUE(abilities.sends_at_once(4096));
    EXPECT_FALSE(abilities.sends_at_once(4097));
    abilities.take(response("* CAPABILITY IMAP4rev1 LITERAL+ APPENDLIMIT"));
    EXPECT_FALSE(abilities.append_limit.has_value());
    EXPECT_TRUE(abilities.sends_at_once(1'000'000));
}

TEST(ImapSession, KnowsWhatARefusalMeans) {
    const std::pair<const char*, Errc> cases[] = {
        {"R1 NO [OVERQUOTA] full", Errc::no_space},
        {"R1 NO Over quota", Errc::no_space},
        {"R1 NO [LIMIT] too many", Errc::throttled},
        {"R1 NO [INUSE] busy", Errc::throttled},
        {"R1 NO Request is throttled. Suggested Backoff Time: 92415 milliseconds", Errc::throttled},
        {"R1 NO [TRYCREATE] no such mailbox", Errc::not_found},
        {"R1 NO [ALREADYEXISTS] there", Errc::exists},
        {"R1 NO [NOPERM] not yours", Errc::denied},
        {"R1 NO message too big", Errc::rejected},
        {"R1 BAD what", Errc::rejected}};
    for (const auto& [text, meaning] : cases) EXPECT_EQ(meaning_of(response(text)), meaning) << text;
    EXPECT_EQ(suggested_milliseconds(response("R1 NO Suggested Backoff Time: 99999999999 milliseconds")), 3'600'000U);
    EXPECT_EQ(words_of(response("R1 NO [LIMIT] a\x1b[2Jb")), "NO [LIMIT] a?[2Jb");
}

TEST(ImapSession, Quotes) { EXPECT_EQ(quoted_string("a\"b\\c"), R"("a\"b\\c")"); }

}  // namespace
}  // namespace restante::targets::imap
