// One message as the source stored it: text is Unicode, dates are wall-clock, addresses are unmapped.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "model/address.h"
#include "model/attachment.h"
#include "model/attribute.h"
#include "model/meeting.h"

namespace restante::model {

enum class Priority : std::uint8_t { high, normal, low };

struct MessageStatus {
    bool read = false;
    bool unsent = false;
    bool submitted = false;
    bool from_me = false;
    bool changed = false;
};

// A stored date that does not exist in the calendar.
struct InvalidDate {
    std::uint32_t attribute = 0;
    std::string stored{};  // "1998-02-31T12:00:00", whatever its numbers; "" when it breaks off
};

// How sure it is that a recovered item is what it seems. docs/recovery.md
enum class Confidence : std::uint8_t { certain, probable, doubtful };

// Whether an item was dug out of damage or free space.
struct Recovery {
    bool dug = false;
    Confidence confidence = Confidence::certain;

    Recovery() = default;
    Recovery(bool is_dug) : dug(is_dug) {}  // NOLINT(*-explicit-*): a plain mark
    Recovery(bool is_dug, Confidence sure) : dug(is_dug), confidence(sure) {}
    explicit operator bool() const { return dug; }
    // Worth saying beside the mark itself.
    [[nodiscard]] bool uncertain() const { return dug && confidence != Confidence::certain; }
    bool operator==(const Recovery&) const = default;
};

struct Message {
    std::string id{};  // the store's own id, lower-case hex ("86cde123")

    std::optional<std::string> class_name{};
    std::optional<std::string> subject{};
    std::optional<std::string> body{};                                        // line ends as stored
    std::optional<std::string> message_id{}, parent_id{}, conversation_id{};  // as stored: normally hex digits

    std::vector<Address> from{}, to{}, cc{}, bcc{};  // every stored triple, in order
    std::vector<Address> reply_to{};                 // where answers go, when not to `from`
    std::optional<LocalTime> sent{}, received{}, modified{};
    std::optional<Priority> priority{};
    std::optional<MessageStatus> status{};
    bool fixed_font = false;
    // The block of label lines a mail client had written in front of the text, as it was, once it is taken out of
    // `body`; "" in what a source returns. docs/formats/letterhead.md
    std::string letterhead{};

    std::vector<Attachment> attachments{};
    std::vector<Attribute> attributes{};
    // Of meeting requests, answers and cancellations only: what some of the attributes say.
    std::optional<Meeting> meeting{};
    std::vector<InvalidDate> invalid_dates{};  // of the fields above and of attributes, which have no value

    bool incomplete = false;  // rebuilt from a summary: there is no more in the source
    Recovery recovered{};
};

[[nodiscard]] std::string_view name_of(Priority priority);      // "high", "normal", "low"
[[nodiscard]] std::string_view name_of(Confidence confidence);  // "certain", "probable", "doubtful"

}  // namespace restante::model
