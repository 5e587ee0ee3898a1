// One mailbox of the server: who asks for it, its folders, and what a folder holds. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "targets/ews/ews_response.h"
#include "targets/ews/ews_settings.h"
#include "targets/ews/http_session.h"
#include "targets/ews/server.h"

namespace restante::targets::ews {

class Account {
public:
    using Found = std::function<void(const ItemEntry& item)>;

    // `server` outlives it.
    Account(Destination destination, Server& server) : destination_(std::move(destination)), server_(server) {}

    // What the server asks for is told there, each thing once; they outlive the account.
    void tell(Findings& losses) { losses_ = &losses; }
    void note(MessageId id, const std::string& text);

    // Logs in, agrees on a version, and looks whether mail may be stored. unreachable, auth, denied, usage (no secret).
    Result<void> connect();
    [[nodiscard]] const std::string& name() const { return destination_.account; }
    [[nodiscard]] const std::vector<std::string>& root() const { return destination_.root; }
    // Whether lists can be made (Exchange 2010 and later).
    [[nodiscard]] bool makes_lists() const { return server_.version() != kVersions.back(); }

    // The folder every mailbox has under this name ("inbox"); "" when this one has none.
    [[nodiscard]] std::string distinguished(std::string_view name) const;
    // Of all that is there.
    [[nodiscard]] const std::string& top() const { return top_; }
    // Everything below the top.
    Result<std::vector<FolderEntry>> folders();

    // Sends a request once: what stands in the envelope. Answers of HTTP that are no SOAP become faults. unreachable:
    // it may have been done.
    Result<Answer> send(RequestBody& request);
    // The same for what can be repeated: waits and connects again by itself. throttled: it was asked to wait again and
    // again. A refusal of the whole request is an error.
    Result<Answer> ask(const std::string& request);
    // Before the next try.
    void wait_as_told(const Word& word);
    void connection_lost(const Error& error);
    server::Pacer& pacer() { return server_.pacer(); }

    // Every item of a folder that has an identity of ours.
    Result<void> look_into(const std::string& folder, const Found& found);
    Result<void> look_for(const std::string& folder, std::span<const std::string> identities, const Found& found);

    [[nodiscard]] std::string start_of_request() const;

private:
    Result<Answer> ask_once_connected(const std::string& request, int most_losses);
    Result<Answer> agree_on_version();
    Result<void> look_through(const std::function<std::string(std::uint32_t offset)>& request,
                              const std::function<void(const Outcome& page)>& take);

    Destination destination_;
    Server& server_;
    Findings* losses_ = nullptr;
    std::vector<MessageId> noted_;
    std::unique_ptr<HttpSession> session_;
    std::map<std::string, std::string, std::less<>> distinguished_;
    std::string top_;
};

}  // namespace restante::targets::ews
