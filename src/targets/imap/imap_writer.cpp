#include "targets/imap/imap_writer.h"

#include <fmt/format.h>

#include <utility>

#include "targets/imap/internal_date.h"

namespace restante::targets::imap {
namespace {

constexpr std::size_t kBatchMessages = 200;  // twice as fast as 50 into Dovecot, near and far
constexpr std::uint64_t kBatchBytes = std::uint64_t{1024} * 1024;
constexpr std::uint64_t kKeptInMemory =
    std::uint64_t{1024} * 1024;  // larger messages are composed a second time when they are sent

// Keeps what is small.
class SmallMessageSink final : public ByteSink {
public:
    explicit SmallMessageSink(std::string& content) : content_(content) {}
    Result<void> append(Bytes bytes) override {
        size_ += bytes.size();
        if (size_ <= kKeptInMemory)
            content_ += as_text(bytes);
        else
            std::string().swap(content_);
        return {};
    }
    [[nodiscard]] bool complete() const { return size_ <= kKeptInMemory; }

private:
    std::string& content_;
    std::uint64_t size_ = 0;
};

std::string flags_of(const mail::Envelope& envelope) {
    std::string flags = envelope.read ? "\\Seen" : "";
    if (envelope.draft) flags += flags.empty() ? "\\Draft" : " \\Draft";
    return flags;
}

}  // namespace

ImapWriter::ImapWriter(model::Mailbox mailbox, Destination destination, std::size_t connections, Server& server,
                       TargetOptions options, Findings& losses)
    : mailbox_(std::move(mailbox)),
      losses_(losses),
      again_(0),
      options_(std::move(options)),
      composer_(options_, mime::LineEnd::crlf, losses_),
      second_composer_(options_, mime::LineEnd::crlf, again_),
      uploader_(std::move(destination), connections, server, losses_),
      batch_(
          {kBatchMessages, kBatchBytes},
          [this](std::vector<Outgoing> items, const Settle& settle) { uploader_.deliver(std::move(items), settle); },
          [this] { uploader_.wait(); }) {}

Result<void> ImapWriter::start() {
    Account& account = TRY(uploader_.idle_account()).get();
    choice_ = std::make_unique<FolderChoice>(account.rules(), account.root(), TRY(account.list()));
    return {};
}

Result<void> ImapWriter::begin_folder(const model::Folder& folder) {
    folder_ = folder;
    folder_open_ = false;
    // Most hidden folders are the client's own and empty: their mailbox is made for the first message.
    const bool wait = folder.hidden && folder.role == model::FolderRole::none;
    return wait ? Result<void>{} : open_now();
}

Result<bool> ImapWriter::make(ChosenMailbox& chosen) {
    auto made = create(chosen.name, chosen.use);
    if (made || made.error().code != Errc::rejected || chosen.plain_name.empty()) return made;
    // Every run asks for the first name first, so that the folder is found again whatever was refused before it.
    auto plainer = create(chosen.plain_name, chosen.use);
    if (!plainer) return made;
    chosen.name = chosen.plain_name;
    chosen.changed = true;
    return plainer;
}

Result<bool> ImapWriter::create(const std::string& mailbox, const std::string& use) {
    if (choice_->exists(mailbox)) return false;
    Account& account = TRY(uploader_.idle_account()).get();
    const auto made = account.create(mailbox, use);
    if (!made && made.error().code != Errc::exists) return fail(made.error());
    const Response subscribed = TRY(account.subscribe(mailbox));
    if (!subscribed.ok())
        losses_.add(MessageId::imap_not_subscribed, words_of(subscribed), model::display_path(folder_));
    choice_->made(mailbox);
    return made.has_value();
}

Result<void> ImapWriter::open_now() {
    ChosenMailbox chosen = choice_->choose(folder_);
    const bool is_new = TRY(make(chosen));
    TRY_VOID(uploader_.begin_folder(chosen.name, is_new));
    if (chosen.changed)
        losses_.add(MessageId::imap_folder_renamed, uploader_.shown_mailbox(), model::display_path(folder_));
    note_lost_facts();
    folder_open_ = true;
    return {};
}

void ImapWriter::note_lost_facts() {
    std::string facts;
    const auto add = [&facts](bool there, std::string_view what) {
        if (there) facts += fmt::format("{}{}", facts.empty() ? "" : ", ", what);
    };
    add(!folder_.comment.empty(), "comment");
    add(folder_.recovered, "recovered");
    add(folder_.shared || folder_.role == model::FolderRole::shared, "shared");
    if (!facts.empty()) losses_.add(MessageId::imap_folder_facts_lost, facts, model::display_path(folder_));
}

Result<Outgoing> ImapWriter::composed(const model::Message& message, const mail::ComposeContext& context) {
    Outgoing outgoing;
    outgoing.item = context.item;
    outgoing.item_id = context.item_id;
    outgoing.flags = flags_of(context.envelope);
    outgoing.date = internal_date(context.envelope.arrival, options_.time_zone);
    SmallMessageSink small(outgoing.content);
    hashing_.begin(&small, options_.hash_items);
    TRY_VOID(composer_.compose(message, context, hashing_));
    outgoing.size = hashing_.size();
    outgoing.sha256 = hashing_.sha256();
    if (!small.complete())
        outgoing.write = [this, &message, &context](ByteSink& sink) {
            return second_composer_.compose(message, context, sink);
        };
    return outgoing;
}

Result<Delivery> ImapWriter::add_message(const model::Message& message, const std::string& item,
                                         const std::string& item_id) {
    if (!folder_open_) TRY_VOID(open_now());
    if (batch_.holds(item_id)) TRY_VOID(batch_.flush());
    if (uploader_.is_sending(item_id)) uploader_.wait();
    const mail::Envelope envelope = mail::envelope_of(message, folder_);
    const mail::ComposeContext context{mailbox_, folder_, envelope, item, item_id, {}};
    Outgoing outgoing = TRY(composed(message, context));
    if (uploader_.holds(item_id))
        return Delivery{true, uploader_.shown_mailbox(), outgoing.size, outgoing.sha256, false};
    if (const auto limit = uploader_.append_limit(); limit && outgoing.size > *limit)
        return fail(Errc::rejected, fmt::format("{}: the message has {} bytes; the server takes no more than {}",
                                                uploader_.shown_mailbox(), outgoing.size, *limit));
    if (!batch_.can_wait() || !uploader_.fits_batch(outgoing.size)) return batch_.send_alone(std::move(outgoing));
    Delivery pending{false, uploader_.shown_mailbox(), outgoing.size, outgoing.sha256, true};
    TRY_VOID(batch_.add(std::move(outgoing)));
    return pending;
}

Result<void> ImapWriter::end_folder() {
    if (!folder_open_) {
        left_out_.push_back(model::display_path(folder_));
        return {};
    }
    folder_open_ = false;
    return batch_.flush();
}

Result<void> ImapWriter::finish(const Findings&) {
    uploader_.wait();
    composer_.report_addresses();
    if (!left_out_.empty())
        losses_.add(MessageId::files_hidden_left_out, fmt::format("{}", fmt::join(left_out_, ", ")));
    return {};
}

}  // namespace restante::targets::imap
