#include "targets/imap/account.h"

#include <fmt/format.h>

#include "base/ascii.h"

namespace restante::targets::imap {
namespace {

constexpr std::string_view kItemField = "X-Restante-Item";

// The item id in the header fields a server sent.
std::string item_in_fields(std::string_view fields) {
    const std::size_t colon = fields.find(':');
    if (colon == std::string_view::npos || !equals_ignoring_ascii_case(fields.substr(0, colon), kItemField)) return {};
    std::string id;
    for (const char letter : fields.substr(colon + 1))
        if (kAsciiBlanks.find(letter) == std::string_view::npos) id += letter;
    return id;
}

struct FetchedItem {
    std::uint32_t uid = 0;
    std::string item_id{};
};

FetchedItem fetched(const Response& response) {
    FetchedItem item;
    if (response.values.size() != 1) return item;
    const std::vector<Value>& pairs = response.values.front().items;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        const std::string name = ascii_upper(pairs[i].text);
        if (name == "UID") item.uid = static_cast<std::uint32_t>(parse_number(pairs[i + 1].text).value_or(0));
        if (name.starts_with("BODY[")) item.item_id = item_in_fields(pairs[i + 1].text);
    }
    return item;
}

}  // namespace

Result<void> Account::connect() {
    const std::string login = fmt::format("{}@{}", destination_.connection.user, destination_.connection.host);
    Secret secret;
    if (destination_.connection.authentication != Authentication::gssapi) secret = TRY(server_.secret(login));
    server_.pacer().wait_for_turn();
    session_ = std::make_unique<Session>(TRY(open_connection(destination_.connection, secret)));
    const auto greet = [this]() -> Result<void> {
        TRY_VOID(session_->ask_abilities());
        abilities_ = session_->abilities();
        if (abilities_.has("UTF8=ONLY")) {
            TRY(session_->must("ENABLE UTF8=ACCEPT"));
            rules_.utf8 = true;
        }
        return read_namespace();
    };
    auto greeted = greet();
    if (!greeted) disconnect();
    return greeted;
}

Result<void> Account::connect_again(int attempts) {
    for (int attempt = 1;; ++attempt) {
        server_.pacer().slow_down();
        auto connected = connect();
        const bool worth_another_try = !connected && server::again_on_a_new_connection(connected.error().code);
        if (!worth_another_try || attempt >= attempts) return connected;
    }
}

Result<void> Account::read_namespace() {
    const auto take = [this](const Response& response) -> Result<void> {
        // The first of the personal ones: (("INBOX." ".")) ...
        if (response.name != "NAMESPACE" || response.values.empty() || response.values[0].items.empty()) return {};
        const std::vector<Value>& personal = response.values[0].items[0].items;
        if (personal.size() < 2) return {};
        rules_.prefix = personal[0].text;
        rules_.separator = personal[1].is_nil() || personal[1].text.empty() ? '\0' : personal[1].text[0];
        return {};
    };
    if (abilities_.has("NAMESPACE")) {
        TRY(session_->must("NAMESPACE", take));
        return {};
    }
    TRY(session_->must(R"(LIST "" "")", [this](const Response& response) -> Result<void> {
        if (response.name != "LIST" || response.values.size() < 2) return {};
        rules_.separator =
            response.values[1].is_nil() || response.values[1].text.empty() ? '\0' : response.values[1].text[0];
        return {};
    }));
    return {};
}

std::vector<std::string> Account::root() const {
    std::vector<std::string> levels;
    levels.reserve(destination_.root.size());
    for (const std::string& level : destination_.root) levels.push_back(encode_level(level, rules_.separator));
    return levels;
}

