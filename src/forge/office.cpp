#include "forge/office.h"

#include <fmt/format.h>

#include <algorithm>

#include "forge/random.h"
#include "formats/postoffice/mail/string_cipher.h"

namespace restante::forge {

Result<Office> Office::create(Plan plan, OutputDirectory output) {
    const auto layouts = layouts_named(plan.options.layout, plan.options.seed);
    if (!layouts) return fail(Errc::bad_value, fmt::format("there is no layout \"{}\"", plan.options.layout));
    auto dos = TRY(CodePage::numbered(850));
    auto windows = TRY(CodePage::numbered(1252));
    return Office(std::move(plan), *layouts, std::move(output), std::move(dos), std::move(windows));
}

std::string Office::dos_text(std::string_view utf8) const {
    std::string text;
    dos_.encode(utf8, text);
    return text;
}

std::string Office::windows_text(std::string_view utf8) const {
    std::string text;
    windows_.encode(utf8, text);
    return text;
}

postoffice::FieldCipher Office::cipher() const {
    return {[](Bytes bytes) { return postoffice::decoded(bytes); },
            [](Bytes bytes) { return postoffice::encoded(bytes); }};
}

ByteVector Office::residue(std::size_t size, std::uint64_t number) const {
    ByteVector bytes(size);
    if (layouts.residue == Residue::zeros) return bytes;
    Random random(plan.options.seed, Stream::residue, number);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
    return bytes;
}

ByteVector padded(std::string_view text, std::size_t size) {
    ByteVector bytes(size);
    std::ranges::copy(as_bytes(text.substr(0, size)), bytes.begin());
    return bytes;
}

}  // namespace restante::forge
