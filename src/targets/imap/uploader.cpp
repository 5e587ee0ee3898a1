#include "targets/imap/uploader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "targets/server/retry_rules.h"

namespace restante::targets::imap {
namespace {

constexpr std::uint64_t kAskFirst = std::uint64_t{100} * 1024;  // bytes: above, a refusal must not cost the transfer
constexpr std::size_t kMostInSet = 1000;

// The numbers in APPENDUID, as many as there are items; 0 where the server does not say.
std::vector<std::uint32_t> numbers_in(const Response& answer, std::size_t count) {
    std::vector<std::uint32_t> numbers;
    if (answer.code == "APPENDUID" && answer.words.size() == 2)
        numbers = parse_number_set(answer.words[1], kMostInSet).value_or(std::vector<std::uint32_t>());
    if (numbers.size() != count) numbers.assign(count, 0);
    return numbers;
}

Way slower_than(Way way) { return way == Way::ask_first ? way : static_cast<Way>(static_cast<int>(way) - 1); }

bool may_be_refused(std::uint64_t size, const Abilities& abilities, const OpenFolder& folder) {
    return !abilities.sends_at_once(size) || (size >= kAskFirst && !folder.append_limit);
}

Result<void> at_once() { return {}; }

}  // namespace

bool fits_batch(std::uint64_t size, const Abilities& abilities, const OpenFolder& folder) {
    return !may_be_refused(size, abilities, folder) && size < kAskFirst * 5;
}

Result<void> Uploader::look_into(OpenFolder& folder, bool is_new) {
    for (int attempt = 0;; ++attempt) {
        if (!account_.connected()) TRY_VOID(account_.connect_again());
        folder.present.clear();
        Result<void> looked;
        if (!is_new)
            looked = account_.look_into(folder.mailbox,
                                        [&folder](const std::string& id, std::uint32_t) { folder.present.insert(id); });
        if (looked) {
            auto limit = account_.append_limit(folder.mailbox);
            if (limit) {
                folder.append_limit = *limit;
                return {};
            }
            looked = fail(std::move(limit.error()));
        }
        if (!server::again_on_a_new_connection(looked.error().code) || attempt == server::kMostLosses) return looked;
        losses_.note(MessageId::imap_connection_lost, looked.error().what);
        account_.disconnect();
    }
}

Way Uploader::best_way(const Group& group) const {
    const bool ask = std::any_of(group.begin(), group.end(), [this](const Outgoing* item) {
        return may_be_refused(item->size, account_.abilities(), *folder_);
    });
    if (ask) return Way::ask_first;
    if (group.size() == 1) return std::min(server_.fastest(), Way::one_by_one);
    return std::min(server_.fastest(), account_.abilities().has("MULTIAPPEND") ? Way::together : Way::pipelined);
}

Uploader::Progress Uploader::first_try(const Group& group) const {
    Progress progress;
    progress.way = best_way(group);
    return progress;
}

bool Uploader::is_sending(std::string_view item_id) const {
    return std::any_of(items_.begin(), items_.end(), [&](const Outgoing& item) { return item.item_id == item_id; });
}

void Uploader::start(std::vector<Outgoing> items, std::shared_ptr<OpenFolder> folder, Settle settle, const Turn& turn) {
    items_ = std::move(items);
    folder_ = std::move(folder);
    settle_ = std::move(settle);
    progress_ = first_try(whole_group());
    bool asked = false;
    const auto ask = [&]() -> Result<void> {
        asked = true;
        auto ours = turn();
        if (!ours) progress_.end = ours.error();
        return ours;
    };
    server_.pacer().wait_for_turn();
    if (account_.connected()) progress_.sent = commands_.send(folder_->mailbox, whole_group(), progress_.way, ask);
    if (!asked) (void)ask();
    if (progress_.end) account_.disconnect();  // perhaps in the middle of a command, which the server forgets
}

void Uploader::take_over(Leftover leftover) {
    items_ = std::move(leftover.items);
    folder_ = std::move(leftover.folder);
    settle_ = std::move(leftover.settle);
    progress_ = first_try(whole_group());
    progress_.doubtful = true;
}

Result<void> Uploader::finish(Others others) {
    if (!busy()) return {};
    others_ = others;
    left_.clear();
    const std::optional<Error> end = deliver_group(whole_group(), std::exchange(progress_, {}));
    std::vector<Outgoing> left;
    for (Outgoing& item : items_)
        if (std::find(left_.begin(), left_.end(), &item) != left_.end()) left.push_back(std::move(item));
    items_ = std::move(left);
    if (end) return fail(*end);
    return {};
}

Leftover Uploader::take_leftover() {
    return {std::exchange(items_, {}), std::exchange(folder_, {}), std::exchange(settle_, {})};
}

Group Uploader::whole_group() const {
    Group group;
    for (const Outgoing& item : items_) group.push_back(&item);
    return group;
}

std::optional<Error> Uploader::deliver_group(Group group, Progress progress) {
    while (!group.empty() && !progress.end && !progress.left_to_others) attempt(group, progress);
    if (progress.left_to_others) {
        left_.insert(left_.end(), group.begin(), group.end());
        return std::nullopt;
    }
    if (progress.end)
        for (const Outgoing* item : group) settle_(*item, fail(*progress.end));
    if (!progress.doubted || progress.message_at_fault || progress.end) return progress.end;
    server_.limit_to(progress.way);
    losses_.note(MessageId::imap_slower_way, "it does not understand several messages sent at once");
    return std::nullopt;
}

void Uploader::attempt(Group& group, Progress& progress) {
    Result<void> exchanged;
    if (progress.sent) {
        exchanged = *std::exchange(progress.sent, std::nullopt);
    } else {
        server_.pacer().wait_for_turn();
        if (!account_.connected() || progress.doubtful) {
            auto looked = look_again(group);
            progress.doubtful = progress.doubtful && !looked;
            if (!looked) lost(std::move(looked.error()), progress);
            return;
        }
        exchanged = commands_.send(folder_->mailbox, group, progress.way, at_once);
    }
    std::vector<Response> answers;
    if (exchanged) exchanged = commands_.receive(group, progress.way, answers);
    const std::size_t before = group.size();
    const Outgoing* interrupted = answers.size() < before ? group[answers.size()] : nullptr;
    if (progress.way == Way::together && !answers.empty())
        take_common_answer(group, answers.front(), progress);
    else
        take_answers(group, answers, progress);
    if (group.size() < before) progress.losses = 0;
    if (exchanged) return;
    const std::optional<Error> unreadable = commands_.take_content_error();
    if (unreadable && interrupted != nullptr) {
        account_.disconnect();
        settle_(*interrupted, fail(*unreadable));
        std::erase(group, interrupted);
        return;
    }
    lost(std::move(exchanged.error()), progress);
}

void Uploader::lost(Error error, Progress& progress) {
    if (error.code == Errc::conflict) {
        account_.disconnect();  // in the middle of a command, which the server forgets
        progress.end = std::move(error);
        return;
    }
    const std::optional<Response> farewell = account_.connected() ? account_.session().farewell() : std::nullopt;
    if (farewell) {
        if (const auto wait = suggested_milliseconds(*farewell)) {
            server_.pacer().slow_down(*wait);
            losses_.note(MessageId::imap_throttled, words_of(*farewell));
        }
    }
    const bool was_connected = account_.connected();
    account_.disconnect();
    // A server that does not speak IMAP will not for the next message either.
    if (error.code == Errc::bad_value) error.code = Errc::unreachable;
    // connect_again() was patient already, or need not be.
    if (!was_connected && others_ == Others::can_take_over)
        progress.left_to_others = true;
    else if (!was_connected || ++progress.losses > server::kMostLosses)
        progress.end = std::move(error);
    else
        losses_.note(MessageId::imap_connection_lost, error.what);
}

Result<void> Uploader::look_again(Group& group) {
    if (!account_.connected()) TRY_VOID(others_ == Others::none ? account_.connect_again() : account_.connect_again(1));
    std::map<std::string, std::uint32_t> wanted;
    for (const Outgoing* item : group) wanted.emplace(item->item_id, 0);
    folder_->present.clear();
    TRY_VOID(account_.look_into(folder_->mailbox, [&](const std::string& id, std::uint32_t uid) {
        folder_->present.insert(id);
        if (const auto found = wanted.find(id); found != wanted.end()) found->second = uid;
    }));
    std::erase_if(group, [&](const Outgoing* item) {
        const std::uint32_t uid = wanted[item->item_id];
        if (uid == 0) return false;
        delivered(*item, uid);
        return true;
    });
    return {};
}

void Uploader::take_common_answer(Group& group, const Response& answer, Progress& progress) {
    if (answer.ok()) {
        const auto numbers = numbers_in(answer, group.size());
        for (std::size_t i = 0; i < group.size(); ++i) delivered(*group[i], numbers[i]);
        group.clear();
        return;
    }
    if (answer.name == "BAD") return not_understood(group, answer, progress);
    if (meaning_of(answer) == Errc::throttled) return wait_as_told(answer, progress);
    // All or nothing: the halves show which of them was meant.
    deliver_halves(group, progress);
}

void Uploader::deliver_halves(Group& group, Progress& progress) {
    const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
    Group second(middle, group.end());
    group.erase(middle, group.end());
    Group first = std::exchange(group, {});
    for (Group* half : {&first, &second}) {
        Progress of_half = first_try(*half);
        of_half.end = progress.end;  // where the first did not fit the second is not tried
        of_half.left_to_others = !left_.empty();
        progress.end = deliver_group(std::move(*half), std::move(of_half));
    }
}

void Uploader::take_answers(Group& group, const std::vector<Response>& answers, Progress& progress) {
    Group left;  // the one that was not understood, when there is one, stands first
    std::optional<std::size_t> odd;
    bool waited = false;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (i >= answers.size() || odd) {
            left.push_back(group[i]);
        } else if (answers[i].ok()) {
            delivered(*group[i], numbers_in(answers[i], 1).front());
        } else if (answers[i].name == "BAD") {
            odd = i;
            left.insert(left.begin(), group[i]);
        } else if (meaning_of(answers[i]) == Errc::throttled) {
            if (!waited) wait_as_told(answers[i], progress);
            waited = true;
            left.push_back(group[i]);
        } else {
            refused(*group[i], answers[i], progress);
        }
    }
    group = std::move(left);
    if (odd) not_understood(group, answers[*odd], progress);
}

