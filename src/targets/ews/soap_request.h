// Requests of Exchange Web Services as text. Source: docs/targets/ews.md, Requests; elements stand in the order of the
// published schema (messages.xsd, types.xsd), which servers check.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "targets/ews/request_body.h"

namespace restante::targets::ews {

// The extended properties this target gives to what it makes, in the set PublicStrings.
constexpr std::string_view kItemIdentity = "restante-item-id";
constexpr std::string_view kFolderIdentity = "restante-folder-id";

// The classes of the folders it makes.
constexpr std::string_view kMailClass = "IPF.Note", kContactsClass = "IPF.Contact";

// Versions of the protocol that are tried, newest first.
constexpr std::array<std::string_view, 3> kVersions = {"Exchange2010_SP2", "Exchange2010", "Exchange2007_SP1"};
constexpr int kExchange2010 = 14;  // MajorVersion

// Text and attribute values: what XML cannot hold is shown (U+2400 ...), what is no UTF-8 becomes U+FFFD.
[[nodiscard]] std::string xml_text(std::string_view text);

// <t:ExtendedProperty> of the set PublicStrings, and of a property by its number ("0x0E07").
[[nodiscard]] std::string named_property(std::string_view name, std::string_view value);
[[nodiscard]] std::string tagged_property(std::string_view tag, std::string_view type, std::string_view value);

struct EnvelopeFacts {
    std::string_view version{};
    std::string_view impersonated{};  // address; "": nobody
};
[[nodiscard]] std::string envelope_start(const EnvelopeFacts& facts);
[[nodiscard]] std::string_view envelope_end();

// What follows stands between them.
// `mailbox`: the address of whose folders they are; "": of whoever asks.
[[nodiscard]] std::string get_folders(std::span<const std::string_view> distinguished_ids, std::string_view mailbox);
// One page of everything below the folder with that id; offset 0 is the first.
[[nodiscard]] std::string find_folders(const std::string& parent, std::uint32_t offset);

struct NewFolder {
    std::string_view parent{}, name{}, identity{}, comment{};
    bool contacts = false;
};
[[nodiscard]] std::string create_folder(const NewFolder& folder);

// One page of the items with an identity of ours.
[[nodiscard]] std::string find_our_items(const std::string& folder, std::uint32_t offset);
// The items with one of these identities; at least one.
[[nodiscard]] std::string find_items(const std::string& folder, std::span<const std::string> identities);

// Items stand between them.
[[nodiscard]] std::string create_items_start(const std::string& folder);
[[nodiscard]] std::string_view create_items_end();

}  // namespace restante::targets::ews
