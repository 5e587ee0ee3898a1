#include "content/parts.h"

#include <fmt/format.h>

#include <memory>

namespace restante::content {

bool Parts::count_part() {
    if (scope_->parts < kMostParts) {
        ++scope_->parts;
        return true;
    }
    if (!std::exchange(scope_->too_many, true))
        find(MessageId::content_too_many, fmt::format("more than {}", kMostParts));
    return false;
}

void Parts::add(model::Attachment attachment, std::string description, std::string content_type) {
    if (!count_part()) return;
    attachment.number = static_cast<std::uint32_t>(into_->attachments.size());
    attachment.derived = model::Derivation{original_, std::move(description), std::move(content_type)};
    into_->attachments.push_back(std::move(attachment));
}

void Parts::add(std::string name, ByteSourcePointer data, std::string description, std::string content_type) {
    model::Attachment attachment;
    attachment.name = std::move(name);
    attachment.data = std::move(data);
    add(std::move(attachment), std::move(description), std::move(content_type));
}

void Parts::find(MessageId id, const std::string& text, std::optional<std::uint64_t> offset) {
    // An offset inside the attachment: the file's own is not known here.
    scope_->findings.add(id, offset ? fmt::format("{}: {} (byte {})", name_, text, *offset) : name_ + ": " + text,
                         scope_->item);
}

void Parts::take(const Findings& findings) {
    for (const Finding& finding : findings.list()) find(finding.id, finding.text, finding.offset);
}

std::string Parts::decode(Bytes bytes, int code_page) {
    constexpr int kWestern = 1252;
    auto page = CodePage::numbered(code_page);
    if (!page) page = CodePage::numbered(kWestern);
    return page ? page->decode(bytes) : std::string();
}

ByteSourcePointer range_of(const ByteSourcePointer& whole, SourceRange range) {
    return std::make_shared<ByteRange>(whole, range.offset, range.size);
}

ByteSourcePointer in_memory(ByteVector bytes) { return std::make_shared<MemoryBytes>(std::move(bytes)); }

ByteSourcePointer in_memory(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    return in_memory(ByteVector(bytes.begin(), bytes.end()));
}

std::string without_extension(const std::string& name) {
    const std::size_t dot = name.rfind('.');
    return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace restante::content
