// Our readers read what was made, under every layout.
#include <gmock/gmock.h>

#include <memory>

#include "forge/header_block.h"
#include "forge/layouts.h"
#include "forge/made_office_test.h"
#include "forge/message_bytes.h"
#include "formats/letterhead/letterhead.h"
#include "formats/postoffice/mail/attachment_file.h"
#include "formats/postoffice/mail/mai_choice.h"
#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/record_table.h"

namespace restante::forge {
namespace {

std::vector<Options> every_layout() {
    std::vector<Options> all;
    for (const NamedLayout& layout : named_layouts())
        all.push_back({.users = 6, .seed = 11, .layout = std::string(layout.name), .messages = 60});
    for (std::uint64_t seed = 1; seed <= 12; ++seed)
        all.push_back({.users = 6, .seed = seed, .layout = std::string(kHiddenLayout), .messages = 60});
    return all;
}

postoffice::MaiLayouts known(const Layouts& layouts) {
    const postoffice::MaiWriteLayout& mai = layouts.mai;
    postoffice::MaiLayouts known{{mai.text}, {mai.subject}, {mai.date}, {mai.priority}, {mai.attachments}, {}};
    if (mai.text_border) known.text_border = {*mai.text_border};
    return known;
}

std::string stored(const Correspondent& one) {
    return one.address.starts_with(kNativePrefix) ? one.address.substr(kNativePrefix.size()) : one.address;
}

void expect_message(const Made& made, const Letter& letter) {
    const std::uint32_t number = made.index.file(letter.number).number;
    const MemoryBytes source(made.files.bytes(message_path(number)));
    Findings findings;
    const auto file = postoffice::read_mai(source, {0, source.size()}, findings);
    ASSERT_TRUE(file);
    const postoffice::MaiMessage message = postoffice::interpret_mai(*file, known(made.office.layouts), findings);
    EXPECT_TRUE(findings.empty());
    EXPECT_EQ(message.vendor.at(postoffice::vendor_item::kReferenceCount), letter.references());
    ASSERT_EQ(message.from.size(), 1U);
    EXPECT_EQ(message.from[0].text, stored(letter.from));
    ASSERT_EQ(message.to.size(), letter.to.size());
    for (std::size_t i = 0; i < message.to.size(); ++i) EXPECT_EQ(message.to[i].text, stored(letter.to[i]));
    EXPECT_EQ(message.cc.size(), letter.cc.size());
    EXPECT_EQ(message.bcc.size(), letter.bcc.size());
    EXPECT_EQ(message.date, letter.sent);
    const bool has_no_receipt = made.office.layouts.mai.priority == postoffice::PriorityLayout::number;
    EXPECT_EQ(message.priority, has_no_receipt && letter.priority == 'R' ? '5' : letter.priority);
    EXPECT_EQ(message.subject, made.office.dos_text(letter.subject).substr(0, 40));
    EXPECT_EQ(message.text, made.office.dos_text(header_block(letter) + text_of(made.office.plan, letter)));
    ASSERT_EQ(message.attachments.size(), letter.attachments.size());
    for (std::size_t i = 0; i < message.attachments.size(); ++i) {
        EXPECT_EQ(message.attachments[i].name, letter.attachments[i].name);
        const std::string path = attachment_path(message.attachments[i].id.value_or(0));
        const auto cipher = std::make_shared<MemoryBytes>(made.files.bytes(path));
        const postoffice::DecodedBytes plain(cipher, made.office.layouts.attachment_cipher);
        EXPECT_EQ(plain.size(), letter.attachments[i].size);
        EXPECT_EQ(*Sha256::hex_of(plain), *Sha256::hex_of(*content_of(letter.attachments[i])));
    }
}

void expect_messages(const Made& made) {
    std::size_t seen = 0;
    for (const Letter& letter : made.letters) {
        if (letter.references() == 0) {
            if (letter.had_message_file()) {
                EXPECT_FALSE(made.files.has(message_path(made.index.file(letter.number).number)));
            }
            continue;
        }
        ++seen;
        expect_message(made, letter);
    }
    EXPECT_GE(seen, 15U);
}

void expect_mailbags(const Made& made) {
    std::size_t live = 0, dead = 0;
    for (const std::size_t record : made.office.plan.live) {
        const std::string name = postoffice::hexid_text(made.office.plan.accounts[record].hexid);
        Findings findings;
        const auto headers = postoffice::read_mailbag(made.files.bytes("MBG/" + name + ".MBG"), findings);
        const ByteVector key = made.files.bytes("KEY/" + name + ".KEY");
        EXPECT_TRUE(findings.empty());
        std::size_t place = 0;
        for (const Holding& holding : made.index.holdings(record)) {
            const std::uint32_t number = made.index.file(holding.letter).number;
            if (number == 0) continue;
            ASSERT_LT(place, headers.size());
            EXPECT_EQ(headers[place].message, postoffice::hexid_text(number));
            EXPECT_EQ(headers[place].time, made.letters[holding.letter].sent);
            EXPECT_EQ(postoffice::is_live(key, place, made.office.layouts.key.bitmap), holding.live);
            if (holding.live) {
                EXPECT_EQ(headers[place].size, made.files.bytes(message_path(number)).size());
            }
            ++(holding.live ? live : dead);
            ++place;
        }
        EXPECT_EQ(place, headers.size());
    }
    EXPECT_GE(live, 10U);
    EXPECT_GE(dead, 1U);
}

TEST(ForgedMail, HeaderBlocksAreRecognised) {
    const Plan plan = make_plan({.users = 10, .seed = 2, .messages = 300});
    std::size_t windows = 0, dos = 0, german = 0;
    for (std::size_t number = 0; number < 300; ++number) {
        const Letter letter = make_letter(plan, number);
        const std::string block = header_block(letter);
        const auto head = letterhead::read_letterhead(block + text_of(plan, letter));
        EXPECT_EQ(head.has_value(), letter.header != HeaderForm::none) << block;
        if (!head) continue;
        EXPECT_EQ(head->size, block.size());
        EXPECT_EQ(head->subject, letter.subject);
        EXPECT_EQ(head->date, letter.sent);
        if (letter.header != HeaderForm::dos) {
            EXPECT_EQ(head->message_id, letter.message_id);
        }
        ++(head->form == letterhead::Form::dos ? dos : head->language == "German" ? german : windows);
    }
    EXPECT_GE(windows, 100U);
    EXPECT_GE(german, 20U);
    EXPECT_GE(dos, 10U);
}

void expect_users(const Made& made) {
    Findings findings;
    const auto table = postoffice::RecordTable::read(made.office.layouts.access2, made.files.bytes("GLB/ACCESS2.GLB"),
                                                     "ACCESS2.GLB", findings);
    EXPECT_TRUE(findings.empty());
    ASSERT_EQ(table.size(), made.office.plan.accounts.size());
    for (std::size_t record = 0; record < table.size(); ++record) {
        const Account& account = made.office.plan.accounts[record];
        const Bytes bytes = table.record(record);
        EXPECT_EQ(*postoffice::read_text(*table.layout().find("mailbox"), bytes, made.office.cipher()),
                  made.office.dos_text(account.mailbox));
        EXPECT_EQ(*postoffice::read_text(*table.layout().find("full name"), bytes, made.office.cipher()),
                  made.office.dos_text(account.full_name));
        EXPECT_EQ(*postoffice::read_hexid(*table.layout().find("hexid"), bytes), account.hexid);
    }
}

TEST(ForgedOffice, IsReadAsItWasMeantUnderEveryLayout) {
    for (const Options& options : every_layout()) {
        SCOPED_TRACE(options.layout + " " + std::to_string(options.seed));
        const Made made(options);
        expect_messages(made);
        expect_mailbags(made);
        expect_users(made);
    }
}

}  // namespace
}  // namespace restante::forge
