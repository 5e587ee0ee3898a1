#include "web/guard.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace restante::web {
namespace {

constexpr std::uint16_t kPort = 4711;

std::string token_of(const Guard& guard) {
    const std::string link = guard.link();
    return link.substr(link.find('=') + 1);
}

std::string cookie_of(const Guard& guard) {
    const std::string header = guard.cookie();
    return header.substr(0, header.find(';'));
}

Request asked(const Guard& guard, const std::string& method = "GET") {
    Request request;
    request.method = method;
    request.path = "/api/session";
    request.host = "127.0.0.1:4711";
    request.cookie = cookie_of(guard);
    if (method != "GET") request.origin = "http://127.0.0.1:4711", request.content_type = "application/json";
    return request;
}

int status(Guard& guard, const Request& request) {
    const auto refusal = guard.refusal(request);
    return refusal ? refusal->status : 200;
}

TEST(Guard, LetsTheOwnPageAsk) {
    Guard guard(kPort);
    EXPECT_EQ(status(guard, asked(guard)), 200);
    EXPECT_EQ(status(guard, asked(guard, "POST")), 200);
}

TEST(Guard, RefusesWhatIsNotTheOwnPage) {
    Guard guard(kPort);
    struct Case {
        const char* what;
        void (*change)(Request&);
        int status;
    };
    const std::vector<Case> cases{
        {"no cookie", [](Request& r) { r.cookie.clear(); }, 401},
        {"another value", [](Request& r) { r.cookie = "restante-4711=" + std::string(64, '0'); }, 401},
        {"an empty value", [](Request& r) { r.cookie = "restante-4711="; }, 401},
        {"the cookie of another port", [](Request& r) { r.cookie.replace(9, 4, "4712"); }, 401},
        {"a rebound name", [](Request& r) { r.host = "evil.example:4711"; }, 403},
        {"a name that begins right", [](Request& r) { r.host = "127.0.0.1.evil.example"; }, 403},
        {"no host", [](Request& r) { r.host.clear(); }, 403},
        {"a foreign origin", [](Request& r) { r.origin = "http://evil.example"; }, 403},
        {"the origin of another port", [](Request& r) { r.origin = "http://127.0.0.1:80"; }, 403},
        {"a hidden origin", [](Request& r) { r.origin = "null"; }, 403},
        {"no origin", [](Request& r) { r.origin.clear(); }, 403},
        {"a foreign site", [](Request& r) { r.fetch_site = "cross-site"; }, 403},
        {"another port's page", [](Request& r) { r.fetch_site = "same-site"; }, 403},
        {"a form", [](Request& r) { r.content_type = "application/x-www-form-urlencoded"; }, 415},
        {"another method", [](Request& r) { r.method = "DELETE"; }, 405},
    };
    for (const Case& one : cases) {
        Request request = asked(guard, "POST");
        one.change(request);
        EXPECT_EQ(status(guard, request), one.status) << one.what;
    }
}

TEST(Guard, TakesATokenOnce) {
    Guard guard(kPort);
    Request request = asked(guard);
    request.cookie.clear();
    request.path = kOpenPath;
    request.fetch_site = "cross-site";  // the link stands in a file or a terminal
    request.query["token"] = token_of(guard);
    EXPECT_EQ(status(guard, request), 200);
    EXPECT_EQ(status(guard, request), 401);
    request.query["token"] = token_of(guard);
    EXPECT_EQ(status(guard, request), 200) << "the next link works";
    request.query["token"] = "";
    EXPECT_EQ(status(guard, request), 401);
}

TEST(Guard, ATokenOpensNothingElse) {
    Guard guard(kPort);
    Request request = asked(guard);
    request.cookie.clear();
    request.query["token"] = token_of(guard);
    EXPECT_EQ(status(guard, request), 401);
}

TEST(Guard, CookieCannotBeReadByScriptsNorSentByOtherSites) {
    const Guard guard(kPort);
    EXPECT_TRUE(guard.cookie().ends_with("; Path=/; HttpOnly; SameSite=Strict"));
    EXPECT_NE(cookie_of(Guard(kPort)), cookie_of(guard));
}

TEST(LoopbackHost, KnowsNamesThatNobodyElseCanHave) {
    for (const char* host : {"127.0.0.1", "127.0.0.1:4711", "localhost:1", "[::1]:80", "[::1]"})
        EXPECT_TRUE(is_loopback_host(host)) << host;
    for (const char* host : {"", ":80", "127.0.0.2", "localhost.evil.example", "127.0.0.1:80@evil", "::1", "[::1",
                             "127.0.0.1:123456", "0.0.0.0"})
        EXPECT_FALSE(is_loopback_host(host)) << host;
}

TEST(CookieValue, FindsOneAmongSeveral) {
    EXPECT_EQ(cookie_value("a=1; b=2;c=3", "b"), "2");
    EXPECT_EQ(cookie_value("a=1; b=2;c=3", "c"), "3");
    EXPECT_EQ(cookie_value("ab=1", "a"), "");
    EXPECT_EQ(cookie_value(";;=;a", "a"), "");
}

}  // namespace
}  // namespace restante::web
