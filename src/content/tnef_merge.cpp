#include "content/tnef_merge.h"

#include <fmt/format.h>

#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "content/cut_subject.h"
#include "model/address_parts.h"

namespace restante::content {
namespace {

// One of the two is often in UTC, or in the zone of another country.
constexpr std::int64_t kSameTime = 26 * 3600;

bool blank(const std::optional<std::string>& text) { return !text || trimmed(*text).empty(); }

// Notes have an old and a new name.
std::string plain_class(std::string_view name) {
    const std::string folded = fold_case(name);
    return folded == "ipm.microsoft mail.note" ? "ipm.note" : folded;
}

// Whom a message names. A list may hold thousands: they are not compared with each other.
class People {
public:
    explicit People(std::initializer_list<const std::vector<model::Address>*> lists) {
        for (const std::vector<model::Address>* list : lists)
            for (const model::Address& one : *list) {
                names_.insert(key(one.name));
                addresses_.insert(key(one.address));
                typed_.insert(typed(one));
            }
    }

    // By the name, by the address, or by either in the place of the other.
    [[nodiscard]] bool name(const model::Address& person) const {
        const std::string by_name = key(person.name), by_address = key(person.address);
        if (!by_name.empty() && (names_.contains(by_name) || addresses_.contains(by_name))) return true;
        return !by_address.empty() && (names_.contains(by_address) || typed_.contains(typed(person)));
    }

private:
    static std::string key(std::string_view text) { return fold_case(trimmed(text)); }
    static std::string typed(const model::Address& one) {
        return fmt::format("{}:{}", model::normal_address_type(one.type), key(one.address));
    }

    std::unordered_set<std::string> names_, addresses_, typed_;
};

std::string shown(const model::Address& address) { return address.name.empty() ? address.address : address.name; }

class Merger {
public:
    Merger(const model::Message& known, const model::Message& inside, Expansion& into)
        : known_(&known), inside_(&inside), into_(&into) {}

    std::vector<std::string> run() {
        subject();
        text(known_->body, inside_->body, into_->body);
        text(known_->class_name, inside_->class_name, into_->class_name);
        if (!blank(known_->class_name) && !blank(inside_->class_name) &&
            plain_class(*known_->class_name) != plain_class(*inside_->class_name))
            disagree(fmt::format("class {}", *inside_->class_name));
        missing(known_->sent, inside_->sent, into_->sent);
        if (known_->sent && inside_->sent &&
            std::abs(known_->sent->seconds_as_utc() - inside_->sent->seconds_as_utc()) > kSameTime)
            disagree(fmt::format("sent {}", inside_->sent->iso()));
        missing(known_->received, inside_->received, into_->received);
        missing(known_->modified, inside_->modified, into_->modified);
        missing(known_->priority, inside_->priority, into_->priority);
        if (known_->priority && inside_->priority && *known_->priority != *inside_->priority)
            disagree(fmt::format("priority {}", model::name_of(*inside_->priority)));
        people(known_->from, inside_->from, People({&known_->from}), into_->from, "from");
        const People recipients({&known_->to, &known_->cc, &known_->bcc});
        people(known_->to, inside_->to, recipients, into_->to, "to");
        people(known_->cc, inside_->cc, recipients, into_->cc, "cc");
        people(known_->bcc, inside_->bcc, recipients, into_->bcc, "bcc");
        people(known_->reply_to, inside_->reply_to, People({&known_->reply_to}), into_->reply_to, "answers to");
        return std::move(disagreements_);
    }

private:
    void disagree(std::string phrase) { disagreements_.push_back(std::move(phrase)); }

    // Either of the two may have been cut.
    void subject() {
        text(known_->subject, inside_->subject, into_->subject);
        if (blank(known_->subject) || blank(inside_->subject)) return;
        const std::string_view known = trimmed(*known_->subject), inside = trimmed(*inside_->subject);
        if (is_cut_from(known, inside))
            into_->subject = inside_->subject;
        else if (known != inside && !is_cut_from(inside, known))
            disagree(fmt::format("subject \"{}\"", inside));
    }

    void text(const std::optional<std::string>& known, const std::optional<std::string>& inside,
              std::optional<std::string>& said) {
        if (blank(known) && !blank(inside)) said = inside;
    }

    template <class T>
    void missing(const std::optional<T>& known, const std::optional<T>& inside, std::optional<T>& said) {
        if (!known && inside) said = inside;
    }

    // Whoever the message names anywhere is not new. New ones are added where it names nobody, and told elsewhere.
    void people(const std::vector<model::Address>& known, const std::vector<model::Address>& inside,
                const People& everybody, std::vector<model::Address>& said, std::string_view what) {
        for (const model::Address& person : inside) {
            if (shown(person).empty() || everybody.name(person)) continue;
            if (known.empty())
                said.push_back(person);
            else
                disagree(fmt::format("{} {}", what, shown(person)));
        }
    }

    const model::Message* known_;
    const model::Message* inside_;
    Expansion* into_;
    std::vector<std::string> disagreements_;
};

}  // namespace

std::vector<std::string> merge(const model::Message& known, const model::Message& inside, Expansion& into) {
    return Merger(known, inside, into).run();
}

}  // namespace restante::content
