#include "targets/imap/uploader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "targets/files/modified_utf7.h"
#include "targets/server/retry_rules.h"

namespace restante::targets::imap {
namespace {

constexpr std::uint64_t kAskFirst = std::uint64_t{100} * 1024;  // bytes: above, a refusal must not cost the transfer
constexpr std::size_t kMostInSet = 1000;

// Hands on exactly the bytes that were announced; anything else would be taken for commands.
class AnnouncedSink final : public ByteSink {
public:
    AnnouncedSink(Session& session, std::uint64_t size) : session_(session), left_(size) {}

    Result<void> append(Bytes bytes) override {
        if (bytes.size() > left_) return fail(Errc::bad_value, "the message grew while it was sent");
        left_ -= bytes.size();
        auto sent = session_.send(bytes);
        connection_lost_ = !sent;
        return sent;
    }
    [[nodiscard]] std::uint64_t left() const { return left_; }
    [[nodiscard]] bool connection_lost() const { return connection_lost_; }

private:
    Session& session_;
    std::uint64_t left_;
    bool connection_lost_ = false;
};

std::string literal_of(const Outgoing& item, bool at_once) {
    return fmt::format(" ({}) \"{}\" {{{}{}}}\r\n", item.flags, item.date, item.size, at_once ? "+" : "");
}

// The numbers in APPENDUID, as many as there are items; 0 where the server does not say.
std::vector<std::uint32_t> numbers_in(const Response& answer, std::size_t count) {
    std::vector<std::uint32_t> numbers;
    if (answer.code == "APPENDUID" && answer.words.size() == 2)
        numbers = parse_number_set(answer.words[1], kMostInSet).value_or(std::vector<std::uint32_t>());
    if (numbers.size() != count) numbers.assign(count, 0);
    return numbers;
}

Way slower_than(Way way) { return way == Way::ask_first ? way : static_cast<Way>(static_cast<int>(way) - 1); }

}  // namespace

Result<void> Uploader::begin_folder(const std::string& mailbox) {
    mailbox_ = mailbox;
    shown_mailbox_ = files::from_modified_utf7(mailbox).value_or(mailbox);
    for (int attempt = 0;; ++attempt) {
        if (!account_.connected()) TRY_VOID(account_.connect_again());
        present_.clear();
        Result<void> looked =
            account_.look_into(mailbox_, [this](const std::string& id, std::uint32_t) { present_.insert(id); });
        if (looked) {
            auto limit = account_.append_limit(mailbox_);
            if (limit) {
                append_limit_ = *limit;
                return {};
            }
            looked = fail(std::move(limit.error()));
        }
        if (!server::again_on_a_new_connection(looked.error().code) || attempt == server::kMostLosses) return looked;
        note(MessageId::imap_connection_lost, looked.error().what);
        account_.disconnect();
    }
}

bool Uploader::fits_batch(std::uint64_t size) const {
    return account_.abilities().sends_at_once(size) && (size < kAskFirst || append_limit_) && size < kAskFirst * 5;
}

void Uploader::deliver(std::span<const Outgoing> items, const Settle& settle) {
    Group group;
    for (const Outgoing& item : items) group.push_back(&item);
    deliver_group(std::move(group), settle);
}

Way Uploader::best_way(const Group& group) const {
    const bool at_once = std::all_of(group.begin(), group.end(), [this](const Outgoing* item) {
        return account_.abilities().sends_at_once(item->size) && (item->size < kAskFirst || append_limit_);
    });
    if (!at_once) return Way::ask_first;
    if (group.size() == 1) return std::min(server_.fastest(), Way::one_by_one);
    return std::min(server_.fastest(), account_.abilities().has("MULTIAPPEND") ? Way::together : Way::pipelined);
}

void Uploader::deliver_group(Group group, const Settle& settle) {
    Progress progress;
    progress.way = best_way(group);
    while (!group.empty() && !progress.end) attempt(group, progress, settle);
    if (progress.end)
        for (const Outgoing* item : group) settle(*item, fail(*progress.end));
    if (!progress.doubted || progress.message_at_fault || progress.end) return;
    server_.limit_to(progress.way);
    note(MessageId::imap_slower_way, "it does not understand several messages sent at once");
}

void Uploader::attempt(Group& group, Progress& progress, const Settle& settle) {
    server_.pacer().wait_for_turn();
    if (!account_.connected()) {
        if (auto looked = look_again(group, settle); !looked) lost(std::move(looked.error()), progress);
        return;
    }
    std::vector<Response> answers;
    auto exchanged = exchange(group, progress.way, answers);
    const std::size_t before = group.size();
    const Outgoing* interrupted = answers.size() < before ? group[answers.size()] : nullptr;
    if (progress.way == Way::together && !answers.empty())
        take_common_answer(group, answers.front(), progress, settle);
    else
        take_answers(group, answers, progress, settle);
    if (group.size() < before) progress.losses = 0;
    if (exchanged) return;
    if (content_error_ && interrupted != nullptr) {
        account_.disconnect();
        settle(*interrupted, fail(*content_error_));
        content_error_.reset();
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
            note(MessageId::imap_throttled, words_of(*farewell));
        }
    }
    const bool was_connected = account_.connected();
    account_.disconnect();
    // A server that does not speak IMAP will not for the next message either.
    if (error.code == Errc::bad_value) error.code = Errc::unreachable;
    // connect_again() was patient already.
    if (!was_connected || ++progress.losses > server::kMostLosses)
        progress.end = std::move(error);
    else
        note(MessageId::imap_connection_lost, error.what);
}

