#include "web/looking.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "service/looked_report.h"
#include "web/asked_run.h"
#include "web/outcome_json.h"

namespace restante::web {
namespace {

using Json = nlohmann::ordered_json;

Response shown(const Json& json) { return json_response(json.dump(-1, ' ', false, Json::error_handler_t::replace)); }

Response nothing_open() { return error_response(404, "no source is open"); }

Json line_json(const service::LookedMessage& line) {
    Json json{{"position", line.position}, {"subject", line.subject}, {"from", line.from},
              {"unread", line.unread},     {"urgent", line.urgent},   {"attachments", line.attachments},
              {"bytes", line.bytes}};
    if (line.date) json["date"] = line.date->iso();
    if (!line.problem.empty()) json["problem"] = line.problem;
    return json;
}

Json addresses_json(const std::vector<model::Address>& addresses) {
    Json list = Json::array();
    for (const model::Address& address : addresses)
        list.push_back({{"name", address.name}, {"type", address.type}, {"address", address.address}});
    return list;
}

Json attachment_json(const model::Attachment& attachment) {
    return {{"name", attachment.name.value_or("")},
            {"kind", name_of(attachment.kind)},
            {"bytes", attachment.data ? attachment.data->size() : 0},
            {"available", attachment.data != nullptr}};
}

Json report_json(const service::LookedReport& report) {
    Json json{{"kind", report.kind},
              {"people", addresses_json(report.people)},
              {"original_from", addresses_json(report.original_from)},
              {"response_requested", report.response_requested}};
    if (report.original_subject) json["original_subject"] = *report.original_subject;
    if (report.explanation) json["explanation"] = *report.explanation;
    for (const auto& [name, time] : {std::pair{"original_sent", &report.original_sent},
                                     {"read_at", &report.read_at},
                                     {"start", &report.start},
                                     {"end", &report.end}})
        if (*time) json[name] = (*time)->iso();
    return json;
}

// The beginning of a text, never cut within a letter.
std::string_view beginning(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return text.substr(0, most);
}

Json message_json(const model::Message& message) {
    const std::string body = message.body.value_or("");
    Json json{{"subject", message.subject.value_or("")},
              {"class", message.class_name.value_or("")},
              {"from", addresses_json(message.from)},
              {"to", addresses_json(message.to)},
              {"cc", addresses_json(message.cc)},
              {"bcc", addresses_json(message.bcc)},
              {"fixed_font", message.fixed_font},
              {"body", beginning(body, Looking::kLongestText)},
              {"bytes", body.size()}};
    if (message.sent) json["sent"] = message.sent->iso();
    if (message.received) json["received"] = message.received->iso();
    if (message.priority) json["priority"] = name_of(*message.priority);
    if (message.status) json["read"] = message.status->read;
    if (const auto report = service::looked_report(message)) json["report"] = report_json(*report);
    json["attachments"] = Json::array();
    for (const model::Attachment& attachment : message.attachments)
        json["attachments"].push_back(attachment_json(attachment));
    return json;
}

// Members by name: their ids mean nothing to people.
Json book_json(const model::AddressBook& book) {
    std::unordered_map<std::string_view, std::string_view> names;
    for (const model::AddressEntry& entry : book.entries) names.emplace(entry.id, entry.name);
    Json entries = Json::array();
    for (const model::AddressEntry& entry : book.entries) {
        Json json{{"name", entry.name}, {"type", entry.type}, {"address", entry.address}, {"group", entry.group}};
        if (!entry.comment.empty()) json["comment"] = entry.comment;
        for (const std::string& member : entry.members) {
            const auto known = names.find(member);
            json["members"].push_back(known == names.end() ? std::string_view(member) : known->second);
        }
        entries.push_back(std::move(json));
    }
    return {{"name", book.name}, {"standard", book.standard}, {"entries", std::move(entries)}};
}

}  // namespace

Response Looking::open(const Request& request) {
    auto asked = read_asked_source(request.body);
    if (!asked) return error_response(400, asked.error().what);
    auto opened = service::Look::open(*asked);
    if (!opened) return refusal_response(opened.error());
    std::shared_ptr<service::Look> look = std::move(*opened);
    Json list = Json::array();
    for (std::size_t i = 0; i < look->mailbox_count(); ++i) {
        const auto mailbox = look->mailbox(i);
        list.push_back(mailbox ? Json{{"index", i}, {"name", mailbox->name}, {"label", model::label_of(*mailbox)}}
                               : Json{{"index", i}, {"problem", mailbox.error().text}});
    }
    const std::lock_guard lock(mutex_);
    look_ = std::move(look);
    return shown({{"mailboxes", std::move(list)}});
}

Response Looking::folders(const Request& request) {
    const std::lock_guard lock(mutex_);
    if (!look_) return nothing_open();
    const auto folders = look_->folders(request.number("mailbox"));
    if (!folders) return refusal_response(folders.error());
    Json list = Json::array();
    for (const service::LookedFolder& one : *folders)
        list.push_back({{"path", one.folder.path},
                        {"role", name_of(one.folder.role)},
                        {"hidden", one.folder.hidden},
                        {"messages", one.messages}});
    return shown(list);
}

Response Looking::page(const Request& request) {
    const std::lock_guard lock(mutex_);
    if (!look_) return nothing_open();
    const auto lines = look_->page(request.number("mailbox"), request.number("folder"), request.number("first"),
                                   request.number("count", 100));
    if (!lines) return refusal_response(lines.error());
    Json list = Json::array();
    for (const service::LookedMessage& line : *lines) list.push_back(line_json(line));
    return shown(list);
}

service::Outcome<model::Message> Looking::read(const Request& request) {
    if (!look_) return service::refuse(service::ExitCode::usage, "no source is open");
    return look_->message(request.number("mailbox"), request.number("folder"), request.number("position"));
}

Response Looking::message(const Request& request) {
    const std::lock_guard lock(mutex_);
    const auto message = read(request);
    return message ? shown(message_json(*message)) : refusal_response(message.error());
}

Response Looking::text(const Request& request) {
    const std::lock_guard lock(mutex_);
    auto message = read(request);
    if (!message) return refusal_response(message.error());
    Response response;
    response.content_type = "text/plain; charset=utf-8";
    response.file_name = "message.txt";
    response.body = message->body.value_or("");
    return response;
}

Response Looking::attachment(const Request& request) {
    const std::lock_guard lock(mutex_);
    const auto message = read(request);
    if (!message) return refusal_response(message.error());
    const std::uint64_t index = request.number("index");
    if (index >= message->attachments.size()) return error_response(404, "there is no such attachment");
    const model::Attachment& attachment = message->attachments[index];
    if (!attachment.data) return error_response(404, "the source has no data of it");
    Response response;
    response.content_type = "application/octet-stream";
    response.file_name = attachment.name.value_or("");
    if (response.file_name.empty()) response.file_name = "attachment";
    response.stream = attachment.data;
    response.keep = look_;  // what the bytes are read from
    return response;
}

Response Looking::address_books(const Request& request) {
    const std::lock_guard lock(mutex_);
    if (!look_) return nothing_open();
    const auto books = look_->address_books(request.number("mailbox"));
    if (!books) return refusal_response(books.error());
    Json list = Json::array();
    for (const model::AddressBook& book : *books) list.push_back(book_json(book));
    return shown(list);
}

}  // namespace restante::web