Result<std::vector<ListedMailbox>> Account::list() {
    std::vector<ListedMailbox> mailboxes;
    const bool roles = abilities_.has("SPECIAL-USE") && abilities_.has("LIST-EXTENDED");
    TRY(session_->must(roles ? R"(LIST "" "*" RETURN (SPECIAL-USE))" : R"(LIST "" "*")",
                       [&mailboxes](const Response& response) -> Result<void> {
                           if (response.name != "LIST" || response.values.size() < 3) return {};
                           ListedMailbox mailbox{response.values[2].text, {}};
                           for (const Value& flag : response.values[0].items)
                               mailbox.flags.insert(ascii_lower(flag.text));
                           mailboxes.push_back(std::move(mailbox));
                           return {};
                       }));
    return mailboxes;
}

Result<void> Account::check_quota() {
    if (!abilities_.has("QUOTA")) return {};
    bool full = false;
    const auto look = [&full](const Response& response) -> Result<void> {
        if (response.name != "QUOTA" || response.values.size() < 2) return {};
        const std::vector<Value>& triples = response.values[1].items;
        for (std::size_t i = 0; i + 2 < triples.size(); i += 3) {
            const auto used = parse_number(triples[i + 1].text), limit = parse_number(triples[i + 2].text);
            full = full || (used && limit && *used >= *limit);
        }
        return {};
    };
    const Response answer = TRY(session_->command("GETQUOTAROOT INBOX", look));
    if (answer.ok() && full) return fail(Errc::no_space, fmt::format("the quota of {} is used up", name()));
    return {};
}

Result<void> Account::check_rights() {
    if (!abilities_.has("ACL")) return {};
    std::optional<std::string> rights;
    const auto look = [&rights](const Response& response) -> Result<void> {
        if (response.name == "MYRIGHTS" && response.values.size() >= 2) rights = response.values[1].text;
        return {};
    };
    const Response answer = TRY(session_->command("MYRIGHTS INBOX", look));
    if (!answer.ok() || !rights || rights->find('i') != std::string::npos) return {};
    return fail(Errc::denied,
                fmt::format("{} may not store messages: its rights on INBOX are \"{}\"", name(), *rights));
}

Result<void> Account::create(const std::string& mailbox, const std::string& use) {
    std::string words = "CREATE " + quoted_string(mailbox);
    if (!use.empty() && abilities_.has("CREATE-SPECIAL-USE")) words += fmt::format(" (USE ({}))", use);
    TRY(session_->must(words));
    return {};
}

Result<Response> Account::subscribe(const std::string& mailbox) {
    return session_->command("SUBSCRIBE " + quoted_string(mailbox));
}

Result<void> Account::look_into(const std::string& mailbox,
                                const std::function<void(const std::string& item_id, std::uint32_t uid)>& found) {
    std::uint32_t count = 0;
    TRY(session_->must("EXAMINE " + quoted_string(mailbox), [&count](const Response& response) -> Result<void> {
        if (response.name == "EXISTS") count = response.number.value_or(0);
        return {};
    }));
    if (count != 0) {
        const auto take = [&found](const Response& response) -> Result<void> {
            if (response.name != "FETCH") return {};
            const FetchedItem item = fetched(response);
            if (!item.item_id.empty()) found(item.item_id, item.uid);
            return {};
        };
        TRY(session_->must(fmt::format("FETCH 1:* (UID BODY.PEEK[HEADER.FIELDS ({})])", kItemField), take));
    }
    // Opened to look only: nothing is expunged.
    TRY(session_->must("CLOSE"));
    return {};
}

Result<std::optional<std::uint64_t>> Account::append_limit(const std::string& mailbox) {
    std::optional<std::uint64_t> limit = abilities_.append_limit;
    if (limit || !abilities_.has("APPENDLIMIT")) return limit;
    const auto take = [&limit](const Response& response) -> Result<void> {
        if (response.name != "STATUS" || response.values.size() < 2) return {};
        const std::vector<Value>& pairs = response.values[1].items;
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
            if (equals_ignoring_ascii_case(pairs[i].text, "APPENDLIMIT")) limit = parse_number(pairs[i + 1].text);
        return {};
    };
    TRY(session_->command(fmt::format("STATUS {} (APPENDLIMIT)", quoted_string(mailbox)), take));
    return limit;
}

}  // namespace restante::targets::imap
