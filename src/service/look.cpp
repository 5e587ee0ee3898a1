#include "service/look.h"

#include <algorithm>
#include <utility>

#include "service/layout_file.h"

namespace restante::service {
namespace {

std::string shown_sender(const model::Message& message) {
    if (message.from.empty()) return {};
    const model::Address& from = message.from.front();
    return from.name.empty() ? from.address : from.name;
}

LookedMessage line_of(const model::Message& message, std::size_t position) {
    LookedMessage line;
    line.position = position;
    line.subject = message.subject.value_or("");
    line.from = shown_sender(message);
    line.date = message.received ? message.received : message.sent;
    line.unread = message.status && !message.status->read && !message.status->unsent;
    line.urgent = message.priority == model::Priority::high;
    line.attachments = message.attachments.size();
    line.bytes = message.body ? message.body->size() : 0;
    for (const model::Attachment& attachment : message.attachments)
        line.bytes += attachment.data ? attachment.data->size() : 0;
    return line;
}

LookedMessage unreadable_line(const Error& error, std::size_t position) {
    LookedMessage line;
    line.position = position;
    line.problem = error.describe();
    return line;
}

}  // namespace

Outcome<std::unique_ptr<Look>> Look::open(const InspectRequest& request) {
    auto layouts = read_layout_files(request.layouts);
    if (!layouts) return tl::unexpected(std::move(layouts.error()));
    sources::ReadOptions options;
    options.code_page = request.code_page;
    options.administrator = request.administrator;
    options.layouts = std::move(*layouts);
    auto source = sources::open_source(request.source, options);
    if (!source) return refuse_source(source.error());
    return std::unique_ptr<Look>(new Look(std::move(*source)));
}

Outcome<sources::MailboxReader*> Look::reader(std::size_t mailbox) {
    if (reader_ && open_ == mailbox) return reader_.get();
    if (mailbox >= source_->mailbox_count()) return refuse(ExitCode::usage, "there is no such mailbox");
    auto opened = source_->open_mailbox(mailbox);
    if (!opened) return refuse_source(opened.error());
    reader_ = std::move(*opened);
    open_ = mailbox;
    return reader_.get();
}

Outcome<sources::MailboxReader*> Look::reader_with(std::size_t mailbox, std::size_t folder) {
    auto opened = reader(mailbox);
    if (opened && folder >= (*opened)->folders().size()) return refuse(ExitCode::usage, "there is no such folder");
    return opened;
}

Outcome<model::Mailbox> Look::mailbox(std::size_t mailbox) {
    auto opened = reader(mailbox);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    return (*opened)->mailbox();
}

Outcome<std::vector<LookedFolder>> Look::folders(std::size_t mailbox) {
    auto opened = reader(mailbox);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    std::vector<LookedFolder> list;
    for (std::size_t i = 0; i < (*opened)->folders().size(); ++i)
        list.push_back({(*opened)->folders()[i], (*opened)->message_count(i)});
    return list;
}

Outcome<std::vector<LookedMessage>> Look::page(std::size_t mailbox, std::size_t folder, std::size_t first,
                                               std::size_t count) {
    auto opened = reader_with(mailbox, folder);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    const std::size_t all = (*opened)->message_count(folder);
    const std::size_t last = first >= all ? first : first + std::min({count, kLongestPage, all - first});
    std::vector<LookedMessage> lines;
    for (std::size_t i = first; i < last; ++i) {
        const auto message = (*opened)->read_message(folder, i);
        lines.push_back(message ? line_of(*message, i) : unreadable_line(message.error(), i));
    }
    return lines;
}

Outcome<model::Message> Look::message(std::size_t mailbox, std::size_t folder, std::size_t position) {
    auto opened = reader_with(mailbox, folder);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    if (position >= (*opened)->message_count(folder)) return refuse(ExitCode::usage, "there is no such message");
    auto message = (*opened)->read_message(folder, position);
    if (!message) return refuse_source(message.error());
    return std::move(*message);
}

Outcome<std::vector<model::AddressBook>> Look::address_books(std::size_t mailbox) {
    auto opened = reader(mailbox);
    if (!opened) return tl::unexpected(std::move(opened.error()));
    auto books = (*opened)->address_books();
    if (!books) return refuse_source(books.error());
    return std::move(*books);
}

}  // namespace restante::service
