#include "formats/postoffice/records/mail_settings.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "base/byte_writer.h"
#include "base/bytes.h"

namespace restante::postoffice {
namespace {

constexpr std::string_view kMailSection = "Microsoft Mail";
constexpr std::string_view kCommandSection = "Custom Commands";
constexpr std::array<std::string_view, 3> kMoreFiles{"ExportMmfFile", "OldStorePath", "MailTmp"};
constexpr std::string_view kManager = "WGPOMGR";

struct SettingLine {
    std::string_view section, key, value;
    std::string_view line, end;  // all of it, and what ends it
};

// The next line of `text`, which loses it; `section` changes at a heading.
SettingLine take_line(std::string_view& text, std::string_view& section) {
    const std::size_t length = std::min(text.find_first_of("\r\n"), text.size());
    std::size_t end = length;
    if (end < text.size()) end += text.substr(end).starts_with("\r\n") ? std::size_t{2} : std::size_t{1};
    SettingLine result{.section = {},
                       .key = {},
                       .value = {},
                       .line = text.substr(0, length),
                       .end = text.substr(length, end - length)};
    text.remove_prefix(end);
    const std::string_view content = trimmed(result.line);
    if (content.starts_with('[')) section = content.substr(1, content.find(']') - 1);
    result.section = section;
    const std::size_t equals = content.find('=');
    if (content.starts_with(';') || content.starts_with('[') || equals == std::string_view::npos) return result;
    result.key = trimmed(content.substr(0, equals));
    result.value = trimmed(content.substr(equals + 1));
    return result;
}

bool contains_word(std::string_view text, std::string_view word) {
    return ascii_upper(text).find(ascii_upper(word)) != std::string::npos;
}

bool is_secret(std::string_view key) { return contains_word(key, "password") || contains_word(key, "pwd"); }
bool is_server_path(std::string_view key) { return equals_ignoring_ascii_case(key, "ServerPath"); }

// "\\server\share password": shares have no blank in their names (Q109518), what follows one is a password.
std::string_view path_without_password(std::string_view value) {
    if (!value.starts_with("\\\\") && !value.starts_with("//")) return value;
    return value.substr(0, value.find_first_of(" \t"));
}

bool is_on(std::string_view value) { return value.starts_with('1'); }

void take_setting(const SettingLine& line, MailSettings& settings) {
    const auto is = [&](std::string_view key) { return equals_ignoring_ascii_case(line.key, key); };
    if (is_server_path(line.key)) {
        settings.server_path = path_without_password(line.value);
        settings.has_password = settings.has_password || *settings.server_path != line.value;
    } else if (is_secret(line.key)) {
        settings.has_password = settings.has_password || !line.value.empty();
    } else if (is("Login")) {
        settings.login = line.value;
    } else if (is("LocalMMF")) {
        settings.local_messages = is_on(line.value);
    } else if (is("NoServerOptions")) {
        settings.no_server_options = is_on(line.value);
    } else if (is("OfflineMessages")) {
        settings.message_file = line.value;
    } else if (is("CustomInitHandler")) {
        settings.manages_workgroup = settings.manages_workgroup || contains_word(line.value, kManager);
    } else if (std::ranges::any_of(kMoreFiles, is) && !line.value.empty()) {
        settings.more_message_files.emplace_back(line.value);
    }
}

}  // namespace

MailSettings read_mail_settings(Bytes bytes) {
    MailSettings settings;
    std::string_view text = as_text(bytes), section;
    while (!text.empty()) {
        const SettingLine line = take_line(text, section);
        if (equals_ignoring_ascii_case(line.section, kMailSection)) {
            take_setting(line, settings);
        } else if (equals_ignoring_ascii_case(line.section, kCommandSection)) {
            settings.manages_workgroup = settings.manages_workgroup || contains_word(line.key, kManager);
        }
    }
    return settings;
}

ByteVector write_mail_settings(const MailSettings& settings) {
    ByteWriter writer;
    const auto put = [&](std::string_view key, std::string_view value) {
        writer.text(key);
        writer.text("=");
        writer.text(value);
        writer.text("\r\n");
    };
    writer.text("[Microsoft Mail]\r\n");
    if (settings.server_path) put("ServerPath", path_without_password(*settings.server_path));
    if (settings.login) put("Login", *settings.login);
    if (settings.local_messages) put("LocalMMF", *settings.local_messages ? "1" : "0");
    if (settings.no_server_options) put("NoServerOptions", *settings.no_server_options ? "1" : "0");
    if (settings.message_file) put("OfflineMessages", *settings.message_file);
    for (std::size_t i = 0; i < settings.more_message_files.size(); ++i)
        put(kMoreFiles.at(i % kMoreFiles.size()), settings.more_message_files[i]);
    if (settings.manages_workgroup) put("CustomInitHandler", "WGPOMGR.DLL,10");
    return std::move(writer).take();
}

std::string without_passwords(std::string_view text) {
    std::string result;
    std::string_view section;
    while (!text.empty()) {
        const SettingLine line = take_line(text, section);
        const std::string_view kept = is_server_path(line.key) ? path_without_password(line.value) : std::string_view{};
        const bool hide =
            !line.value.empty() && (is_secret(line.key) || (is_server_path(line.key) && kept != line.value));
        if (hide) {
            result += line.line.substr(0, static_cast<std::size_t>(line.value.data() - line.line.data()));
            result += kept;
        } else {
            result += line.line;
        }
        result += line.end;
    }
    return result;
}

}  // namespace restante::postoffice
