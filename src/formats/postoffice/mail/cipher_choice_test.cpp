#include "formats/postoffice/mail/cipher_choice.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "base/code_page.h"

namespace restante::postoffice {
namespace {

// Mail text of `size` bytes, another one for each seed.
std::string sample_text(std::size_t size, std::size_t seed) {
    static const std::string kWords[] = {"the",     "budget",    "for",     "next",     "year",    "is",      "ready",
                                         "Please",  "send",      "your",    "comments", "before",  "Friday,", "17:30",
                                         "K\x84se", "M\x81ller", "Regards", "meeting",  "room 12", "(draft)", "1995"};
    std::string text =
        "Microsoft Mail v3.0 IPM.Microsoft Mail.Note\r\nFrom: Administrator\r\nTo:  TEST\r\n"
        "Subject:  test\r\nDate: 1997-10-09 10:24\r\n-------------------------------\r\n";
    for (std::size_t state = seed * 7919 + 17; text.size() < size; state = state * 1103515245 + 12345) {
        text += kWords[(state >> 16U) % std::size(kWords)];
        text += (state >> 24U) % 11 == 0 ? "\r\n" : " ";
    }
    text.resize(size);
    return text;
}

// Right or unknown, never wrong: whatever is left standing reads every text as it was.
void expect_right_or_unknown(const TextVariant& hidden, const std::vector<std::string>& texts, std::size_t element_size,
                             bool must_know) {
    std::vector<StoredText> samples;
    for (const std::string& text : texts) samples.push_back(write_text(as_bytes(text), hidden, element_size));
    const VariantChoice choice = choose_text_variant(samples);
    EXPECT_FALSE(must_know && choice.standing.empty()) << hidden.cipher.describe();
    if (choice.standing.empty()) return;
    bool among = false;
    for (const std::size_t index : choice.standing) among |= text_variants()[index] == hidden;
    EXPECT_TRUE(among) << hidden.cipher.describe() << (hidden.chained ? " chained" : "") << ", chosen "
                       << text_variants()[choice.standing[0]].cipher.describe();
    if (!must_know) return;
    for (const std::size_t index : choice.standing)
        for (std::size_t i = 0; i < texts.size(); ++i)
            EXPECT_EQ(as_text(read_text(samples[i], text_variants()[index])), texts[i]);
}

TEST(CipherChoice, EveryHiddenVariantIsFound) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < 6; ++i) texts.push_back(sample_text(20'000 + 997 * i, i));
    for (const TextVariant& hidden : text_variants())
        for (const std::size_t element_size : {std::size_t{1024}, std::size_t{100'000}})
            expect_right_or_unknown(hidden, texts, element_size, element_size > 20'000 && !hidden.chained);
}

TEST(CipherChoice, LittleTextLeavesTheHiddenVariantStanding) {
    for (const TextVariant& hidden : text_variants())
        for (const std::size_t size : {std::size_t{100}, std::size_t{700}, std::size_t{3000}})
            expect_right_or_unknown(hidden, {sample_text(size, size)}, 512, false);
}

TEST(CipherChoice, TextOfAnotherAlphabetMisleadsNobody) {
    const CodePage page = *CodePage::numbered(866);
    std::string russian;
    for (int i = 0; i < 200; ++i)
        page.encode("Прошу Вас прислать отчёт до пятницы, 17:30. С уважением, Иван Петров\r\n", russian);
    for (const TextVariant& hidden : text_variants()) expect_right_or_unknown(hidden, {russian}, 100'000, false);
}

TEST(CipherChoice, NoTextNoAnswer) {
    StoredText noise(1);
    for (std::uint32_t i = 0, state = 1; i < 5000; ++i, state = state * 1664525U + 1013904223U)
        noise[0].push_back(static_cast<std::uint8_t>(state >> 24U));
    EXPECT_TRUE(choose_text_variant({noise}).standing.empty());
    EXPECT_TRUE(choose_text_variant({}).standing.empty());
    EXPECT_TRUE(choose_text_variant({write_text(as_bytes("short"), {}, 100)}).standing.empty());
}

RC_GTEST_PROP(CipherChoiceProperty, WhatIsWrittenReadsBack, (ByteVector plain)) {
    const TextVariant variant = *rc::gen::elementOf(text_variants());
    const StoredText text = write_text(plain, variant, *rc::gen::inRange<std::size_t>(1, 40));
    RC_ASSERT(read_text(text, variant) == plain);
    const TextVariant other = *rc::gen::elementOf(text_variants());
    if (same_for(variant, other, text)) RC_ASSERT(read_text(text, other) == plain);
}

}  // namespace
}  // namespace restante::postoffice
