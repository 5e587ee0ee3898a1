// Takes attachments apart, so that today's programs can use what is in them: OLE objects, packages, pictures, Macintosh
// files, WINMAIL.DAT. What comes out is delivered next to the original, never in its place.
// docs/attachments.md says what becomes of what. A letterhead in the text is found, too (docs/formats/letterhead.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/time_zone.h"
#include "model/message.h"

namespace restante::content {

constexpr std::size_t kMostParts = 1000;    // derived attachments of one message, with those of messages inside it
constexpr std::size_t kDeepestMessage = 8;  // messages inside messages
constexpr std::uint64_t kLargestLoaded = 64ULL * 1024 * 1024;  // bytes of a picture or text read into memory

class PictureBudget;

// How old structures are to be understood.
struct Reading {
    int code_page = 1252;               // of their text, where they do not say
    TimeZone zone = TimeZone::utc();    // in which wall clocks of the message are; theirs may be UTC
    PictureBudget* pictures = nullptr;  // of the mailbox; null: no limit
};

struct Expansion {
    std::vector<model::Attachment> attachments{};  // all with `derived`; data is read when asked for where possible
    // What a letterhead or WINMAIL.DAT says, only where the message says nothing itself; `subject` also where the
    // message's own is cut off, `body` also without the letterhead.
    std::optional<std::string> body{}, subject{}, class_name{}, message_id{}, parent_id{}, conversation_id{};
    std::vector<model::Address> from{}, to{}, cc{}, bcc{}, reply_to{};
    std::optional<LocalTime> sent{}, received{}, modified{};
    std::optional<model::Priority> priority{};
    std::string letterhead{};                 // what left the text; "" when nothing did
    std::uint32_t letterhead_characters = 0;  // by which places of attachments move to the front

    // Calls act(field of model::Message, member of Expansion that says it) for each of them.
    template <class Act>
    static void for_each_field(Act&& act) {
        using Message = model::Message;
        act(&Message::body, &Expansion::body);
        act(&Message::subject, &Expansion::subject);
        act(&Message::class_name, &Expansion::class_name);
        act(&Message::message_id, &Expansion::message_id);
        act(&Message::parent_id, &Expansion::parent_id);
        act(&Message::conversation_id, &Expansion::conversation_id);
        act(&Message::from, &Expansion::from);
        act(&Message::to, &Expansion::to);
        act(&Message::cc, &Expansion::cc);
        act(&Message::bcc, &Expansion::bcc);
        act(&Message::reply_to, &Expansion::reply_to);
        act(&Message::sent, &Expansion::sent);
        act(&Message::received, &Expansion::received);
        act(&Message::modified, &Expansion::modified);
        act(&Message::priority, &Expansion::priority);
    }
    template <class T>
    [[nodiscard]] static bool is_said(const std::optional<T>& value) {
        return value.has_value();
    }
    [[nodiscard]] static bool is_said(const std::vector<model::Address>& people) { return !people.empty(); }

    [[nodiscard]] bool says_something() const;
    [[nodiscard]] bool empty() const { return attachments.empty() && !says_something(); }
    // Everything into the message, for good: the attachments behind its own, and what is said.
    void complete(model::Message& message) const;
};

// Reads the text, headers and pictures; other data stays in its source. Cannot fail: what cannot be taken apart is a
// finding, and the original is there.
[[nodiscard]] Expansion expand(const model::Message& message, const Reading& reading, const std::string& item,
                               Findings& findings);

}  // namespace restante::content