Result<void> Uploader::look_again(Group& group, const Settle& settle) {
    TRY_VOID(account_.connect_again());
    std::map<std::string, std::uint32_t> wanted;
    for (const Outgoing* item : group) wanted.emplace(item->item_id, 0);
    present_.clear();
    TRY_VOID(account_.look_into(mailbox_, [&](const std::string& id, std::uint32_t uid) {
        present_.insert(id);
        if (const auto found = wanted.find(id); found != wanted.end()) found->second = uid;
    }));
    std::erase_if(group, [&](const Outgoing* item) {
        const std::uint32_t uid = wanted[item->item_id];
        if (uid == 0) return false;
        delivered(*item, uid, settle);
        return true;
    });
    return {};
}

void Uploader::take_common_answer(Group& group, const Response& answer, Progress& progress, const Settle& settle) {
    if (answer.ok()) {
        const auto numbers = numbers_in(answer, group.size());
        for (std::size_t i = 0; i < group.size(); ++i) delivered(*group[i], numbers[i], settle);
        group.clear();
        return;
    }
    if (answer.name == "BAD") return not_understood(group, answer, progress, settle);
    if (meaning_of(answer) == Errc::throttled) return wait_as_told(answer, progress);
    // All or nothing: the halves show which of them was meant.
    const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
    Group second(middle, group.end());
    group.erase(middle, group.end());
    deliver_group(std::exchange(group, {}), settle);
    deliver_group(std::move(second), settle);
}

void Uploader::take_answers(Group& group, const std::vector<Response>& answers, Progress& progress,
                            const Settle& settle) {
    Group left;  // the one that was not understood, when there is one, stands first
    std::optional<std::size_t> odd;
    bool waited = false;
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (i >= answers.size() || odd) {
            left.push_back(group[i]);
        } else if (answers[i].ok()) {
            delivered(*group[i], numbers_in(answers[i], 1).front(), settle);
        } else if (answers[i].name == "BAD") {
            odd = i;
            left.insert(left.begin(), group[i]);
        } else if (meaning_of(answers[i]) == Errc::throttled) {
            if (!waited) wait_as_told(answers[i], progress);
            waited = true;
            left.push_back(group[i]);
        } else {
            refused(*group[i], answers[i], progress, settle);
        }
    }
    group = std::move(left);
    if (odd) not_understood(group, answers[*odd], progress, settle);
}

void Uploader::refused(const Outgoing& item, const Response& answer, Progress& progress, const Settle& settle) {
    Error error{
        meaning_of(answer),
        fmt::format("{}: the server refuses the message ({} bytes): {}", shown_mailbox_, item.size, words_of(answer)),
        {},
        {}};
    if (server::ends_everything(error.code)) progress.end = error;
    settle(item, fail(std::move(error)));
}

