#include "targets/ews/soap_request.h"

#include <fmt/format.h>

#include "formats/mime/clean_text.h"

namespace restante::targets::ews {
namespace {

constexpr int kPage = 1000;  // entries; what servers give at once by default

std::string identity_uri(std::string_view name) {
    return fmt::format(R"(<t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="{}" )"
                       R"(PropertyType="String"/>)",
                       name);
}

std::string folder_id(std::string_view id) { return fmt::format(R"(<t:FolderId Id="{}"/>)", xml_text(id)); }

// `rights`: what whoever asks may do there. Only GetFolder is asked for them.
std::string folder_shape(bool rights) {
    return "<m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>"
           R"(<t:FieldURI FieldURI="folder:ParentFolderId"/><t:FieldURI FieldURI="folder:DisplayName"/>)"
           R"(<t:FieldURI FieldURI="folder:FolderClass"/>)" +
           std::string(rights ? R"(<t:FieldURI FieldURI="folder:EffectiveRights"/>)" : "") +
           identity_uri(kFolderIdentity) + "</t:AdditionalProperties></m:FolderShape>";
}

std::string item_query(const std::string& folder, const std::string& restriction, std::uint32_t offset) {
    return fmt::format(
        R"(<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>{}</t:AdditionalProperties></m:ItemShape><m:IndexedPageItemView MaxEntriesReturned="{}" Offset="{}" BasePoint="Beginning"/><m:Restriction>{}</m:Restriction><m:ParentFolderIds>{}</m:ParentFolderIds></m:FindItem>)",
        identity_uri(kItemIdentity), kPage, offset, restriction, folder_id(folder));
}

}  // namespace

std::string xml_text(std::string_view text) {
    std::string valid;
    mime::append_valid_utf8(text, valid);
    std::string result;
    for (std::size_t i = 0; i < valid.size(); ++i) {
        const char letter = valid[i];
        switch (letter) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\t':
            case '\n':
            case '\r':
                // As they are, line ends would become others and blanks.
                result += fmt::format("&#{};", static_cast<int>(letter));
                break;
            default:
                if ((letter >= 0 && letter < 0x20) || letter == 0x7F)
                    result += mime::clean({&letter, 1});
                else if (std::string_view(valid).substr(i, 3) == "\xEF\xBF\xBE" ||
                         std::string_view(valid).substr(i, 3) == "\xEF\xBF\xBF") {
                    result += "\xEF\xBF\xBD";  // U+FFFE and U+FFFF are no characters of XML
                    i += 2;
                } else {
                    result += letter;
                }
        }
    }
    return result;
}

std::string named_property(std::string_view name, std::string_view value) {
    return fmt::format("<t:ExtendedProperty>{}<t:Value>{}</t:Value></t:ExtendedProperty>", identity_uri(name),
                       xml_text(value));
}

std::string tagged_property(std::string_view tag, std::string_view type, std::string_view value) {
    return fmt::format(
        R"(<t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="{}" PropertyType="{}"/><t:Value>{}</t:Value></t:ExtendedProperty>)",
        tag, type, xml_text(value));
}

std::string envelope_start(const EnvelopeFacts& facts) {
    std::string header = fmt::format(R"(<t:RequestServerVersion Version="{}"/>)", facts.version);
    if (!facts.impersonated.empty())
        header += fmt::format(
            "<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>{}</t:PrimarySmtpAddress></"
            "t:ConnectingSID>"
            "</t:ExchangeImpersonation>",
            xml_text(facts.impersonated));
    return R"(<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" )"
           R"(xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" )"
           R"(xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><soap:Header>)" +
           header + "</soap:Header><soap:Body>";
}

std::string_view envelope_end() { return "</soap:Body></soap:Envelope>"; }

std::string get_folders(std::span<const std::string_view> distinguished_ids, std::string_view mailbox) {
    const std::string owner =
        mailbox.empty() ? std::string()
                        : fmt::format("<t:Mailbox><t:EmailAddress>{}</t:EmailAddress></t:Mailbox>", xml_text(mailbox));
    std::string request = "<m:GetFolder>" + folder_shape(true) + "<m:FolderIds>";
    for (const std::string_view id : distinguished_ids)
        request += fmt::format(R"(<t:DistinguishedFolderId Id="{}">{}</t:DistinguishedFolderId>)", id, owner);
    return request + "</m:FolderIds></m:GetFolder>";
}

std::string find_folders(const std::string& parent, std::uint32_t offset) {
    return fmt::format(
        R"(<m:FindFolder Traversal="Deep">{}<m:IndexedPageFolderView MaxEntriesReturned="{}" Offset="{}" BasePoint="Beginning"/><m:ParentFolderIds>{}</m:ParentFolderIds></m:FindFolder>)",
        folder_shape(false), kPage, offset, folder_id(parent));
}

std::string create_folder(const NewFolder& folder) {
    const std::string_view kind = folder.contacts ? "ContactsFolder" : "Folder";
    std::string properties = named_property(kFolderIdentity, folder.identity);
    if (!folder.comment.empty()) properties += tagged_property("0x3004", "String", folder.comment);
    return fmt::format(
        "<m:CreateFolder><m:ParentFolderId>{}</m:ParentFolderId><m:Folders><t:{}><t:FolderClass>{}</t:FolderClass>"
        "<t:DisplayName>{}</t:DisplayName>{}</t:{}></m:Folders></m:CreateFolder>",
        folder_id(folder.parent), kind, folder.contacts ? kContactsClass : kMailClass, xml_text(folder.name),
        properties, kind);
}

std::string find_our_items(const std::string& folder, std::uint32_t offset) {
    return item_query(folder, "<t:Exists>" + identity_uri(kItemIdentity) + "</t:Exists>", offset);
}

std::string find_items(const std::string& folder, std::span<const std::string> identities) {
    std::string choices;
    for (const std::string& identity : identities)
        choices += fmt::format(
            R"(<t:IsEqualTo>{}<t:FieldURIOrConstant><t:Constant Value="{}"/></t:FieldURIOrConstant></t:IsEqualTo>)",
            identity_uri(kItemIdentity), xml_text(identity));
    return item_query(folder, identities.size() == 1 ? choices : "<t:Or>" + choices + "</t:Or>", 0);
}

std::string create_items_start(const std::string& folder) {
    return fmt::format(
        R"(<m:CreateItem MessageDisposition="SaveOnly"><m:SavedItemFolderId>{}</m:SavedItemFolderId><m:Items>)",
        folder_id(folder));
}

std::string_view create_items_end() { return "</m:Items></m:CreateItem>"; }

}  // namespace restante::targets::ews
