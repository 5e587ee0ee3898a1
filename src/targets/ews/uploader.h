// Puts items into one folder at a time, several a request, and each of them once. Not thread-safe.
//
// A request is never repeated blindly: whenever the answer did not come, or was not about each item, the folder is
// asked first which of them it holds.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "targets/ews/account.h"
#include "targets/ews/spool.h"
#include "targets/files/id_set.h"
#include "targets/server/batch.h"
#include "targets/target.h"

namespace restante::targets::ews {

struct Outgoing {
    std::string item{}, item_id{};
    std::uint64_t size = 0;  // of the content
    std::string sha256{};    // of the content; "" when nobody asked
    // The item as XML: start, content as base64, class property, end.
    std::string start{};
    std::shared_ptr<const Spool> content{};  // null: none
    std::string content_end{};
    std::string class_property{};  // left out when the server refuses it
    std::string end{};
};

class Uploader {
public:
    using Settle = server::Batch<Outgoing>::Settle;

    // Both outlive it.
    explicit Uploader(Account& account) : account_(account) {}

    // Asked before each request that stores something; what it refuses is not sent. It outlives the uploader.
    void set_journal(Journal& journal) { journal_ = &journal; }
    // Looks which items the folder holds.
    Result<void> begin_folder(const std::string& id, const std::string& shown);
    [[nodiscard]] bool holds(std::string_view item_id) const { return present_.contains(item_id); }
    // The server's own id of an item this object put there or found; "" when there is none.
    [[nodiscard]] std::string stored_id(const std::string& item_id) const;
    // Keeps those ids; of people only, mail is too much.
    void keep_stored_ids() { keep_ids_ = true; }
    // Settles each item exactly once.
    void deliver(std::span<const Outgoing> items, const Settle& settle);
    [[nodiscard]] const std::string& shown() const { return shown_; }

private:
    using Group = std::vector<const Outgoing*>;
    // How far a group has come.
    struct Progress {
        bool doubtful = false;       // what was sent may be there
        int losses = 0;              // of the connection, without an item delivered meanwhile
        int waits = 0;               // because the server asked for it
        std::optional<Error> end{};  // nothing more can be sent
    };

    void deliver_group(Group group, bool doubtful, const Settle& settle);
    void attempt(Group& group, Progress& progress, const Settle& settle);
    Result<void> look_again(Group& group, const Settle& settle);
    void take_answer(Group& group, const Answer& answer, Progress& progress, const Settle& settle);
    void take_refusal_of_all(Group& group, const Word& word, Progress& progress, const Settle& settle);
    // False: the item is to be sent again.
    bool refused(const Outgoing& item, const Word& word, Progress& progress, const Settle& settle);
    void wait(const Word& word, Progress& progress);
    void lost(Error error, Progress& progress);
    [[nodiscard]] RequestBody request_for(const Group& group) const;
    void delivered(const Outgoing& item, const std::string& stored_id, const Settle& settle);

    Account& account_;
    Journal* journal_ = nullptr;
    std::string folder_, shown_;
    files::IdSet present_;
    std::set<std::string> without_class_;  // items whose class the server refused
    bool keep_ids_ = false;
    std::map<std::string, std::string> stored_ids_;
};

}  // namespace restante::targets::ews
