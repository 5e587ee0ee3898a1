#include "targets/ews/ews_response.h"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/ascii.h"
#include "formats/mime/clean_text.h"
#include "targets/ews/soap_request.h"

namespace restante::targets::ews {
namespace {

constexpr std::uint32_t kLongestWait = 3'600'000;
constexpr std::size_t kLongestServerText = 300;  // of what goes into errors

std::string_view local_name(const pugi::xml_node& node) {
    std::string_view name = node.name();
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    return name;
}

pugi::xml_node child(const pugi::xml_node& parent, std::string_view name) {
    for (const pugi::xml_node& node : parent.children())
        if (local_name(node) == name) return node;
    return {};
}

std::string text_of(const pugi::xml_node& parent, std::string_view name) { return child(parent, name).child_value(); }

std::optional<std::uint32_t> number_in(std::string_view text) {
    text = trimmed(text);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range) return kLongestWait;
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(number, UINT32_MAX));
}

std::optional<std::uint32_t> back_off_in(const pugi::xml_node& around) {
    for (const pugi::xml_node& value : child(around, "MessageXml").children()) {
        if (local_name(value) != "Value" || std::string_view(value.attribute("Name").value()) != "BackOffMilliseconds")
            continue;
        const auto number = number_in(value.child_value());
        if (number) return std::min(*number, kLongestWait);
    }
    return std::nullopt;
}

std::string identity_in(const pugi::xml_node& entry, std::string_view name) {
    for (const pugi::xml_node& property : entry.children()) {
        if (local_name(property) != "ExtendedProperty") continue;
        if (child(property, "ExtendedFieldURI").attribute("PropertyName").value() == name)
            return text_of(property, "Value");
    }
    return {};
}

std::string id_in(const pugi::xml_node& entry, std::string_view name) {
    return child(entry, name).attribute("Id").value();
}

void take_folders(const pugi::xml_node& folders, Outcome& into) {
    for (const pugi::xml_node& entry : folders.children()) {
        FolderEntry folder;
        folder.id = id_in(entry, "FolderId");
        if (folder.id.empty()) continue;
        folder.parent = id_in(entry, "ParentFolderId");
        folder.name = text_of(entry, "DisplayName");
        folder.folder_class = text_of(entry, "FolderClass");
        folder.identity = identity_in(entry, kFolderIdentity);
        folder.may_fill = text_of(child(entry, "EffectiveRights"), "CreateContents") != "false";
        into.folders.push_back(std::move(folder));
    }
}

void take_items(const pugi::xml_node& items, Outcome& into) {
    for (const pugi::xml_node& entry : items.children()) {
        ItemEntry item{id_in(entry, "ItemId"), identity_in(entry, kItemIdentity)};
        if (!item.id.empty()) into.items.push_back(std::move(item));
    }
}

Outcome outcome_of(const pugi::xml_node& message) {
    Outcome outcome;
    const std::string_view result = message.attribute("ResponseClass").value();
    outcome.done = result == "Success" || result == "Warning";
    outcome.word = {text_of(message, "ResponseCode"), text_of(message, "MessageText"), back_off_in(message)};
    // A batch that was stopped answers "Warning" for what it did not do.
    if (outcome.word.code == "ErrorBatchProcessingStopped") outcome.done = false;
    const pugi::xml_node page = child(message, "RootFolder");
    if (!page.empty()) {
        outcome.last_page = std::string_view(page.attribute("IncludesLastItemInRange").value()) != "false";
        outcome.next_offset = number_in(page.attribute("IndexedPagingOffset").value()).value_or(0);
    }
    for (const pugi::xml_node& place : {message, page}) {
        take_folders(child(place, "Folders"), outcome);
        take_items(child(place, "Items"), outcome);
    }
    return outcome;
}

Word fault_in(const pugi::xml_node& fault) {
    const pugi::xml_node detail = child(fault, "detail");
    Word word{text_of(detail, "ResponseCode"), text_of(fault, "faultstring"), back_off_in(detail)};
    if (word.code.empty()) {
        word.code = text_of(fault, "faultcode");
        if (const std::size_t colon = word.code.rfind(':'); colon != std::string::npos) word.code.erase(0, colon + 1);
    }
    return word;
}

