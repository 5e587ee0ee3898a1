#include "gmime_reader.h"

#include <gmime/gmime.h>

#include <algorithm>

namespace restante::testing {
namespace {

void collect_warning(gint64 offset, GMimeParserWarning code, const gchar* item, gpointer list) {
    static_cast<std::vector<std::string>*>(list)->push_back("@" + std::to_string(offset) + " code " +
                                                            std::to_string(static_cast<int>(code)) + ": " +
                                                            (item == nullptr ? "" : item));
}

std::string text_or_empty(const char* text) { return text == nullptr ? std::string() : std::string(text); }

std::vector<ParsedAddress> addresses(GMimeMessage* message, GMimeAddressType type) {
    std::vector<ParsedAddress> list;
    InternetAddressList* all = g_mime_message_get_addresses(message, type);
    for (int i = 0; all != nullptr && i < internet_address_list_length(all); ++i) {
        InternetAddress* address = internet_address_list_get_address(all, i);
        ParsedAddress parsed{text_or_empty(internet_address_get_name(address)), {}};
        if (INTERNET_ADDRESS_IS_MAILBOX(address))
            parsed.spec = text_or_empty(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
        list.push_back(parsed);
    }
    return list;
}

std::string decoded(GMimePart* part) {
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    if (content == nullptr) return {};
    GMimeStream* memory = g_mime_stream_mem_new();
    g_mime_data_wrapper_write_to_stream(content, memory);
    const GByteArray* bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
    std::string text(reinterpret_cast<const char*>(bytes->data), bytes->len);
    g_object_unref(memory);
    return text;
}

std::string type_of(GMimeObject* object) {
    char* text = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object));
    std::string type = text_or_empty(text);
    g_free(text);
    return type;
}

// A message within the message, as it stands there.
void take_message(GMimeObject* object, ParsedMessage& into) {
    char* text =
        g_mime_object_to_string(GMIME_OBJECT(g_mime_message_part_get_message(GMIME_MESSAGE_PART(object))), nullptr);
    ParsedPart parsed;
    parsed.type = type_of(object);
    parsed.content = text_or_empty(text);
    g_free(text);
    if (GMimeContentDisposition* details = g_mime_object_get_content_disposition(object))
        parsed.name = text_or_empty(g_mime_content_disposition_get_parameter(details, "filename"));
    parsed.note = text_or_empty(g_mime_object_get_header(object, "X-Restante-Part"));
    into.attachments.push_back(std::move(parsed));
}

void take_part(GMimeObject* object, ParsedMessage& into) {
    GMimePart* part = GMIME_PART(object);
    const std::string disposition = text_or_empty(g_mime_object_get_disposition(object));
    if (disposition != "attachment" && !into.text) {
        into.text = decoded(part);
        return;
    }
    ParsedPart parsed;
    parsed.name = text_or_empty(g_mime_part_get_filename(part));
    parsed.type = type_of(object);
    GMimeContentDisposition* details = g_mime_object_get_content_disposition(object);
    if (details != nullptr) {
        char* encoded = g_mime_content_disposition_encode(details, nullptr);
        parsed.disposition = text_or_empty(encoded);
        g_free(encoded);
    }
    parsed.description = text_or_empty(g_mime_part_get_content_description(part));
    parsed.note = text_or_empty(g_mime_object_get_header(object, "X-Restante-Part"));
    parsed.content = decoded(part);
    into.attachments.push_back(std::move(parsed));
}

void take_body(GMimeObject* body, ParsedMessage& into) {
    if (body == nullptr) return;
    into.structure += type_of(body);
    if (GMIME_IS_MULTIPART(body)) {
        GMimeMultipart* multipart = GMIME_MULTIPART(body);
        into.structure += '(';
        for (int i = 0; i < g_mime_multipart_get_count(multipart); ++i) {
            if (i != 0) into.structure += ", ";
            take_body(g_mime_multipart_get_part(multipart, i), into);
        }
        into.structure += ')';
    } else if (GMIME_IS_MESSAGE_PART(body)) {
        take_message(body, into);
    } else if (GMIME_IS_PART(body)) {
        take_part(body, into);
    }
}

void take_headers(GMimeMessage* message, ParsedMessage& into) {
    GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
    for (int i = 0; i < g_mime_header_list_get_count(headers); ++i) {
        GMimeHeader* header = g_mime_header_list_get_header_at(headers, i);
        into.headers.emplace_back(text_or_empty(g_mime_header_get_name(header)),
                                  text_or_empty(g_mime_header_get_value(header)));
    }
}

}  // namespace

std::vector<std::string> ParsedMessage::all(std::string_view name) const {
    std::vector<std::string> values;
    for (const auto& [field, value] : headers)
        if (field == name) values.push_back(value);
    return values;
}

std::string ParsedMessage::header(std::string_view name) const {
    const auto values = all(name);
    return values.empty() ? std::string() : values.front();
}

ParsedMessage parse_with_gmime(std::string_view text) {
    static const bool initialised = (g_mime_init(), true);
    ParsedMessage parsed;
    if (!initialised) return parsed;
    GMimeStream* stream = g_mime_stream_mem_new_with_buffer(text.data(), text.size());
    GMimeParser* parser = g_mime_parser_new_with_stream(stream);
    GMimeParserOptions* options = g_mime_parser_options_new();
    g_mime_parser_options_set_warning_callback(options, collect_warning, &parsed.warnings);
    GMimeMessage* message = g_mime_parser_construct_message(parser, options);
    if (message == nullptr) {
        parsed.warnings.emplace_back("no message");
    } else {
        const char* subject = g_mime_message_get_subject(message);
        if (subject != nullptr) parsed.subject = subject;
        parsed.from = addresses(message, GMIME_ADDRESS_TYPE_FROM);
        parsed.to = addresses(message, GMIME_ADDRESS_TYPE_TO);
        parsed.cc = addresses(message, GMIME_ADDRESS_TYPE_CC);
        parsed.bcc = addresses(message, GMIME_ADDRESS_TYPE_BCC);
        parsed.reply_to = addresses(message, GMIME_ADDRESS_TYPE_REPLY_TO);
        if (GDateTime* date = g_mime_message_get_date(message)) parsed.date = g_date_time_to_unix(date);
        parsed.message_id = text_or_empty(g_mime_message_get_message_id(message));
        take_headers(message, parsed);
        take_body(g_mime_message_get_mime_part(message), parsed);
        g_object_unref(message);
    }
    g_mime_parser_options_free(options);
    g_object_unref(parser);
    g_object_unref(stream);
    return parsed;
}

}  // namespace restante::testing
