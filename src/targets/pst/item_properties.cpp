#include "targets/pst/item_properties.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.h"
#include "targets/pst/mapi_tags.h"

namespace restante::targets {
namespace {

constexpr std::uint64_t kYear1970 = 116'444'736'000'000'000;
constexpr std::uint64_t kYear4501 = 0x0CB34557A3DD4000;

}  // namespace

std::string attribute_name(std::uint32_t id) { return fmt::format("mmf-{:08x}", id); }

std::size_t characters_lost(const CodePage* page, std::string_view utf8) {
    if (page == nullptr || is_ascii(utf8)) return 0;
    std::string encoded;
    return page->encode(utf8, encoded);
}

std::string utf8_name(std::string_view name) { return fmt::format("utf8-{}", name); }

ByteVector utf8_bytes(std::string_view utf8) {
    const Bytes bytes = as_bytes(utf8);
    return {bytes.begin(), bytes.end()};
}

std::string told_characters(std::size_t characters, const CodePage& page) {
    return fmt::format("{} characters are not in code page {}", characters, page.number());
}

void ItemProperties::text(std::uint16_t id, std::string_view utf8) {
    text_elsewhere(fmt::format("{:04x}", id), utf8);
    list_.push_back({id, std::string(utf8)});
}

void ItemProperties::text_elsewhere(std::string_view name, std::string_view utf8) {
    const std::size_t lost = characters_lost(context_.code_page, utf8);
    if (lost == 0) return;
    losses_.characters += lost;
    put_named({tags::kRestanteSet, utf8_name(name)}, utf8_bytes(utf8));
}

pst::FileTime ItemProperties::time_of(const LocalTime& local) const {
    return pst::FileTime::from_unix(context_.time_zone.to_unix(local));
}

bool ItemProperties::is_usual(pst::FileTime time) { return time.ticks >= kYear1970 && time.ticks < kYear4501; }

void ItemProperties::date(std::uint16_t id, const LocalTime& local, std::string_view name) {
    const pst::FileTime time = time_of(local);
    if (is_usual(time)) {
        list_.push_back({id, time});
        return;
    }
    named(name, time);
    losses_.add(MessageId::pst_target_date_range, fmt::format("{} is kept as {}", local.iso(), name));
}

void ItemProperties::named(std::string_view name, pst::Value value) {
    if (const auto* text = std::get_if<std::string>(&value)) text_elsewhere(name, *text);
    if (const auto* lines = std::get_if<std::vector<std::string>>(&value))
        text_elsewhere(name, fmt::format("{}", fmt::join(*lines, "\n")));
    put_named({tags::kRestanteSet, std::string(name)}, std::move(value));
}

void ItemProperties::named(const pst::Guid& set, std::uint32_t number, pst::Value value) {
    put_named({set, number}, std::move(value));
}

void ItemProperties::put_named(const pst::PropertyName& name, pst::Value value) {
    const auto id = context_.writer.named(name);
    if (id) {
        list_.push_back({*id, std::move(value)});
        return;
    }
    const auto* text = std::get_if<std::string>(&name.name);
    losses_.add(MessageId::pst_target_names_exhausted, text != nullptr ? *text : std::string("a property of Outlook"));
}

bool ItemProperties::has(std::uint16_t id) const {
    return std::any_of(list_.begin(), list_.end(), [id](const pst::Property& property) { return property.id == id; });
}

}  // namespace restante::targets