struct Meaning {
    std::string_view code;
    Errc errc;
};

constexpr std::array kMeanings = {
    Meaning{"ErrorServerBusy", Errc::throttled},
    Meaning{"ErrorBatchProcessingStopped", Errc::throttled},
    Meaning{"ErrorConnectionFailed", Errc::throttled},
    Meaning{"ErrorExceededConnectionCount", Errc::throttled},
    Meaning{"ErrorInsufficientResources", Errc::throttled},
    Meaning{"ErrorInternalServerTransientError", Errc::throttled},
    Meaning{"ErrorMailboxFailover", Errc::throttled},
    Meaning{"ErrorMailboxMoveInProgress", Errc::throttled},
    Meaning{"ErrorMailboxStoreUnavailable", Errc::throttled},
    Meaning{"ErrorTimeoutExpired", Errc::throttled},
    Meaning{"ErrorTooManyObjectsOpened", Errc::throttled},
    Meaning{"ErrorQuotaExceeded", Errc::no_space},
    Meaning{"ErrorAccessDenied", Errc::denied},
    Meaning{"ErrorAccountDisabled", Errc::auth},
    Meaning{"ErrorCannotFindUser", Errc::auth},
    Meaning{"ErrorCreateItemAccessDenied", Errc::denied},
    Meaning{"ErrorImpersonateUserDenied", Errc::auth},
    Meaning{"ErrorImpersonationDenied", Errc::auth},
    Meaning{"ErrorImpersonationFailed", Errc::auth},
    Meaning{"ErrorMissingEmailAddress", Errc::auth},
    Meaning{"ErrorNonExistentMailbox", Errc::auth},
    Meaning{"ErrorFolderNotFound", Errc::not_found},
    Meaning{"ErrorParentFolderNotFound", Errc::not_found},
    Meaning{"ErrorItemNotFound", Errc::not_found},
    Meaning{"ErrorFolderExists", Errc::exists},
    Meaning{"ErrorInvalidServerVersion", Errc::unsupported},
    Meaning{"ErrorSchemaValidation", Errc::too_large},
    Meaning{"ErrorRequestStreamTooBig", Errc::too_large},
};

}  // namespace

Result<Answer> parse_answer(std::string_view xml) {
    if (xml.size() > kLargestAnswer) return fail(Errc::bad_value, "the server's answer is too large");
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = document.load_buffer(xml.data(), xml.size());
    const pugi::xml_node body = child(child(document, "Envelope"), "Body");
    if (!parsed || body.empty()) return fail(Errc::bad_value, "the server's answer is no SOAP envelope");
    Answer answer;
    const pugi::xml_node version = child(child(child(document, "Envelope"), "Header"), "ServerVersionInfo");
    answer.major_version = static_cast<int>(
        std::min<std::uint32_t>(number_in(version.attribute("MajorVersion").value()).value_or(0), 1000));
    if (const pugi::xml_node fault = child(body, "Fault"); !fault.empty()) {
        answer.fault = fault_in(fault);
        return answer;
    }
    for (const pugi::xml_node& message : child(body.first_child(), "ResponseMessages").children())
        if (message.type() == pugi::node_element) answer.outcomes.push_back(outcome_of(message));
    return answer;
}

Errc meaning_of(const Word& word) {
    const auto* const found =
        std::find_if(kMeanings.begin(), kMeanings.end(), [&](const Meaning& one) { return one.code == word.code; });
    if (word.back_off && (found == kMeanings.end() || found->errc == Errc::rejected)) return Errc::throttled;
    return found == kMeanings.end() ? Errc::rejected : found->errc;
}

std::string words_of(const Word& word) {
    std::string words = mime::one_line(word.code.substr(0, kLongestServerText));
    const std::string text = mime::one_line(word.text.substr(0, kLongestServerText));
    if (!words.empty() && !text.empty()) words += ": ";
    return words + text;
}

}  // namespace restante::targets::ews
