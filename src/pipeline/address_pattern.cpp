#include "pipeline/address_pattern.h"

#include "base/case_fold.h"

namespace restante::pipeline {
namespace {

// Bytes of the character at `position`: wildcards stand for characters, not for bytes.
std::size_t character_at(std::string_view text, std::size_t position) {
    std::size_t size = 1;
    while (position + size < text.size() && (static_cast<unsigned char>(text[position + size]) & 0xC0U) == 0x80U)
        ++size;
    return size;
}

}  // namespace

Result<AddressPattern> AddressPattern::parse(std::string_view pattern) {
    AddressPattern parsed;
    std::string plain;
    const auto end_of_plain = [&] {
        const std::string folded = fold_case(plain);
        parsed.letters_ += folded;
        parsed.kinds_.append(folded.size(), 'c');
        plain.clear();
    };
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '*' || c == '?') {
            end_of_plain();
            parsed.letters_ += c;
            parsed.kinds_ += c;
            parsed.stars_ += c == '*' ? 1U : 0U;
            parsed.single_ = parsed.single_ || c == '?';
        } else if (c == '\\' && i + 1 == pattern.size()) {
            return fail(Errc::bad_value, "the \"\\\" at the end stands before nothing");
        } else {
            plain += c == '\\' ? pattern[++i] : c;
        }
    }
    end_of_plain();
    return parsed;
}

std::optional<std::vector<std::string_view>> AddressPattern::match(std::string_view folded) const {
    std::vector<std::string_view> captures;
    std::size_t at = 0, position = 0, star = std::string::npos, star_start = 0, star_end = 0;
    while (position < folded.size() || at < kinds_.size()) {
        const char kind = at < kinds_.size() ? kinds_[at] : '\0';
        if (kind == '*') {
            if (star != std::string::npos) captures.push_back(folded.substr(star_start, star_end - star_start));
            star = at++;
            star_start = star_end = position;
        } else if (kind == '?' && position < folded.size()) {
            position += character_at(folded, position);
            ++at;
        } else if (kind == 'c' && position < folded.size() && folded[position] == letters_[at]) {
            ++position;
            ++at;
        } else if (star != std::string::npos && star_end < folded.size()) {
            star_end += character_at(folded, star_end);  // the last "*" takes one more; earlier ones need not
            position = star_end;
            at = star + 1;
        } else {
            return std::nullopt;
        }
    }
    if (star != std::string::npos) captures.push_back(folded.substr(star_start, star_end - star_start));
    return captures;
}

}  // namespace restante::pipeline
