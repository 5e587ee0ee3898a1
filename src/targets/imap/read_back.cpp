// Reads a folder of the server back to verify it: first which messages there are, then their bytes in pieces.
#include <fmt/format.h>

#include <utility>

#include "base/ascii.h"
#include "targets/files/modified_utf7.h"
#include "targets/files/stored_message.h"
#include "targets/imap/account.h"

namespace restante::targets::imap {
namespace {

constexpr std::uint64_t kPiece = std::uint64_t{1024} * 1024;  // bytes; a response holds one

// The text that follows BODY[...] in a FETCH response; nothing when there is none.
std::optional<std::string> body_in(const Response& response) {
    if (response.name != "FETCH" || response.values.size() != 1) return std::nullopt;
    const std::vector<Value>& pairs = response.values.front().items;
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
        if (ascii_upper(pairs[i].text).starts_with("BODY[") && !pairs[i + 1].is_nil()) return pairs[i + 1].text;
    return std::nullopt;
}

}  // namespace

Result<void> Account::read_back(const std::string& mailbox, const StoredItemVisitor& visit) {
    std::vector<std::uint32_t> ours;
    TRY_VOID(look_into(mailbox, [&ours](const std::string&, std::uint32_t uid) { ours.push_back(uid); }));
    if (ours.empty()) return {};
    const std::string shown = files::from_modified_utf7(mailbox).value_or(mailbox);
    TRY(session_->must("EXAMINE " + quoted_string(mailbox)));
    for (const std::uint32_t uid : ours) {
        files::StoredMessage message;
        message.begin();
        std::uint64_t size = 0;
        std::size_t came = 0;
        do {
            came = 0;
            const auto take = [&message, &came](const Response& response) -> Result<void> {
                if (const auto piece = body_in(response)) {
                    message.append(as_bytes(*piece));
                    came = piece->size();
                }
                return {};
            };
            TRY(session_->must(fmt::format("UID FETCH {} (BODY.PEEK[]<{}.{}>)", uid, size, kPiece), take));
            size += came;
        } while (came == kPiece);
        TRY_VOID(visit(message.finish(fmt::format("{};UID={}", shown, uid))));
    }
    TRY(session_->must("CLOSE"));
    return {};
}

}  // namespace restante::targets::imap
