#include "formats/ldif/ldif_writer.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/utf8.h"
#include "formats/mime/base64.h"

namespace restante::ldif {
namespace {

constexpr std::size_t kLongestLine = 76;

bool is_type_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace

bool is_safe_string(std::string_view value) {
    if (value.empty()) return true;
    if (value.front() == ' ' || value.front() == ':' || value.front() == '<' || value.back() == ' ') return false;
    return std::all_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte < 0x7F;
    });
}

std::string rdn(std::string_view type, std::string_view value) {
    std::string text(type);
    text += '=';
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool at_end = i == 0 || i + 1 == value.size();
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            text += '\\';
            text += to_hex(as_bytes(value.substr(i, 1)));
            continue;
        }
        const bool special = std::string_view("\"+,;<>\\=").find(c) != std::string_view::npos;
        if (special || (c == ' ' && at_end) || (c == '#' && i == 0)) text += '\\';
        text += c;
    }
    return text;
}

bool is_distinguished_name(std::string_view text) {
    if (text.empty() || !is_valid_utf8(text)) return false;
    std::size_t i = 0;
    for (;;) {
        while (i < text.size() && text[i] == ' ') ++i;
        const std::size_t type = i;
        while (i < text.size() && is_type_letter(text[i])) ++i;
        if (i == type || i == text.size() || text[i] != '=') return false;
        const std::size_t value = ++i;
        for (; i < text.size() && text[i] != ',' && text[i] != '+'; ++i) {
            if (static_cast<unsigned char>(text[i]) < 0x20 || text[i] == 0x7F || text[i] == '"' || text[i] == ';')
                return false;
            if (text[i] != '\\') continue;
            if (i + 1 == text.size()) return false;
            if (is_hex(text[i + 1]) && (i + 2 == text.size() || !is_hex(text[i + 2]))) return false;
            i += is_hex(text[i + 1]) ? 2U : 1U;
        }
        if (i == value) return false;
        if (i == text.size()) return true;
        ++i;
    }
}

void Writer::line(std::string_view text) {
    std::size_t room = kLongestLine;
    while (text.size() > room) {
        into_ += text.substr(0, room);
        into_ += "\n ";
        text.remove_prefix(room);
        room = kLongestLine - 1;
    }
    into_ += text;
    into_ += '\n';
}

void Writer::comment(std::string_view text) {
    std::string whole = "# ";
    for (const char c : text) whole += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    line(whole);
}

void Writer::begin(std::string_view dn) { attribute("dn", dn); }

void Writer::attribute(std::string_view name, std::string_view value) {
    std::string whole(name);
    if (is_safe_string(value)) {
        whole += value.empty() ? ":" : ": ";
        whole += value;
    } else {
        whole += ":: ";
        mime::append_base64(as_bytes(value), whole);
    }
    line(whole);
}

void Writer::end_change() { into_ += "-\n"; }

void Writer::end() { into_ += '\n'; }

}  // namespace restante::ldif
