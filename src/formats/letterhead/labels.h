// The labels of letterheads in the languages mail clients were sold in. Source: docs/formats/letterhead.md "Labels".
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace restante::letterhead {

enum class Field : std::uint8_t {
    from,
    to,
    cc,
    subject,
    date,
    time,
    priority,
    message_id,
    parent_id,
    conversation_id,
    attachments
};
constexpr std::size_t kFields = 11;

struct Labels {
    std::string_view language{};                 // English name, "German"
    std::array<std::string_view, kFields> of{};  // by Field; "": not known in this language

    [[nodiscard]] std::string_view label(Field field) const { return of[static_cast<std::size_t>(field)]; }
};

// Of the Windows form, each language once. What they have in common ("De", "Date") does not tell them apart; sender,
// subject and date together do.
[[nodiscard]] std::span<const Labels> windows_labels();
// Of the DOS form.
[[nodiscard]] const Labels& dos_labels();

}  // namespace restante::letterhead