void Uploader::refused(const Outgoing& item, const Response& answer, Progress& progress) {
    Error error{
        meaning_of(answer),
        fmt::format("{}: the server refuses the message ({} bytes): {}", folder_->shown, item.size, words_of(answer)),
        {},
        {}};
    if (server::ends_everything(error.code)) progress.end = error;
    settle_(item, fail(std::move(error)));
}

void Uploader::wait_as_told(const Response& answer, Progress& progress) {
    losses_.note(MessageId::imap_throttled, words_of(answer));
    if (++progress.waits > server::kMostWaits) {
        progress.end = Error{Errc::throttled, "the server asks to wait again and again: " + words_of(answer), {}, {}};
        return;
    }
    if (const auto wait = suggested_milliseconds(answer))
        server_.pacer().slow_down(*wait);
    else
        server_.pacer().slow_down();
}

// What follows a command that was not understood is no answer to anything: only a new connection helps.
void Uploader::not_understood(Group& group, const Response& answer, Progress& progress) {
    if (progress.way == Way::ask_first) {
        progress.message_at_fault = true;
        refused(*group.front(), answer, progress);
        group.erase(group.begin());
        return;
    }
    account_.disconnect();
    progress.way = slower_than(progress.way);
    progress.doubted = true;
}

void Uploader::delivered(const Outgoing& item, std::uint32_t uid) {
    folder_->present.insert(item.item_id);
    server_.pacer().all_is_well();
    Delivery delivery;
    delivery.place = uid == 0 ? folder_->shown : fmt::format("{};UID={}", folder_->shown, uid);
    delivery.size = item.size;
    delivery.sha256 = item.sha256;
    settle_(item, std::move(delivery));
}

}  // namespace restante::targets::imap
