#include "targets/ews/account.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "targets/server/retry_rules.h"

namespace restante::targets::ews {
namespace {

constexpr std::size_t kMostPages = 10'000;
constexpr std::array<std::string_view, 8> kDistinguished = {"msgfolderroot", "inbox",  "sentitems", "deleteditems",
                                                            "drafts",        "outbox", "contacts",  "calendar"};

// What a gateway or an overloaded server says in place of an answer.
bool is_busy(int status) { return status == 429 || (status >= 500 && status <= 504); }

std::optional<Word> refusal_of(const Answer& answer) {
    if (answer.fault) return answer.fault;
    for (const Outcome& outcome : answer.outcomes)
        if (!outcome.done && meaning_of(outcome.word) == Errc::throttled) return outcome.word;
    return std::nullopt;
}

}  // namespace

void Account::note(MessageId id, const std::string& text) {
    if (losses_ == nullptr || std::find(noted_.begin(), noted_.end(), id) != noted_.end()) return;
    noted_.push_back(id);
    losses_->add(id, text);
}

std::string Account::distinguished(std::string_view name) const {
    const auto found = distinguished_.find(name);
    return found == distinguished_.end() ? std::string() : found->second;
}

std::string Account::start_of_request() const {
    return envelope_start({server_.version(), destination_.impersonated ? destination_.account : std::string_view()});
}

Result<void> Account::connect() {
    const std::string login = fmt::format("{}@{}", destination_.http.user, destination_.http.host);
    Secret secret;
    if (destination_.http.login != Login::negotiate) secret = TRY(server_.secret(login));
    session_ = TRY(open_http_session(destination_.http, secret));
    const Answer answer = TRY(agree_on_version());
    if (!server_.speaks_newest())
        note(MessageId::ews_older_version, fmt::format("{} instead of {}", server_.version(), kVersions.front()));
    if (answer.outcomes.size() != kDistinguished.size())
        return fail(Errc::unreachable, "the server does not answer what it was asked");
    for (std::size_t i = 0; i < kDistinguished.size(); ++i) {
        const Outcome& outcome = answer.outcomes[i];
        if (outcome.done && !outcome.folders.empty()) {
            distinguished_[std::string(kDistinguished[i])] = outcome.folders.front().id;
            if (i < 2 && !outcome.folders.front().may_fill)
                return fail(Errc::denied, fmt::format("{} may not store anything in the folder {} of {}",
                                                      destination_.http.user, kDistinguished[i], name()));
            continue;
        }
        // Whoever has no Outbox can live without; who may not look may not write either.
        const Errc meaning = meaning_of(outcome.word);
        if (i == 0 || meaning != Errc::not_found)
            return fail(meaning == Errc::not_found ? Errc::denied : meaning,
                        fmt::format("the folder {} of {} cannot be opened: {}", kDistinguished[i], name(),
                                    words_of(outcome.word)));
    }
    top_ = distinguished(kDistinguished.front());
    return {};
}

Result<Answer> Account::agree_on_version() {
    for (;;) {
        const std::string tried(server_.version());
        auto answer =
            ask_once_connected(get_folders(kDistinguished, destination_.named ? destination_.account : std::string()),
                               server::kMostLossesAtFirst);
        if (!answer || !answer->fault) return answer;
        const Word& word = *answer->fault;
        // Exchange 2007 takes a newer version for a mistake of the schema.
        const bool too_new = meaning_of(word) == Errc::unsupported || word.code == "ErrorSchemaValidation";
        if (too_new && server_.use_older(tried, answer->major_version)) continue;
        return fail(meaning_of(word), fmt::format("the mailbox {} cannot be opened: {}", name(), words_of(word)));
    }
}

Result<Answer> Account::send(RequestBody& request) {
    HttpAnswer http = TRY(session_->post(request));
    if (http.status == 200 || http.status == 500) {
        auto answer = parse_answer(http.body);
        if (answer) return answer;
        if (http.status == 200) return fail(Errc::unreachable, "the server does not speak EWS: " + answer.error().what);
    }
    const std::string status = fmt::format("HTTP status {}", http.status);
    if (is_busy(http.status)) {
        Answer busy;
        busy.fault = Word{"ErrorServerBusy", status, std::nullopt};
        if (http.retry_after) busy.fault->back_off = std::min<std::uint32_t>(*http.retry_after, 3600) * 1000;
        return busy;
    }
    if (http.status == 403)
        return fail(Errc::auth, fmt::format("{} is not let in ({})", destination_.http.user, status));
    if (http.status == 413) {
        Answer large;
        large.fault = Word{"ErrorRequestStreamTooBig", status, std::nullopt};
        return large;
    }
    session_->forget_connection();
    return fail(Errc::unreachable,
                fmt::format("{} answers at {} with {}", destination_.http.host, destination_.http.path, status));
}

void Account::wait_as_told(const Word& word) {
    note(MessageId::ews_throttled, words_of(word));
    if (word.back_off)
        server_.pacer().slow_down(*word.back_off);
    else
        server_.pacer().slow_down();
}

void Account::connection_lost(const Error& error) {
    note(MessageId::ews_connection_lost, error.what);
    session_->forget_connection();
    server_.pacer().slow_down();
}

Result<Answer> Account::ask_once_connected(const std::string& request, int most_losses) {
    int waits = 0, losses = 0;
    for (;;) {
        server_.pacer().wait_for_turn();
        RequestBody body(start_of_request());
        body.text(request);
        body.text(envelope_end());
        auto answer = send(body);
        if (!answer) {
            if (!server::again_on_a_new_connection(answer.error().code) || ++losses > most_losses) return answer;
            connection_lost(answer.error());
            continue;
        }
        const std::optional<Word> word = refusal_of(*answer);
        if (!word || meaning_of(*word) != Errc::throttled) {
            server_.pacer().all_is_well();
            return answer;
        }
        if (++waits > server::kMostWaits)
            return fail(Errc::throttled, "the server asks to wait again and again: " + words_of(*word));
        wait_as_told(*word);
    }
}

Result<Answer> Account::ask(const std::string& request) {
    auto answer = ask_once_connected(request, server::kMostLossesWhileAsking);
    if (answer && answer->fault)
        return fail(meaning_of(*answer->fault), "the server refuses: " + words_of(*answer->fault));
    return answer;
}

Result<void> Account::look_through(const std::function<std::string(std::uint32_t offset)>& request,
                                   const std::function<void(const Outcome& page)>& take) {
    std::uint32_t offset = 0;
    for (std::size_t pages = 0; pages < kMostPages; ++pages) {
        const Answer answer = TRY(ask(request(offset)));
        if (answer.outcomes.size() != 1) return fail(Errc::unreachable, "the server does not answer what it was asked");
        const Outcome& page = answer.outcomes.front();
        if (!page.done) return fail(meaning_of(page.word), "the server refuses: " + words_of(page.word));
        take(page);
        if (page.last_page) return {};
        if (page.next_offset <= offset) return fail(Errc::unreachable, "the server's pages do not go on");
        offset = page.next_offset;
    }
    return fail(Errc::too_large, "the server has too many pages");
}

Result<std::vector<FolderEntry>> Account::folders() {
    std::vector<FolderEntry> all;
    TRY_VOID(
        look_through([this](std::uint32_t offset) { return find_folders(top_, offset); },
                     [&all](const Outcome& page) { all.insert(all.end(), page.folders.begin(), page.folders.end()); }));
    return all;
}

Result<void> Account::look_into(const std::string& folder, const Found& found) {
    return look_through([&folder](std::uint32_t offset) { return find_our_items(folder, offset); },
                        [&found](const Outcome& page) {
                            for (const ItemEntry& item : page.items)
                                if (!item.identity.empty()) found(item);
                        });
}

Result<void> Account::look_for(const std::string& folder, std::span<const std::string> identities, const Found& found) {
    return look_through([&](std::uint32_t) { return find_items(folder, identities); },
                        [&found](const Outcome& page) {
                            for (const ItemEntry& item : page.items)
                                if (!item.identity.empty()) found(item);
                        });
}

}  // namespace restante::targets::ews
