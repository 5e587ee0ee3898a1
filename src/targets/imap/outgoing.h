// A message on its way to the server, and the folder it goes to.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/byte_sink.h"
#include "base/result.h"
#include "targets/files/id_set.h"
#include "targets/target.h"

namespace restante::targets::imap {

struct Outgoing {
    std::string item{}, item_id{};
    std::string flags{};  // "\\Seen \\Draft"
    std::string date{};   // INTERNALDATE
    std::uint64_t size = 0;
    std::string sha256{};
    std::string content{};                                // the message, when it is small
    std::function<Result<void>(ByteSink& sink)> write{};  // else what writes its `size` bytes
};

// Messages that are sent at once, in this order.
using Group = std::vector<const Outgoing*>;

using Settle = std::function<void(const Outgoing& item, Result<Delivery> outcome)>;

// The folder in hand, as all connections of its mailbox see it.
struct OpenFolder {
    std::string mailbox{};   // as the server wants it
    std::string shown{};     // for people
    files::IdSet present{};  // what it holds
    std::optional<std::uint64_t> append_limit{};
};

}  // namespace restante::targets::imap
