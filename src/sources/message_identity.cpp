#include "sources/message_identity.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "formats/letterhead/letterhead.h"

namespace restante::sources {
namespace {

constexpr std::uint64_t kHashStart = 0xCBF29CE484222325ULL, kHashFactor = 0x100000001B3ULL;  // FNV-1a
constexpr std::size_t kSubjectBytes = 38;  // a subject in a mailbag has 40 characters, perhaps of fewer bytes

class Hash {
public:
    void add(std::string_view text) {
        for (const char letter : text) byte(static_cast<std::uint8_t>(letter));
        byte(0);
    }
    void add(std::uint64_t number) {
        for (int i = 0; i < 8; ++i) byte(static_cast<std::uint8_t>(number >> (8 * i)));
    }
    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void byte(std::uint8_t one) { value_ = (value_ ^ one) * kHashFactor; }
    std::uint64_t value_ = kHashStart;
};

std::string sender_of(const model::Message& message) {
    if (message.from.empty()) return {};
    const model::Address& from = message.from.front();
    return ascii_upper(from.address.empty() ? from.name : from.address);
}

std::string subject_of(const model::Message& message) {
    return ascii_upper(trimmed(message.subject.value_or("")).substr(0, kSubjectBytes));
}

// Without the block of labels and without what programs change on the way: blanks and line ends.
std::uint64_t text_hash(const model::Message& message) {
    std::string_view text = message.body ? std::string_view(*message.body) : std::string_view();
    if (const auto head = letterhead::read_letterhead(text)) text.remove_prefix(head->size);
    Hash hash;
    std::string word;
    for (const char letter : text) {
        const bool blank = static_cast<unsigned char>(letter) <= ' ';
        if (!blank) word += letter;
        if (!blank || word.empty()) continue;
        hash.add(word);
        word.clear();
    }
    hash.add(word);
    return hash.value();
}

// Programs write names of attachments into the text or take them out, so that the attachments stand for it.
std::uint64_t content_hash(const model::Message& message) {
    std::vector<std::uint64_t> sizes;
    for (const model::Attachment& attachment : message.attachments)
        if (attachment.data) sizes.push_back(attachment.data->size());
    if (sizes.empty()) return text_hash(message);
    std::ranges::sort(sizes);
    Hash hash;
    for (const std::uint64_t size : sizes) hash.add(size);
    return hash.value();
}

std::optional<std::uint64_t> id_key(const model::Message& message) {
    const std::string_view id = message.message_id ? trimmed(*message.message_id) : std::string_view();
    if (id.empty()) return std::nullopt;
    Hash hash;
    hash.add(ascii_upper(id));
    hash.add(subject_of(message));
    return hash.value();
}

// Without sender and time a message has no identity.
std::optional<std::uint64_t> content_key(const model::Message& message) {
    const std::string sender = sender_of(message);
    if (sender.empty() || !message.sent) return std::nullopt;
    LocalTime minute = *message.sent;
    minute.second = 0;
    Hash hash;
    hash.add(sender);
    hash.add(minute.iso());
    hash.add(subject_of(message));
    hash.add(content_hash(message));
    return hash.value();
}

}  // namespace

void MessageIdentities::add(const model::Message& message) {
    if (const auto key = id_key(message)) ++by_id_[*key].known;
    if (const auto key = content_key(message)) ++by_content_[*key].known;
}

void MessageIdentities::add_all(const MessageIdentities& other) {
    for (const auto& [key, count] : other.by_id_) by_id_[key].known += count.known;
    for (const auto& [key, count] : other.by_content_) by_content_[key].known += count.known;
}

bool MessageIdentities::take_one(Counts& counts, const std::optional<std::uint64_t>& key) {
    const auto found = key ? counts.find(*key) : counts.end();
    if (found == counts.end() || found->second.taken == found->second.known) return false;
    ++found->second.taken;
    return true;
}

bool MessageIdentities::take(const model::Message& message) {
    const bool same_id = take_one(by_id_, id_key(message));
    const bool same_content = take_one(by_content_, content_key(message));
    return same_id || same_content;
}

void MessageIdentities::give_back() {
    for (auto* const counts : {&by_id_, &by_content_})
        for (auto& [key, count] : *counts) count.taken = 0;
}

}  // namespace restante::sources
