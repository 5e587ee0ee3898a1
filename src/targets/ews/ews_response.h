// What a server of Exchange Web Services answers: SOAP envelopes as plain values. Names are compared without their
// namespace prefix; what is not wanted here is passed over. Source: docs/targets/ews.md, Answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace restante::targets::ews {

// What a server says about one request, or about one item of it.
struct Word {
    std::string code{};                       // "NoError", "ErrorServerBusy", "" when there is none
    std::string text{};                       // for people
    std::optional<std::uint32_t> back_off{};  // milliseconds it asks to wait; at most an hour
};

struct FolderEntry {
    std::string id{}, parent{}, name{};
    std::string folder_class{};  // "IPF.Note"; "" when it has none
    std::string identity{};      // our extended property
    bool may_fill = true;        // false: the server says that whoever asks may not store anything in it
};

struct ItemEntry {
    std::string id{};
    std::string identity{};  // our extended property
};

// One ...ResponseMessage.
struct Outcome {
    bool done = false;  // Success or Warning
    Word word{};
    std::vector<FolderEntry> folders{};
    std::vector<ItemEntry> items{};
    bool last_page = true;          // of FindItem and FindFolder
    std::uint32_t next_offset = 0;  // where the next page begins
};

struct Answer {
    std::optional<Word> fault{};      // of the request as a whole; then there are no outcomes
    std::vector<Outcome> outcomes{};  // in the order of what was asked
    int major_version = 0;            // of the server: 8 is Exchange 2007, 14 is 2010; 0 when it does not say
};

constexpr std::size_t kLargestAnswer = std::size_t{64} * 1024 * 1024;  // bytes

// bad_value: no SOAP envelope.
Result<Answer> parse_answer(std::string_view xml);

// What a refusal means: no_space, denied, auth (nobody may act for that mailbox), throttled (also what is over in a
// moment), not_found, exists, unsupported (the version of the protocol), too_large (the request as a whole), or
// rejected.
[[nodiscard]] Errc meaning_of(const Word& word);

// "ErrorItemNotFound: text", without anything people cannot read, cut.
[[nodiscard]] std::string words_of(const Word& word);

}  // namespace restante::targets::ews
