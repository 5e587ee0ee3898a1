// What our readers find out about a made postoffice without being told its layout is right or unknown, never wrong.
#include <gmock/gmock.h>

#include <map>
#include <memory>
#include <set>

#include "forge/header_block.h"
#include "forge/layouts.h"
#include "forge/made_office_test.h"
#include "forge/message_bytes.h"
#include "formats/postoffice/mail/attachment_file.h"
#include "formats/postoffice/mail/folder_file.h"
#include "formats/postoffice/mail/folder_index.h"
#include "formats/postoffice/mail/mai_choice.h"
#include "formats/postoffice/mail/mailbag.h"
#include "formats/postoffice/records/calibrator.h"
#include "formats/postoffice/records/known_layouts.h"
#include "formats/postoffice/records/user_list.h"

namespace restante::forge {
namespace {

struct Evidence {
    std::map<std::uint32_t, postoffice::MaiFile> messages{};  // by number
    std::vector<postoffice::MaiMessage> addresses{};          // read without any layout
    postoffice::AttachmentSizes sizes{};
    postoffice::PostofficeFacts facts{};
};

std::uint32_t number_of(const std::string& path) {
    return *postoffice::hexid_value(path.substr(path.rfind('/') + 1, postoffice::kHexidDigits));
}

void tell_person(const postoffice::MailAddress& address, postoffice::PostofficeFacts& facts) {
    const std::size_t first = address.text.find('/'), second = address.text.rfind('/');
    if (address.type != postoffice::kNativeAddress || first == second || address.text.find(':') != std::string::npos)
        return;
    facts.people.push_back({address.text.substr(0, first), address.text.substr(first + 1, second - first - 1),
                            address.text.substr(second + 1), address.name.value_or("")});
}

Evidence evidence_of(const Made& made) {
    Evidence evidence;
    Findings findings;
    for (const std::string& path : made.files.files_ending(".ATT"))
        evidence.sizes[number_of(path)] = made.files.bytes(path).size();
    for (const std::string& path : made.files.files_ending(".MAI")) {
        const MemoryBytes source(made.files.bytes(path));
        auto file = *postoffice::read_mai(source, {0, source.size()}, findings);
        const postoffice::MaiMessage message = postoffice::interpret_mai(file, {}, findings);
        for (const auto* list : {&message.from, &message.to, &message.cc, &message.bcc})
            for (const auto& address : *list) tell_person(address, evidence.facts);
        evidence.messages.emplace(number_of(path), std::move(file));
    }
    evidence.facts.network = made.office.dos_text(made.office.plan.network);
    evidence.facts.postoffice = made.office.dos_text(made.office.plan.postoffice);
    std::set<std::uint32_t> elsewhere;
    for (const auto& external : made.office.plan.externals) elsewhere.insert(external.mailbag);
    for (const auto& network : made.office.plan.networks) elsewhere.insert(network.mailbag);
    for (const std::string& path : made.files.files_ending(".MBG"))
        if (const auto hexid = postoffice::hexid_value(path.substr(4, path.size() - 8)))
            if (*hexid == 0 || !elsewhere.contains(*hexid)) evidence.facts.mailbags.insert(*hexid);
    for (const Group& group : made.office.plan.groups)
        evidence.facts.group_names.insert(made.office.dos_text(group.name));
    return evidence;
}

std::size_t expect_right_users(const Made& made, const Evidence& evidence) {
    Findings findings;
    const auto table = [&](const char* path, postoffice::RecordFile file) {
        return postoffice::RecordTable::read(postoffice::known_layout(file), made.files.bytes(path), path, findings);
    };
    const auto access2 = table("GLB/ACCESS2.GLB", postoffice::RecordFile::access2);
    const auto names = table("NME/ADMIN.NME", postoffice::RecordFile::name_list);
    const auto cipher = made.office.cipher();
    const auto calibration = postoffice::calibrate_users(access2, names, evidence.facts, cipher);
    std::size_t known = 0;
    for (const auto& user : postoffice::list_users(access2, names, calibration, evidence.facts, cipher, findings)) {
        const Account& account = made.office.plan.accounts.at(user.record);
        EXPECT_EQ(user.mailbox.value_or(made.office.dos_text(account.mailbox)), made.office.dos_text(account.mailbox));
        EXPECT_EQ(user.full_name.value_or(made.office.dos_text(account.full_name)),
                  made.office.dos_text(account.full_name));
        EXPECT_EQ(user.hexid.value_or(account.hexid), account.hexid);
        EXPECT_EQ(user.deleted.value_or(account.deleted), account.deleted);
        if (!account.deleted && user.mailbox && user.hexid) ++known;
    }
    return known;
}

// A disputed character of a text is a question mark.
bool agrees(const std::optional<std::string>& read, const std::string& meant) {
    return !read || std::ranges::equal(*read, meant, [](char a, char b) { return a == b || a == '?'; });
}

// How many texts were read.
std::size_t expect_right_messages(const Made& made, const Evidence& evidence) {
    std::vector<postoffice::MaiSample> samples;
    for (const auto& [number, file] : evidence.messages) samples.push_back({.file = &file});
    const auto choice = postoffice::choose_mai_layouts(samples, evidence.sizes);
    std::size_t read = 0;
    for (const Letter& letter : made.letters) {
        if (letter.references() == 0) continue;
        const std::uint32_t number = made.index.file(letter.number).number;
        Findings findings;
        const auto message = postoffice::interpret_mai(evidence.messages.at(number), choice.layouts, findings);
        const std::string text = made.office.dos_text(header_block(letter) + text_of(made.office.plan, letter));
        EXPECT_TRUE(agrees(message.text, text));
        EXPECT_TRUE(agrees(message.subject, made.office.dos_text(letter.subject).substr(0, 40)));
        EXPECT_TRUE(!message.date || *message.date == letter.sent);
        for (const auto& attachment : message.attachments) {
            const auto is_it = [&](const Attachment& one) { return one.name == attachment.name.value_or(one.name); };
            EXPECT_TRUE(std::ranges::any_of(letter.attachments, is_it));
        }
        if (message.text) ++read;
    }
    return read;
}

bool right_key_stands(const Made& made, const Evidence& evidence) {
    std::vector<ByteVector> keys;
    std::vector<postoffice::KeySample> samples;
    std::set<std::string, std::less<>> messages;
    for (const auto& [number, file] : evidence.messages) messages.insert(postoffice::hexid_text(number));
    for (const std::size_t record : made.office.plan.live)
        keys.push_back(
            made.files.bytes("KEY/" + postoffice::hexid_text(made.office.plan.accounts[record].hexid) + ".KEY"));
    for (std::size_t i = 0; i < keys.size(); ++i) {
        Findings findings;
        const std::uint32_t hexid = made.office.plan.accounts[made.office.plan.live[i]].hexid;
        postoffice::KeySample sample{keys[i], {}};
        const ByteVector bag = made.files.bytes("MBG/" + postoffice::hexid_text(hexid) + ".MBG");
        for (const auto& header : postoffice::read_mailbag(bag, findings)) sample.messages.push_back(header.message);
        samples.push_back(std::move(sample));
    }
    const auto choice =
        postoffice::choose_key_variant(samples, [&](std::string_view name) { return messages.contains(name); });
    return std::ranges::any_of(choice.standing, [&](std::size_t index) {
        return postoffice::key_variants()[index] == made.office.layouts.key.bitmap;
    });
}

bool right_attachment_cipher_stands(const Made& made) {
    std::vector<ByteSourcePointer> files;
    for (const std::string& path : made.files.files_ending(".ATT"))
        files.push_back(std::make_shared<MemoryBytes>(made.files.bytes(path)));
    const auto choice = postoffice::choose_attachment_cipher(files);
    return std::ranges::any_of(choice.standing, [&](std::size_t index) {
        return postoffice::cipher_variants()[index] == made.office.layouts.attachment_cipher;
    });
}

std::string index_names(const Made& made) {
    Findings findings;
    const auto index = *postoffice::read_folder_index(made.files.bytes("FOLDERS/PUB/FOLDROOT.IDX"), findings);
    const auto place = postoffice::choose_index_name({index});
    std::string names;
    for (const auto& record : index.records)
        names += place ? postoffice::index_name(record, *place) + ";" : std::string();
    return names;
}

TEST(Calibration, OfHiddenLayoutsIsNeverWrong) {
    std::size_t offices_with_all_users = 0, offices_with_folder_names = 0;
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U}) {
        SCOPED_TRACE(seed);
        const Made made({.users = 25, .seed = seed, .layout = std::string(kHiddenLayout), .messages = 250});
        const Evidence evidence = evidence_of(made);
        if (expect_right_users(made, evidence) == made.office.plan.live.size()) ++offices_with_all_users;
        EXPECT_GE(expect_right_messages(made, evidence), evidence.messages.size() * 9 / 10);
        EXPECT_TRUE(right_key_stands(made, evidence));
        EXPECT_TRUE(right_attachment_cipher_stands(made));
        std::string names;
        for (const SharedFolder& folder : made.office.plan.folders) names += made.office.dos_text(folder.name) + ";";
        const std::string found = index_names(made);
        EXPECT_TRUE(found.empty() || found == names) << found;
        if (found == names) ++offices_with_folder_names;
    }
    // Some hidden layouts leave two places that fit.
    EXPECT_GE(offices_with_all_users, 2U);
    EXPECT_GE(offices_with_folder_names, 2U);
}

}  // namespace
}  // namespace restante::forge
