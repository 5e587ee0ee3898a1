#include "targets/files/modified_utf7.h"

#include <cstdint>

#include "base/utf8.h"

namespace restante::targets::files {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

std::uint32_t take_character(std::string_view& utf8) {
    const auto lead = static_cast<std::uint8_t>(utf8.front());
    std::size_t size = 1;
    std::uint32_t point = lead;
    if (lead >= 0xF0) {
        size = 4;
        point = lead & 0x07U;
    } else if (lead >= 0xE0) {
        size = 3;
        point = lead & 0x0FU;
    } else if (lead >= 0xC0) {
        size = 2;
        point = lead & 0x1FU;
    }
    for (std::size_t i = 1; i < size && i < utf8.size(); ++i)
        point = (point << 6U) | (static_cast<std::uint8_t>(utf8[i]) & 0x3FU);
    utf8.remove_prefix(size < utf8.size() ? size : utf8.size());
    return point;
}

// UTF-16BE units in base64 without padding, between "&" and "-".
void append_run(std::u16string_view units, std::string& into) {
    into += '&';
    std::uint32_t bits = 0;
    int held = 0;
    for (const char16_t unit : units) {
        bits = (bits << 16U) | unit;
        for (held += 16; held >= 6; held -= 6) into += kAlphabet[(bits >> static_cast<unsigned>(held - 6)) & 63U];
        bits &= (1U << static_cast<unsigned>(held)) - 1U;
    }
    if (held > 0) into += kAlphabet[(bits << static_cast<unsigned>(6 - held)) & 63U];
    into += '-';
}

std::optional<std::string> decoded_run(std::string_view run) {
    std::u16string units;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char letter : run) {
        const std::size_t value = kAlphabet.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        bits = (bits << 6U) | static_cast<std::uint32_t>(value);
        held += 6;
        if (held < 16) continue;
        held -= 16;
        units += static_cast<char16_t>(bits >> static_cast<unsigned>(held));
        bits &= (1U << static_cast<unsigned>(held)) - 1U;
    }
    if (bits != 0 || held >= 6) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < units.size(); ++i) {
        std::uint32_t point = units[i];
        const bool high = point >= 0xD800 && point < 0xDC00;
        if (high && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000)
            point = 0x10000 + ((point - 0xD800) << 10U) + (units[++i] - 0xDC00U);
        else if (point >= 0xD800 && point < 0xE000)
            return std::nullopt;
        append_utf8(point, text);
    }
    return text;
}

}  // namespace

std::string to_modified_utf7(std::string_view utf8) {
    std::string text;
    std::u16string run;
    while (!utf8.empty()) {
        const std::uint32_t point = take_character(utf8);
        if (point >= 0x20 && point < 0x7F) {
            if (!run.empty()) append_run(run, text);
            run.clear();
            text += static_cast<char>(point);
            if (point == '&') text += '-';
        } else if (point >= 0x10000) {
            run += static_cast<char16_t>(0xD800 + ((point - 0x10000) >> 10U));
            run += static_cast<char16_t>(0xDC00 + ((point - 0x10000) & 0x3FFU));
        } else {
            run += static_cast<char16_t>(point);
        }
    }
    if (!run.empty()) append_run(run, text);
    return text;
}

std::optional<std::string> from_modified_utf7(std::string_view text) {
    std::string utf8;
    while (!text.empty()) {
        const char letter = text.front();
        text.remove_prefix(1);
        if (letter < 0x20 || letter == 0x7F) return std::nullopt;  // char is signed: bytes above 7F are negative
        if (letter != '&') {
            utf8 += letter;
            continue;
        }
        const std::size_t end = text.find('-');
        if (end == std::string_view::npos) return std::nullopt;
        if (end == 0) {
            utf8 += '&';
        } else {
            const auto run = decoded_run(text.substr(0, end));
            if (!run) return std::nullopt;
            utf8 += *run;
        }
        text.remove_prefix(end + 1);
    }
    return utf8;
}

}  // namespace restante::targets::files
