#include "targets/mail/address_syntax.h"

#include <algorithm>
#include <cstdint>

#include "base/ascii.h"
#include "base/bytes.h"
#include "base/sha256.h"

namespace restante::targets::mail {
namespace {

bool is_letter_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
}

bool is_atom_text(char letter) {
    return is_letter_or_digit(letter) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(letter) != std::string_view::npos;
}

void append_hex(char letter, std::string& into) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<std::uint8_t>(letter);
    into += kHex[byte >> 4U];
    into += kHex[byte & 15U];
}

bool is_dot_atom(std::string_view text) {
    char before = '.';
    for (const char letter : text) {
        if (letter == '.' ? before == '.' : !is_atom_text(letter)) return false;
        before = letter;
    }
    return before != '.';
}

bool is_quoted_string(std::string_view text) {
    if (text.size() < 3 || text.front() != '"' || text.back() != '"') return false;
    const std::string_view inner = text.substr(1, text.size() - 2);
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] < 0x20 || inner[i] >= 0x7F || inner[i] == '"') return false;
        if (inner[i] == '\\' && (++i == inner.size() || inner[i] < 0x20 || inner[i] >= 0x7F)) return false;
    }
    return true;
}

bool is_domain_literal(std::string_view text) {
    if (text.size() < 3 || text.front() != '[' || text.back() != ']') return false;
    const std::string_view inner = text.substr(1, text.size() - 2);
    return std::all_of(inner.begin(), inner.end(), [](char letter) {
        return is_letter_or_digit(letter) || letter == '.' || letter == ':' || letter == '-';
    });
}

// Cut and ended by a hash of the original when longer than `limit`.
std::string shortened(std::string text, std::string_view original, std::string_view joint, std::size_t limit) {
    constexpr std::size_t kHash = 16;
    if (text.size() <= limit) return text;
    text.resize(limit - kHash - joint.size());
    while (!text.empty() && (text.back() == '.' || text.back() == '-' || text.back() == '=')) text.pop_back();
    text += joint;
    text += Sha256::hex_of(as_bytes(original)).substr(0, kHash);
    return text;
}

}  // namespace

bool is_domain(std::string_view text) {
    if (text.empty() || text.size() > kLongestDomain) return false;
    std::size_t label = 0;
    char before = '.';
    for (const char letter : text) {
        if (letter == '.') {
            if (label == 0 || before == '-') return false;
            label = 0;
        } else {
            const bool allowed = is_letter_or_digit(letter) || letter == '_' || (letter == '-' && label > 0);
            if (!allowed || ++label > kLongestLabel) return false;
        }
        before = letter;
    }
    return label > 0 && before != '-';
}

bool is_address_spec(std::string_view text) {
    const std::size_t at = text.rfind('@');
    if (at == std::string_view::npos || at > kLongestLocalPart) return false;
    const std::string_view local = text.substr(0, at);
    const std::string_view domain = text.substr(at + 1);
    return (is_dot_atom(local) || is_quoted_string(local)) && (is_domain(domain) || is_domain_literal(domain));
}

std::string local_part(std::string_view text) {
    std::string local;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        const bool inner_dot = letter == '.' && i > 0 && i + 1 < text.size() && text[i - 1] != '.';
        if (inner_dot || is_letter_or_digit(letter) || letter == '-' || letter == '_' || letter == '+') {
            local += ascii_lower(letter);
        } else {
            local += '=';
            append_hex(letter, local);
        }
    }
    if (local.empty()) return "=";
    return shortened(std::move(local), text, "=", kLongestLocalPart);
}

std::string domain_label(std::string_view text) {
    std::string label;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i];
        const bool inner_hyphen = letter == '-' && i > 0 && i + 1 < text.size() && is_letter_or_digit(text[i - 1]) &&
                                  is_letter_or_digit(text[i + 1]);
        if (inner_hyphen || is_letter_or_digit(letter)) {
            label += ascii_lower(letter);
        } else {
            label += label.empty() ? "x--" : "--";  // a label must not start with a hyphen
            append_hex(letter, label);
        }
    }
    if (label.empty()) return "x";
    return shortened(std::move(label), text, "-", kLongestLabel);
}

}  // namespace restante::targets::mail
