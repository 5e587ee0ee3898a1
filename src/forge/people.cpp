#include "forge/people.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/ascii.h"
#include "forge/words.h"

namespace restante::forge {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 26> kPlainLetters{{
    {"ü", "UE"}, {"ö", "OE"}, {"ä", "AE"}, {"ß", "SS"}, {"Ä", "AE"}, {"Ö", "OE"}, {"Ü", "UE"}, {"é", "E"}, {"è", "E"},
    {"ç", "C"},  {"á", "A"},  {"à", "A"},  {"í", "I"},  {"ñ", "N"},  {"ó", "O"},  {"ø", "O"},  {"Ø", "O"}, {"å", "A"},
    {"Å", "A"},  {"æ", "AE"}, {"Æ", "AE"}, {"ú", "U"},  {"É", "E"},  {"È", "E"},  {"î", "I"},  {"ô", "O"},
}};

}  // namespace

std::string plain_capitals(std::string_view utf8) {
    std::string text(utf8);
    for (const auto& [letter, plain] : kPlainLetters)
        for (std::size_t at = text.find(letter); at != std::string::npos; at = text.find(letter, at))
            text.replace(at, letter.size(), plain);
    std::string result;
    for (const char letter : text) {
        const char upper = ascii_upper(letter);
        if ((upper >= 'A' && upper <= 'Z') || (upper >= '0' && upper <= '9')) result += upper;
    }
    return result;
}

std::string People::mailbox_like(std::string mailbox) {
    mailbox.resize(std::min(mailbox.size(), kMailboxLength));
    const std::string stem = mailbox;
    for (unsigned number = 2; !taken_.insert(mailbox).second; ++number) {
        const std::string digits = std::to_string(number);
        mailbox = stem.substr(0, kMailboxLength - digits.size()) + digits;
    }
    return mailbox;
}

Person People::next() {
    const std::string_view first = random_.pick(words::first_names());
    const std::string_view last = random_.pick(words::last_names());
    const std::string initial = plain_capitals(first).substr(0, 1);
    Person person{mailbox_like(initial + plain_capitals(last)), fmt::format("{} {}", first, last)};
    if (random_.chance(10)) person.full_name = fmt::format("{} {}", last, first);
    return person;
}

}  // namespace restante::forge
