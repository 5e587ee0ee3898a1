#include "targets/imap/append_exchange.h"

#include <fmt/format.h>

#include <utility>

namespace restante::targets::imap {
namespace {

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

}  // namespace

Result<void> AppendExchange::send(const std::string& mailbox, const Group& group, Way way, const Turn& turn) {
    mailbox_ = quoted_string(mailbox);
    tags_.clear();
    refusal_.reset();
    if (way == Way::together) return send_together(group, turn);
    TRY_VOID(turn());
    return way == Way::pipelined ? send_pipelined(group) : send_one(*group.front(), way);
}

Result<void> AppendExchange::receive(const Group& group, Way way, std::vector<Response>& answers) {
    if (way == Way::together || way == Way::pipelined) {
        for (const std::string& tag : tags_) {
            answers.push_back(TRY(account_.session().answer_to(tag)));
            if (answers.back().name == "BAD") return {};
        }
        return {};
    }
    for (const Outgoing* item : group) {
        if (item != group.front()) TRY_VOID(send_one(*item, way));
        answers.push_back(TRY(answer_to_one()));
        if (answers.back().name == "BAD" || meaning_of(answers.back()) == Errc::throttled) return {};
    }
    return {};
}

Result<void> AppendExchange::send_together(const Group& group, const Turn& turn) {
    Session& session = account_.session();
    tags_.push_back(session.next_tag());
    std::string words = fmt::format("{} APPEND {}", tags_.back(), mailbox_);
    for (const Outgoing* item : group) words += literal_of(*item, true) + item->content;
    TRY_VOID(session.send(words));
    TRY_VOID(turn());
    return send_end();
}

Result<void> AppendExchange::send_pipelined(const Group& group) {
    Session& session = account_.session();
    for (const Outgoing* item : group) {
        tags_.push_back(session.next_tag());
        TRY_VOID(session.send(fmt::format("{} APPEND {}", tags_.back(), mailbox_) + literal_of(*item, true) +
                              item->content));
        TRY_VOID(send_end());
    }
    return {};
}

Result<void> AppendExchange::send_one(const Outgoing& item, Way way) {
    Session& session = account_.session();
    tags_ = {session.next_tag()};
    const bool at_once = way != Way::ask_first;
    TRY_VOID(session.send(fmt::format("{} APPEND {}", tags_.back(), mailbox_) + literal_of(item, at_once)));
    if (!at_once) {
        Response leave = TRY(session.leave_to_go_on(tags_.back()));
        if (leave.kind == Response::Kind::tagged) {
            refusal_ = std::move(leave);
            return {};
        }
    }
    TRY_VOID(send_content(item));
    return send_end();
}

Result<Response> AppendExchange::answer_to_one() {
    if (refusal_) return *std::exchange(refusal_, std::nullopt);
    return account_.session().answer_to(tags_.back());
}

// The server does what it was told when the line ends. Who was asleep before that must not end it: another worker has
// looked through the folder meanwhile, did not find these messages, and sent them itself.
Result<void> AppendExchange::send_end() {
    if (journal_ != nullptr) TRY_VOID(journal_->still_ours());
    return account_.session().send("\r\n");
}

Result<void> AppendExchange::send_content(const Outgoing& item) {
    if (!item.write) return account_.session().send(item.content);
    AnnouncedSink sink(account_.session(), item.size);
    auto written = item.write(sink);
    if (written && sink.left() != 0) written = fail(Errc::bad_value, "the message shrank while it was sent");
    if (!written && !sink.connection_lost()) content_error_ = written.error();
    return written;
}

}  // namespace restante::targets::imap
