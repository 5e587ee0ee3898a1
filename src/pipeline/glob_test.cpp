#include "pipeline/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace restante::pipeline {
namespace {

struct Case {
    const char* pattern;
    const char* text;
    bool matches;
};

TEST(Glob, MatchesLikeAShell) {
    const Case cases[] = {
        {"", "", true},           {"", "a", false},           {"*", "", true},          {"*", "anything", true},
        {"a*c", "abbbc", true},   {"a*c", "abbbd", false},    {"*.mmf", "a.mmf", true}, {"a?c", "abc", true},
        {"a?c", "ac", false},     {"a?c", "a\u00fcc", true},  {"**", "x", true},        {"*/b", "a/b", true},
        {"*", "a/b", false},      {"a?b", "a/b", false},      {"*a*b*", "xaxbx", true}, {"*a*b*", "xbxa", false},
        {"inbox", "inbox", true}, {"inbox", "inbox2", false}, {"a/*/c", "a/b/c", true}, {"a/*", "a/b/c", false},
    };
    for (const Case& c : cases) EXPECT_EQ(glob_matches(c.pattern, c.text), c.matches) << c.pattern << " on " << c.text;
}

TEST(Glob, ManyStarsStayFast) {
    const std::string text(20'000, 'a');
    EXPECT_FALSE(glob_matches("*a*a*a*a*a*a*a*a*b", text));
}

}  // namespace
}  // namespace restante::pipeline
