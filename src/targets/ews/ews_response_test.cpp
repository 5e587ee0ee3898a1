#include "targets/ews/ews_response.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace restante::targets::ews {
namespace {

std::string envelope(const std::string& body, const std::string& header = {}) {
    return "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope "
           "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">"
           "<s:Header>" +
           header + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

Answer answer_of(const std::string& xml) {
    auto answer = parse_answer(xml);
    EXPECT_TRUE(answer.has_value()) << answer.error().what;
    return answer.value_or(Answer{});
}

TEST(EwsResponse, ReadsItemsWhateverThePrefixes) {
    for (const char* prefix : {"m:", "", "ns1:"}) {
        const std::string p = prefix;
        const Answer answer = answer_of(envelope(
            fmt::format(
                "<{0}CreateItemResponse><{0}ResponseMessages>"
                "<{0}CreateItemResponseMessage ResponseClass=\"Success\"><{0}ResponseCode>NoError</{0}ResponseCode>"
                "<{0}Items><t:Message><t:ItemId Id=\"AAA=\" ChangeKey=\"CQ\"/></t:Message></{0}Items>"
                "</{0}CreateItemResponseMessage>"
                "<{0}CreateItemResponseMessage ResponseClass=\"Error\"><{0}MessageText>Too "
                "&lt;big&gt;.</{0}MessageText>"
                "<{0}ResponseCode>ErrorMessageSizeExceeded</{0}ResponseCode></{0}CreateItemResponseMessage>"
                "</{0}ResponseMessages></{0}CreateItemResponse>",
                p),
            "<t:ServerVersionInfo MajorVersion=\"14\" MinorVersion=\"2\"/>"));
        ASSERT_EQ(answer.outcomes.size(), 2U) << prefix;
        EXPECT_EQ(answer.major_version, 14);
        EXPECT_TRUE(answer.outcomes[0].done);
        ASSERT_EQ(answer.outcomes[0].items.size(), 1U);
        EXPECT_EQ(answer.outcomes[0].items[0].id, "AAA=");
        EXPECT_FALSE(answer.outcomes[1].done);
        EXPECT_EQ(words_of(answer.outcomes[1].word), "ErrorMessageSizeExceeded: Too <big>.");
        EXPECT_EQ(meaning_of(answer.outcomes[1].word), Errc::rejected);
    }
}

TEST(EwsResponse, ReadsPagesOfFoldersAndItems) {
    const Answer answer = answer_of(envelope(
        "<m:FindItemResponse><m:ResponseMessages><m:FindItemResponseMessage ResponseClass='Success'>"
        "<m:ResponseCode>NoError</m:ResponseCode>"
        "<m:RootFolder IndexedPagingOffset='2' TotalItemsInView='5' IncludesLastItemInRange='false'><t:Items>"
        "<t:Message><t:ItemId Id='1'/><t:ExtendedProperty><t:ExtendedFieldURI "
        "PropertyName='other'/><t:Value>x</t:Value>"
        "</t:ExtendedProperty><t:ExtendedProperty><t:ExtendedFieldURI PropertyName='restante-item-id'/>"
        "<t:Value>abc</t:Value></t:ExtendedProperty></t:Message><t:Contact><t:ItemId Id='2'/></t:Contact></t:Items>"
        "<t:Folders><t:Folder><t:FolderId Id='f'/><t:ParentFolderId Id='p'/><t:FolderClass>IPF.Note</t:FolderClass>"
        "<t:DisplayName> a&#x263A;</t:DisplayName></t:Folder></t:Folders></m:RootFolder>"
        "</m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse>"));
    ASSERT_EQ(answer.outcomes.size(), 1U);
    const Outcome& page = answer.outcomes[0];
    EXPECT_FALSE(page.last_page);
    EXPECT_EQ(page.next_offset, 2U);
    ASSERT_EQ(page.items.size(), 2U);
    EXPECT_EQ(page.items[0].identity, "abc");
    EXPECT_EQ(page.items[1].identity, "");
    ASSERT_EQ(page.folders.size(), 1U);
    EXPECT_EQ(page.folders[0].parent, "p");
    EXPECT_EQ(page.folders[0].name, " a☺");
}

TEST(EwsResponse, HearsHowLongToWait) {
    const std::string wait = "<t:MessageXml><t:Value Name='BackOffMilliseconds'>{}</t:Value></t:MessageXml>";
    const auto fault = [&](const std::string& number) {
        return *answer_of(envelope("<s:Fault><faultcode xmlns:a='types'>a:ErrorServerBusy</faultcode><faultstring>Later"
                                   "</faultstring><detail><e:ResponseCode>ErrorServerBusy</e:ResponseCode>" +
                                   fmt::format(fmt::runtime(wait), number) + "</detail></s:Fault>"))
                    .fault;
    };
    EXPECT_EQ(fault("1500").back_off, 1500U);
    EXPECT_EQ(fault("1500").code, "ErrorServerBusy");
    EXPECT_EQ(fault("99999999999999999999999").back_off, 3'600'000U);
    EXPECT_EQ(fault("-1").back_off, std::nullopt);
    EXPECT_EQ(meaning_of(fault("x")), Errc::throttled);
}

TEST(EwsResponse, FaultsWithoutDetailSayTheirCode) {
    const Answer answer =
        answer_of(envelope("<s:Fault><faultcode>s:Client</faultcode><faultstring>no</faultstring></s:Fault>"));
    ASSERT_TRUE(answer.fault.has_value());
    EXPECT_EQ(words_of(*answer.fault), "Client: no");
}

TEST(EwsResponse, AStoppedBatchDidNothing) {
    const Answer answer = answer_of(
        envelope("<m:CreateItemResponse><m:ResponseMessages><m:CreateItemResponseMessage ResponseClass='Warning'>"
                 "<m:ResponseCode>ErrorBatchProcessingStopped</m:ResponseCode></m:CreateItemResponseMessage>"
                 "</m:ResponseMessages></m:CreateItemResponse>"));
    ASSERT_EQ(answer.outcomes.size(), 1U);
    EXPECT_FALSE(answer.outcomes[0].done);
    EXPECT_EQ(meaning_of(answer.outcomes[0].word), Errc::throttled);
}

TEST(EwsResponse, WhatIsNoEnvelopeIsNone) {
    for (const char* bad : {"", "<html><body>503</body></html>", "<s:Envelope><s:Body>", "no xml", "<s:Envelope/>"}) {
        const auto answer = parse_answer(bad);
        ASSERT_FALSE(answer.has_value()) << bad;
        EXPECT_EQ(answer.error().code, Errc::bad_value);
    }
}

TEST(EwsResponse, SixtyFourMebibytesAreEnough) {
    std::string xml = envelope("<m:CreateItemResponse/>");
    xml.resize(std::size_t{64} * 1024 * 1024, ' ');
    EXPECT_TRUE(parse_answer(xml));
    xml += ' ';
    const auto refused = parse_answer(xml);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::bad_value);
    EXPECT_EQ(refused.error().what, "the server's answer is too large");
}

TEST(EwsResponse, KnowsWhatARefusalMeans) {
    const std::pair<const char*, Errc> cases[] = {
        {"ErrorQuotaExceeded", Errc::no_space},      {"ErrorAccessDenied", Errc::denied},
        {"ErrorFolderExists", Errc::exists},         {"ErrorInvalidServerVersion", Errc::unsupported},
        {"ErrorMimeContentInvalid", Errc::rejected}, {"ErrorTimeoutExpired", Errc::throttled},
        {"ErrorNonExistentMailbox", Errc::auth},     {"", Errc::rejected},
    };
    for (const auto& [code, errc] : cases) EXPECT_EQ(meaning_of({code, "", {}}), errc) << code;
    EXPECT_EQ(meaning_of({"ErrorSomethingNew", "", 10}), Errc::throttled);
}

}  // namespace
}  // namespace restante::targets::ews
