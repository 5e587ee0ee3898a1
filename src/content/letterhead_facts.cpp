#include "content/letterhead_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/case_fold.h"
#include "base/utf8.h"
#include "content/cut_subject.h"
#include "formats/letterhead/letterhead.h"

namespace restante::content {
namespace {

using letterhead::Letterhead;
using Addresses = std::vector<model::Address>;

constexpr std::size_t kShortestTellingName = 3;  // shorter ones occur in any text

bool holds(const std::string& folded_text, std::string_view name) {
    const std::string folded = fold_case(trimmed(name));
    if (folded == folded_text) return true;
    return folded.size() >= kShortestTellingName && folded_text.find(folded) != std::string::npos;
}

// By its name, its address or the last part of that.
bool names(const std::vector<std::string>& written, const model::Address& address) {
    const std::string_view where = address.address;
    const std::string_view mailbox = where.substr(where.rfind('/') + 1);
    return std::any_of(written.begin(), written.end(), [&](const std::string& text) {
        const std::string folded = fold_case(text);
        return holds(folded, address.name) || holds(folded, where) || holds(folded, mailbox);
    });
}

bool is_blank(const std::optional<std::string>& text) { return !text || trimmed(*text).empty(); }

model::Priority model_priority(letterhead::Priority priority) {
    switch (priority) {
        case letterhead::Priority::high:
            return model::Priority::high;
        case letterhead::Priority::low:
            return model::Priority::low;
        case letterhead::Priority::normal:
            break;
    }
    return model::Priority::normal;
}

// Compares a letterhead with the fields of its message: what they lack, and what they say otherwise.
class Comparison {
public:
    Comparison(const model::Message& message, const Letterhead& head) {
        people("sender", message.from, head.from, facts_.from);
        people("To", message.to, head.to, facts_.to);
        people("Cc", message.cc, head.cc, facts_.cc);
        subject(message, head);
        date(message, head);
        priority(message, head);
        word("class", message.class_name, head.message_class, facts_.class_name);
        word("message id", message.message_id, head.message_id, facts_.message_id);
        word("parent id", message.parent_id, head.parent_id, facts_.parent_id);
        word("conversation id", message.conversation_id, head.conversation_id, facts_.conversation_id);
    }

    [[nodiscard]] const std::string& contradictions() const { return contradictions_; }  // "subject, sent date", or ""
    [[nodiscard]] const std::string& filled() const { return filled_; }                  // likewise
    [[nodiscard]] Expansion& facts() { return facts_; }

private:
    static void append(std::string& list, std::string_view what) {
        if (!list.empty()) list += ", ";
        list += what;
    }
    void compare(std::string_view what, bool same) {
        if (!same) append(contradictions_, what);
    }
    template <class Target, class Value>
    void fill(std::string_view what, Target& target, Value value) {
        target = std::move(value);
        append(filled_, what);
    }

    void people(std::string_view what, const Addresses& stated, const std::vector<std::string>& written,
                Addresses& target) {
        if (written.empty()) return;
        if (!stated.empty())
            return compare(what, std::any_of(stated.begin(), stated.end(),
                                             [&](const model::Address& one) { return names(written, one); }));
        Addresses found;
        for (const std::string& name : written) found.push_back({name, {}, {}, model::AddressKind::unresolved, {}});
        fill(what, target, std::move(found));
    }

    void subject(const model::Message& message, const Letterhead& head) {
        if (!head.subject) return;
        const std::string& said = *head.subject;
        if (is_blank(message.subject)) {
            if (!said.empty()) fill("subject", facts_.subject, said);
            return;
        }
        const std::string_view stored = trimmed(*message.subject);
        if (stored == said || is_cut_from(said, stored)) return;
        if (is_cut_from(stored, said))
            fill("rest of the subject", facts_.subject, said);
        else
            compare("subject", false);
    }

    void date(const model::Message& message, const Letterhead& head) {
        if (!head.date) return;
        if (!message.sent) return fill("sent date", facts_.sent, *head.date);
        LocalTime sent = *message.sent;
        sent.second = 0;
        compare("sent date", sent == *head.date);
    }

    void priority(const model::Message& message, const Letterhead& head) {
        if (!head.priority) return;
        const model::Priority said = model_priority(*head.priority);
        if (!message.priority) return fill("priority", facts_.priority, said);
        compare("priority", *message.priority == said);
    }

    void word(std::string_view what, const std::optional<std::string>& stated, const std::string& said,
              std::optional<std::string>& target) {
        if (said.empty()) return;
        if (is_blank(stated)) return fill(what, target, said);
        compare(what, equals_ignoring_ascii_case(trimmed(*stated), said));
    }

    Expansion facts_{};
    std::string contradictions_{}, filled_{};
};

}  // namespace

void take_letterhead(const model::Message& message, const std::string& item, Findings& findings, Expansion& into) {
    if (!message.body) return;
    const auto head = letterhead::read_letterhead(*message.body);
    if (!head) return;
    Comparison comparison(message, *head);
    const std::string_view block = std::string_view(*message.body).substr(0, head->size);
    const std::size_t characters = utf8_length(block);
    std::string contradictions = comparison.contradictions();
    if (contradictions.empty() &&
        std::any_of(message.attachments.begin(), message.attachments.end(), [&](const model::Attachment& attachment) {
            return attachment.position && *attachment.position < characters;
        }))
        contradictions = "places of attachments";
    const std::string_view form = letterhead::name_of(head->form);
    if (!contradictions.empty()) {
        findings.add(MessageId::text_letterhead_left,
                     fmt::format("{} form, {}: {}", form, head->language, contradictions), item);
        return;
    }
    findings.add(
        MessageId::text_letterhead_taken,
        fmt::format("{} form, {}: {}", form, head->language,
                    comparison.filled().empty() ? "the fields say it all" : comparison.filled() + " filled in"),
        item);
    into = std::move(comparison.facts());
    into.letterhead = block;
    into.letterhead_characters = static_cast<std::uint32_t>(characters);
    into.body = message.body->substr(head->size);
}

}  // namespace restante::content
