#include "sources/mmf/filled_fragment.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "formats/mmf/attribute.h"

namespace restante::sources {
namespace {

template <class Value>
void fill(std::optional<Value>& into, std::optional<Value>& from) {
    if (!into) into = std::move(from);
}

const mmf::ListElement* find(const std::vector<mmf::ListElement>& attributes, std::uint32_t id) {
    const auto found = std::ranges::find(attributes, id, &mmf::ListElement::id);
    return found == attributes.end() ? nullptr : &*found;
}

bool has_any(const std::vector<mmf::ListElement>& attributes, std::initializer_list<std::uint32_t> ids) {
    return std::ranges::any_of(ids, [&](std::uint32_t id) { return find(attributes, id) != nullptr; });
}

}  // namespace

bool is_partial(const mmf::Store& store, mmf::Oid message) {
    const mmf::Salvaged* const salvaged = store.salvaged(message);
    return salvaged != nullptr && salvaged->trust == mmf::Trust::doubtful &&
           (salvaged->by == mmf::FoundBy::fragment || salvaged->by == mmf::FoundBy::cut_block);
}

void fill_gaps(model::Message& message, model::Message summary) {
    const bool told_by_line = !message.subject;
    fill(message.subject, summary.subject);
    fill(message.class_name, summary.class_name);
    fill(message.priority, summary.priority);
    fill(message.status, summary.status);
    if (message.from.empty()) message.from = std::move(summary.from);
    if (message.to.empty() && message.cc.empty() && message.bcc.empty()) message.to = std::move(summary.to);
    if (!message.sent && !message.received) {
        message.sent = summary.sent;
        message.received = summary.received;
    }
    if (told_by_line && message.body && message.body == message.subject) message.body.reset();
}

void fill_gaps(std::vector<mmf::ListElement>& message, std::vector<mmf::ListElement> summary) {
    namespace attribute = mmf::attribute;
    const bool dated = has_any(message, {attribute::kDateSent, attribute::kDateReceived});
    const bool addressed = has_any(message, {attribute::kTo, attribute::kCc, attribute::kBcc});
    const bool told_by_line = find(message, attribute::kSubject) == nullptr;
    for (mmf::ListElement& one : summary) {
        const bool is_date = one.id == attribute::kDateSent || one.id == attribute::kDateReceived;
        if (find(message, one.id) != nullptr || (is_date && dated) || (one.id == attribute::kTo && addressed)) continue;
        message.push_back(std::move(one));
    }
    const mmf::ListElement* const text = find(message, attribute::kBody);
    const mmf::ListElement* const subject = find(message, attribute::kSubject);
    if (told_by_line && text != nullptr && subject != nullptr && text->data == subject->data)
        std::erase_if(message, [](const mmf::ListElement& one) { return one.id == attribute::kBody; });
}

}  // namespace restante::sources
