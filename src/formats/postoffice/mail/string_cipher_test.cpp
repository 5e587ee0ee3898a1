#include "formats/postoffice/mail/string_cipher.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "formats/postoffice/mail/samples_test.h"

namespace restante::postoffice {
namespace {

ByteVector from_hex_words(const std::string& words) {
    ByteVector bytes;
    std::istringstream stream(words);
    for (unsigned value = 0; stream >> std::hex >> value;) bytes.push_back(static_cast<std::uint8_t>(value));
    return bytes;
}

TEST(StringCipher, GenuineVectorsOfQ104423) {
    std::ifstream file(mail_samples::folder() + "/cipher-vectors.txt");
    int count = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with('#')) continue;
        std::istringstream parts(line);
        std::string name, offset, cipher, plain;
        std::getline(parts, name, '|');
        std::getline(parts, offset, '|');
        std::getline(parts, cipher, '|');
        std::getline(parts, plain, '|');
        const ByteVector stored = from_hex_words(cipher), expected = from_hex_words(plain);
        ASSERT_FALSE(stored.empty());
        EXPECT_EQ(decoded(stored), expected) << name;
        EXPECT_EQ(encoded(expected), stored) << name;
        // What is proved holds under every variant that is tried.
        for (const CipherVariant& variant : cipher_variants()) {
            EXPECT_EQ(decoded(stored, variant) == expected, variant.enciphered) << variant.describe();
        }
        ++count;
    }
    EXPECT_EQ(count, 4);
}

TEST(StringCipher, NoTwoVariantsAreAlike) {
    const auto& variants = cipher_variants();
    for (std::size_t i = 0; i < variants.size(); ++i)
        for (std::size_t j = i + 1; j < variants.size(); ++j)
            EXPECT_FALSE(same_for(variants[i], variants[j], 100'000))
                << variants[i].describe() << " / " << variants[j].describe();
    EXPECT_EQ(variants.front(), CipherVariant{});
}

TEST(StringCipher, ParametersTakeEffectWhereTheySay) {
    ByteVector plain;
    for (std::size_t i = 0; i < 1200; ++i) plain.push_back(static_cast<std::uint8_t>('a' + i % 23));
    const ByteVector natural = encoded(plain);
    struct Case {
        CipherVariant variant;
        std::size_t first_difference;
    };
    for (const auto& [variant, first] :
         {Case{{.index_modulo = 128}, 128}, Case{{.index_modulo = 64}, 64},
          Case{{.block = 512, .restart_feedback = true}, 512}, Case{{.block = 1000, .restart_index = true}, 1000},
          Case{{.enciphered = false}, 0}}) {
        const ByteVector other = encoded(plain, variant);
        const auto found = std::mismatch(natural.begin(), natural.end(), other.begin());
        EXPECT_EQ(found.first - natural.begin(), static_cast<std::ptrdiff_t>(first)) << variant.describe();
        EXPECT_TRUE(same_for({}, variant, first)) << variant.describe();
        EXPECT_FALSE(same_for({}, variant, first + 1)) << variant.describe();
    }
}

RC_GTEST_PROP(StringCipherProperty, WhatIsEncodedDecodes, (ByteVector plain)) {
    const CipherVariant variant = *rc::gen::elementOf(cipher_variants());
    RC_ASSERT(decoded(encoded(plain, variant), variant) == plain);
}

RC_GTEST_PROP(StringCipherProperty, AnyWindowOfASourceDecodesAlike, ()) {
    const auto size = *rc::gen::inRange<std::size_t>(1, 3000);
    const ByteVector plain = *rc::gen::container<ByteVector>(size, rc::gen::arbitrary<std::uint8_t>());
    const CipherVariant variant = *rc::gen::elementOf(cipher_variants());
    const DecodedBytes source(std::make_shared<MemoryBytes>(encoded(plain, variant)), variant);
    RC_ASSERT(source.size() == size);
    const auto begin = *rc::gen::inRange<std::size_t>(0, size);
    ByteVector window(*rc::gen::inRange<std::size_t>(0, size - begin + 1));
    RC_ASSERT(source.read(begin, window).has_value());
    RC_ASSERT(std::equal(window.begin(), window.end(), plain.begin() + static_cast<std::ptrdiff_t>(begin)));
}

}  // namespace
}  // namespace restante::postoffice
