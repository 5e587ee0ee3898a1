#include "forge/header_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace restante::forge {
namespace {

constexpr std::size_t kDashes = 78;
constexpr std::string_view kLineEnd = "\r\n";

std::string shown(const Correspondent& one) {
    if (!one.name.empty()) return one.name;
    std::string address = one.address;
    std::ranges::replace(address, '\r', '^');
    return address;
}

std::string joined(const std::vector<Correspondent>& people, std::string_view indent) {
    std::string text;
    for (const Correspondent& one : people) {
        if (!text.empty()) text.append(kLineEnd).append(indent);
        text += shown(one);
    }
    return text;
}

std::string windows_block(const Letter& letter, bool german, bool exchange) {
    std::string text = "Microsoft Mail v3.0 ";
    if (exchange) text += "(MAPI 1.0 Transport) ";
    text += "IPM.Microsoft Mail.Note\r\n";
    const auto line = [&](std::string_view label, std::string_view value) {
        text.append(label).append(value).append(kLineEnd);
    };
    line(german ? "Von: " : "From: ", shown(letter.from));
    if (!letter.to.empty()) line(german ? "An:  " : "To:  ", joined(letter.to, "     "));
    if (!letter.cc.empty()) line(german ? "Kopie:  " : "Cc:  ", joined(letter.cc, "     "));
    line(german ? "Betreff:  " : "Subject:  ", letter.subject);
    const std::string date = letter.sent.iso();
    line(german ? "Datum: " : "Date: ", date.substr(0, 10) + " " + date.substr(11, 5));
    line(german ? "Priorität: " : "Priority: ", letter.priority ? std::string(1, *letter.priority) : "");
    if (!letter.message_id.empty()) line(german ? "Nachrichten-ID: " : "Message ID: ", letter.message_id);
    if (!letter.attachments.empty()) {
        line(german ? "Anlagen:" : "Attachments:", "");
        for (const Attachment& attachment : letter.attachments)
            if (attachment.form != AttachmentForm::transport) line("  ", attachment.name);
    }
    return text;
}

// The first value stands beside its label, the others below it.
std::string dos_block(const Letter& letter) {
    const std::string date = letter.sent.iso();
    std::string files;
    for (const Attachment& attachment : letter.attachments) files += (files.empty() ? "" : "\r\n  ") + attachment.name;
    return fmt::format(
        "FROM: {}\r\nTO: {}\r\nCC: {}\r\nDATE: {}-{}-{}\r\nTIME: {}\r\nSUBJECT: {}\r\nPRIORITY: {}\r\nATTACHMENTS: "
        "{}\r\n",
        shown(letter.from), joined(letter.to, "  "), joined(letter.cc, "  "), date.substr(5, 2), date.substr(8, 2),
        date.substr(2, 2), date.substr(11, 5), letter.subject, letter.priority ? std::string(1, *letter.priority) : "",
        files);
}

}  // namespace

std::string header_block(const Letter& letter) {
    if (letter.header == HeaderForm::none) return {};
    std::string text = letter.header == HeaderForm::dos ? dos_block(letter)
                                                        : windows_block(letter, letter.header == HeaderForm::german,
                                                                        letter.header == HeaderForm::exchange);
    return text.append(kDashes, '-').append(kLineEnd);
}

}  // namespace restante::forge