void Uploader::wait_as_told(const Response& answer, Progress& progress) {
    note(MessageId::imap_throttled, words_of(answer));
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
void Uploader::not_understood(Group& group, const Response& answer, Progress& progress, const Settle& settle) {
    if (progress.way == Way::ask_first) {
        progress.message_at_fault = true;
        refused(*group.front(), answer, progress, settle);
        group.erase(group.begin());
        return;
    }
    account_.disconnect();
    progress.way = slower_than(progress.way);
    progress.doubted = true;
}

Result<void> Uploader::exchange(const Group& group, Way way, std::vector<Response>& answers) {
    if (way == Way::together) return send_together(group, answers);
    if (way == Way::pipelined) return send_pipelined(group, answers);
    for (const Outgoing* item : group) {
        answers.push_back(TRY(send_one(*item, way)));
        if (answers.back().name == "BAD" || meaning_of(answers.back()) == Errc::throttled) return {};
    }
    return {};
}

Result<void> Uploader::send_together(const Group& group, std::vector<Response>& answers) {
    Session& session = account_.session();
    const std::string tag = session.next_tag();
    std::string words = fmt::format("{} APPEND {}", tag, quoted_string(mailbox_));
    for (const Outgoing* item : group) words += literal_of(*item, true) + item->content;
    TRY_VOID(session.send(words));
    TRY_VOID(send_end());
    answers.push_back(TRY(session.answer_to(tag)));
    return {};
}

Result<void> Uploader::send_pipelined(const Group& group, std::vector<Response>& answers) {
    Session& session = account_.session();
    std::vector<std::string> tags;
    for (const Outgoing* item : group) {
        tags.push_back(session.next_tag());
        TRY_VOID(session.send(fmt::format("{} APPEND {}", tags.back(), quoted_string(mailbox_)) +
                              literal_of(*item, true) + item->content));
        TRY_VOID(send_end());
    }
    for (const std::string& tag : tags) {
        answers.push_back(TRY(session.answer_to(tag)));
        if (answers.back().name == "BAD") return {};
    }
    return {};
}

Result<Response> Uploader::send_one(const Outgoing& item, Way way) {
    Session& session = account_.session();
    const std::string tag = session.next_tag();
    const bool at_once = way != Way::ask_first;
    TRY_VOID(session.send(fmt::format("{} APPEND {}", tag, quoted_string(mailbox_)) + literal_of(item, at_once)));
    if (!at_once) {
        Response leave = TRY(session.leave_to_go_on(tag));
        if (leave.kind == Response::Kind::tagged) return leave;
    }
    TRY_VOID(send_content(item));
    TRY_VOID(send_end());
    return session.answer_to(tag);
}

// The server does what it was told when the line ends. Who was asleep before that must not end it: another worker has
// looked through the folder meanwhile, did not find these messages, and sent them itself.
Result<void> Uploader::send_end() {
    if (journal_ != nullptr) TRY_VOID(journal_->still_ours());
    return account_.session().send("\r\n");
}

Result<void> Uploader::send_content(const Outgoing& item) {
    if (!item.write) return account_.session().send(item.content);
    AnnouncedSink sink(account_.session(), item.size);
    auto written = item.write(sink);
    if (written && sink.left() != 0) written = fail(Errc::bad_value, "the message shrank while it was sent");
    if (!written && !sink.connection_lost()) content_error_ = written.error();
    return written;
}

void Uploader::delivered(const Outgoing& item, std::uint32_t uid, const Settle& settle) {
    present_.insert(item.item_id);
    server_.pacer().all_is_well();
    Delivery delivery;
    delivery.place = uid == 0 ? shown_mailbox_ : fmt::format("{};UID={}", shown_mailbox_, uid);
    delivery.size = item.size;
    delivery.sha256 = item.sha256;
    settle(item, std::move(delivery));
}

void Uploader::note(MessageId id, const std::string& text) {
    if (std::find(noted_.begin(), noted_.end(), id) != noted_.end()) return;
    noted_.push_back(id);
    losses_.add(id, text);
}

}  // namespace restante::targets::imap
