#include "targets/mail/attachment_name.h"

#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "formats/mime/clean_text.h"
#include "targets/files/device_names.h"

namespace restante::targets::mail {
namespace {

constexpr std::size_t kLongestExtension = 20;

std::string_view extension_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string_view{} : name.substr(dot);
}

std::string cut(std::string name) {
    if (name.size() <= kLongestAttachmentName) return name;
    std::string extension(extension_of(name));
    if (extension.size() > kLongestExtension) extension.clear();
    std::string shortened(utf8_prefix(name, kLongestAttachmentName - extension.size()));
    return shortened + extension;
}

}  // namespace

std::string safe_file_name(std::string_view name) {
    name = name.substr(name.find_last_of("/\\") + 1);  // npos + 1 is 0
    std::string valid;
    mime::append_valid_utf8(name, valid);
    for (char& letter : valid) {
        const bool control = (letter >= 0 && letter < 0x20) || letter == 0x7F;
        if (control || std::string_view(":*?\"<>|").find(letter) != std::string_view::npos) letter = '_';
    }
    const std::size_t begin = valid.find_first_not_of(" .");
    if (begin == std::string::npos) return {};
    valid = valid.substr(begin, valid.find_last_not_of(" .") - begin + 1);
    if (files::is_device_name(valid)) valid.insert(0, 1, '_');
    return cut(std::move(valid));
}

std::string delivered_name(const model::Attachment& attachment, std::size_t index) {
    std::string name = safe_file_name(attachment.name.value_or(""));
    if (!name.empty()) return name;
    const std::string number = std::to_string(index + 1);
    switch (attachment.kind) {
        case model::AttachmentKind::ole:
            return "object-" + number + ".ole";
        case model::AttachmentKind::picture:
            return "picture-" + number + ".wmf";
        case model::AttachmentKind::message:
            return "message-" + number + ".eml";
        case model::AttachmentKind::file:
        case model::AttachmentKind::other:
            break;
    }
    return "attachment-" + number + ".bin";
}

std::string_view content_type_of(std::string_view file_name) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kTypes{{
        {".bmp", "image/bmp"},
        {".doc", "application/msword"},
        {".eps", "application/postscript"},
        {".gif", "image/gif"},
        {".jpeg", "image/jpeg"},
        {".jpg", "image/jpeg"},
        {".mdb", "application/vnd.ms-access"},
        {".mpp", "application/vnd.ms-project"},
        {".pdf", "application/pdf"},
        {".png", "image/png"},
        {".ppt", "application/vnd.ms-powerpoint"},
        {".ps", "application/postscript"},
        {".tif", "image/tiff"},
        {".tiff", "image/tiff"},
        {".wav", "audio/x-wav"},
        {".wmf", "image/wmf"},
        {".xls", "application/vnd.ms-excel"},
        {".zip", "application/zip"},
    }};
    const std::string extension = ascii_lower(extension_of(file_name));
    for (const auto& [known, type] : kTypes)
        if (extension == known) return type;
    return "application/octet-stream";
}

}  // namespace restante::targets::mail
