#include "targets/ews/uploader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "targets/ews/soap_request.h"
#include "targets/server/retry_rules.h"

namespace restante::targets::ews {

Result<void> Uploader::begin_folder(const std::string& id, const std::string& shown) {
    folder_ = id;
    shown_ = shown;
    present_.clear();
    return account_.look_into(folder_, [this](const ItemEntry& item) {
        present_.insert(item.identity);
        if (keep_ids_) stored_ids_[item.identity] = item.id;
    });
}

std::string Uploader::stored_id(const std::string& item_id) const {
    const auto found = stored_ids_.find(item_id);
    return found == stored_ids_.end() ? std::string() : found->second;
}

void Uploader::deliver(std::span<const Outgoing> items, const Settle& settle) {
    Group group;
    for (const Outgoing& item : items) group.push_back(&item);
    deliver_group(std::move(group), false, settle);
}

void Uploader::deliver_group(Group group, bool doubtful, const Settle& settle) {
    Progress progress;
    progress.doubtful = doubtful;
    while (!group.empty() && !progress.end) attempt(group, progress, settle);
    for (const Outgoing* item : group) settle(*item, fail(*progress.end));
}

RequestBody Uploader::request_for(const Group& group) const {
    RequestBody body(account_.start_of_request());
    body.text(create_items_start(folder_));
    for (const Outgoing* item : group) {
        body.text(item->start);
        if (item->content) body.base64(*item->content);
        body.text(item->content_end);
        if (!without_class_.contains(item->item_id)) body.text(item->class_property);
        body.text(item->end);
    }
    body.text(create_items_end());
    body.text(envelope_end());
    return body;
}

void Uploader::attempt(Group& group, Progress& progress, const Settle& settle) {
    account_.pacer().wait_for_turn();
    if (progress.doubtful) {
        if (auto looked = look_again(group, settle); !looked) {
            progress.end = std::move(looked.error());  // it was patient already
            return;
        }
        progress.doubtful = false;
        if (group.empty()) return;
    }
    if (journal_ != nullptr)
        if (auto ours = journal_->still_ours(); !ours) {
            progress.end = std::move(ours.error());
            return;
        }
    RequestBody body = request_for(group);
    const std::size_t before = group.size();
    auto answer = account_.send(body);
    if (!answer) return lost(std::move(answer.error()), progress);
    take_answer(group, *answer, progress, settle);
    if (group.size() < before) progress.losses = 0;
}

void Uploader::lost(Error error, Progress& progress) {
    // A body that cannot be read, or a login that is refused, will not be better the next time.
    if (!server::again_on_a_new_connection(error.code) || ++progress.losses > server::kMostLosses) {
        progress.end = std::move(error);
        return;
    }
    progress.doubtful = true;
    account_.connection_lost(error);
}

Result<void> Uploader::look_again(Group& group, const Settle& settle) {
    std::map<std::string, std::string> there;
    std::vector<std::string> wanted;
    for (const Outgoing* item : group) wanted.push_back(item->item_id);
    TRY_VOID(account_.look_for(folder_, wanted, [&there](const ItemEntry& item) { there[item.identity] = item.id; }));
    std::erase_if(group, [&](const Outgoing* item) {
        const auto found = there.find(item->item_id);
        if (found == there.end()) return false;
        delivered(*item, found->second, settle);
        return true;
    });
    return {};
}

void Uploader::take_answer(Group& group, const Answer& answer, Progress& progress, const Settle& settle) {
    if (answer.fault) return take_refusal_of_all(group, *answer.fault, progress, settle);
    if (answer.outcomes.size() != group.size())
        return lost({Errc::unreachable, "the server does not answer for each item", {}, {}}, progress);
    Group left;
    std::optional<Word> busy;
    for (std::size_t i = 0; i < group.size(); ++i) {
        const Outcome& outcome = answer.outcomes[i];
        if (outcome.done) {
            delivered(*group[i], outcome.items.empty() ? std::string() : outcome.items.front().id, settle);
        } else if (meaning_of(outcome.word) == Errc::throttled) {
            if (!busy || outcome.word.back_off) busy = outcome.word;
            left.push_back(group[i]);
        } else if (!refused(*group[i], outcome.word, progress, settle)) {
            left.push_back(group[i]);
        }
    }
    group = std::move(left);
    if (busy) wait(*busy, progress);
}

void Uploader::take_refusal_of_all(Group& group, const Word& word, Progress& progress, const Settle& settle) {
    const Errc meaning = meaning_of(word);
    if (meaning == Errc::throttled) return wait(word, progress);
    if (group.size() > 1 && !server::ends_everything(meaning)) {
        // One of them is to blame: the halves show which.
        const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
        Group second(middle, group.end());
        group.erase(middle, group.end());
        deliver_group(std::exchange(group, {}), true, settle);
        deliver_group(std::move(second), true, settle);
        return;
    }
    const Outgoing& item = *group.front();
    if (refused(item, word, progress, settle))
        group.erase(group.begin());
    else
        progress.doubtful = true;
}

bool Uploader::refused(const Outgoing& item, const Word& word, Progress& progress, const Settle& settle) {
    Errc meaning = meaning_of(word);
    if (meaning == Errc::exists || meaning == Errc::too_large || meaning == Errc::unsupported) meaning = Errc::rejected;
    if (meaning == Errc::rejected && !item.class_property.empty() && without_class_.insert(item.item_id).second) {
        account_.note(MessageId::ews_class_refused, fmt::format("{}: {}", item.item, words_of(word)));
        return false;
    }
    Error error{meaning,
                fmt::format("{}: the server refuses the item ({} bytes): {}", shown_, item.size, words_of(word)),
                {},
                {}};
    if (server::ends_everything(meaning)) progress.end = error;
    settle(item, fail(std::move(error)));
    return true;
}

void Uploader::wait(const Word& word, Progress& progress) {
    progress.doubtful = true;
    if (++progress.waits > server::kMostWaits)
        progress.end = Error{Errc::throttled, "the server asks to wait again and again: " + words_of(word), {}, {}};
    else
        account_.wait_as_told(word);
}

void Uploader::delivered(const Outgoing& item, const std::string& stored_id, const Settle& settle) {
    present_.insert(item.item_id);
    if (keep_ids_) stored_ids_[item.item_id] = stored_id;
    account_.pacer().all_is_well();
    settle(item, Delivery{false, shown_, 0, {}, false});
}

}  // namespace restante::targets::ews
