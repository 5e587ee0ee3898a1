#include "pipeline/address_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/case_fold.h"
#include "base/escaped_pattern.h"

namespace restante::pipeline {
namespace {

struct Match {
    const char* pattern;
    const char* text;
    std::vector<std::string_view> captures;
    bool matches = true;
};

TEST(AddressPattern, Wildcards) {
    const Match cases[] = {
        {"ms:acme/hq/*", "ms:acme/hq/jdoe", {"jdoe"}},
        {"ms:*/*/*", "ms:acme/hq/jdoe", {"acme", "hq", "jdoe"}},
        {"MS:ACME/*", "ms:acme/hq/jdoe", {"hq/jdoe"}},
        {"*", "", {""}},
        {"**", "ab", {"", "ab"}},
        {"a*b*c", "axbybzc", {"x", "ybz"}},
        {"a?c", "abc", {}},
        {"a?c",
         "a\xC3\xB6"
         "c",
         {}},
        {"\xC3\x96*", "\xC3\xB6rg", {"rg"}},
        {"a\\*b", "a*b", {}},
        {"a\\*b", "axb", {}, false},
        {"a?c", "ac", {}, false},
        {"a*b", "acx", {}, false},
        {"ab", "abc", {}, false},
        {"abc", "ab", {}, false},
        {"", "", {}},
    };
    for (const Match& one : cases) {
        SCOPED_TRACE(std::string(one.pattern) + " on " + one.text);
        const auto pattern = AddressPattern::parse(one.pattern);
        ASSERT_TRUE(pattern.has_value());
        const auto captures = pattern->match(one.text);
        ASSERT_EQ(captures.has_value(), one.matches);
        if (!captures) continue;
        EXPECT_EQ(*captures, one.captures);
    }
    EXPECT_FALSE(AddressPattern::parse("a\\").has_value());
}

TEST(AddressPattern, ManyStarsEndInTime) {
    const auto pattern = AddressPattern::parse("*a*a*a*a*a*a*a*a*a*a*b");
    EXPECT_FALSE(pattern->match(std::string(50'000, 'a')).has_value());
}

RC_GTEST_PROP(AddressPattern, EscapedTextMatchesItself, (const std::string& text)) {
    const std::string folded = fold_case(text);
    const auto pattern = AddressPattern::parse(escape_pattern(folded));
    RC_ASSERT(pattern.has_value());
    RC_ASSERT(pattern->exact());
    RC_ASSERT(pattern->match(pattern->literal()).has_value());
}

struct Rule {
    const char* old;
    const char* replacement;
};

AddressRules rules_of(const std::vector<Rule>& list) {
    AddressRules rules;
    std::size_t line = 2;
    for (const Rule& one : list) {
        const auto added = rules.add(one.old, one.replacement, line++);
        EXPECT_TRUE(added.has_value()) << added.error().what;
    }
    return rules;
}

TEST(AddressRules, FirstMatchWins) {
    const auto rules = rules_of({{"MS:ACME/HQ/JDOE", "john@example.org"},
                                 {"MS:ACME/HQ/*", "*@hq.example.org"},
                                 {"MS:ACME/HQ/JDOE", "never@example.org"},
                                 {"MS:ACME/HQ/ANN", "late@example.org"},
                                 {"*", "all@example.org"}});
    const auto spec = [&](const char* text) { return rules.find({text})->spec; };
    EXPECT_EQ(spec("MS:ACME/HQ/JDOE"), "john@example.org");
    EXPECT_EQ(spec("ms:acme/hq/jdoe"), "john@example.org");
    EXPECT_EQ(spec("MS:ACME/HQ/ANN"), "ann@hq.example.org");
    EXPECT_EQ(spec("FAX:+49 1"), "all@example.org");
    EXPECT_EQ(rules.line_of(rules.find({"FAX:+49 1"})->rule), 6U);
    EXPECT_FALSE(rules_of({{"MS:A/B/C", "c@example.org"}}).find({"MS:A/B/D"}).has_value());
}

struct Substitution {
    const char* old;
    const char* replacement;
    const char* text;
    const char* spec;
};

TEST(AddressRules, StarsAreFilledIn) {
    const Substitution cases[] = {
        {"MS:*/*/*", "*.*@*.example.org", "MS:ACME/HQ/JDOE", "acme.hq@jdoe.example.org"},
        {"MS:ACME/HQ/*", "SMTP:*@example.org", "MS:ACME/HQ/J DOE", "j=20doe@example.org"},
        {"MS:ACME/HQ/*", "*@example.org", "MS:ACME/HQ/a@b>,<", "a=40b=3e=2c=3c@example.org"},
        {"SMTP:*@old.example", "*@new.example", "SMTP:ann@old.example", "ann@new.example"},
        {"*@old.example", "*@new.example", "SMTP:ann@old.example", "ann@new.example"},
        {"ACME/HQ/*", "*@example.org", "MS:ACME/HQ/ANN", "ann@example.org"},
        {"MS:*", "x@*", "MS:a b.c", "x@a--20b.c"},
        {"X400:c=US;a= ;s=Doe", "doe@example.org", "X400:/C=US/A= /S=Doe", "doe@example.org"},
        {"MTP:a@b.example", "c@d.example", "SMTP:a@b.example", "c@d.example"},
    };
    for (const Substitution& one : cases) {
        SCOPED_TRACE(one.old);
        const auto match = rules_of({{one.old, one.replacement}}).find({one.text});
        ASSERT_TRUE(match.has_value());
        EXPECT_EQ(match->spec, one.spec);
    }
}

TEST(AddressRules, ANameWithoutTypeIsAMailbox) {
    const auto rules = rules_of({{"JDOE", "john@example.org"}, {"A*", "*@example.org"}});
    EXPECT_EQ(rules.find({"MS:X/Y/JDOE", bare_mailbox("JDOE")})->spec, "john@example.org");
    EXPECT_FALSE(rules.find({"MS:X/Y/JDOE"}).has_value());
    EXPECT_EQ(rules.find({bare_mailbox("ANN")})->spec, "nn@example.org");
}

TEST(AddressRules, BadRulesAreRefused) {
    const Rule cases[] = {{"", "a@example.org"},           {"MS:A/B/C", "not an address"}, {"MS:A/B/C", "a@"},
                          {"MS:A/B/C", "*@example.org"},   {"MS:*", "*.*@example.org"},    {"MS:A\\", "a@example.org"},
                          {"MS:A/B/C", "a@b\r\nBcc: x@y"}, {"MS:A", "a@example.org\\"}};
    for (const Rule& one : cases) {
        AddressRules rules;
        EXPECT_FALSE(rules.add(one.old, one.replacement, 1).has_value()) << one.old << " " << one.replacement;
        EXPECT_EQ(rules.size(), 0U);
    }
}

}  // namespace
}  // namespace restante::pipeline
