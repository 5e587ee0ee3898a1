#include "content/expand.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/byte_writer.h"
#include "formats/macbinary/header.h"
#include "formats/ole/object.h"
#include "formats/ole/package.h"
#include "formats/picture/dib.h"
#include "formats/picture/metafile_writer.h"
#include "formats/tnef/attribute.h"
#include "formats/tnef/compressed_text.h"
#include "formats/tnef/property.h"
#include "formats/tnef/stream_writer.h"

namespace restante::content {
namespace {

using model::AttachmentKind;

ByteSourcePointer source(ByteVector bytes) { return std::make_shared<MemoryBytes>(std::move(bytes)); }

model::Attachment attachment(AttachmentKind kind, std::string name, ByteVector data) {
    model::Attachment one;
    one.kind = kind;
    one.name = std::move(name);
    one.data = source(std::move(data));
    return one;
}

struct Expanded {
    Expansion expansion;
    Findings findings;

    [[nodiscard]] const model::Attachment* named(std::string_view name) const {
        const auto found =
            std::ranges::find_if(expansion.attachments, [&](const model::Attachment& one) { return one.name == name; });
        return found == expansion.attachments.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::string bytes(std::string_view name) const {
        const model::Attachment* one = named(name);
        if (one == nullptr || !one->data) return "(none)";
        const auto all = read_all(*one->data, kLargestLoaded);
        return all ? std::string(as_text(*all)) : "(unreadable)";
    }
    [[nodiscard]] bool found(MessageId id) const {
        return std::ranges::any_of(findings.list(), [&](const Finding& finding) { return finding.id == id; });
    }
};

Expanded expanded_message(model::Message message, std::vector<model::Attachment> attachments,
                          const Reading& reading = {}) {
    message.attachments = std::move(attachments);
    Expanded result;
    result.expansion = expand(message, reading, "Inbox/0", result.findings);
    for (const model::Attachment& one : result.expansion.attachments) EXPECT_TRUE(one.derived);
    for (const Finding& finding : result.findings.list()) EXPECT_EQ(finding.item, "Inbox/0");
    return result;
}

Expanded expanded(std::vector<model::Attachment> attachments, int code_page = 1252) {
    return expanded_message({}, std::move(attachments), {.code_page = code_page});
}

ByteVector object_bytes(const std::string& class_name, Bytes native) {
    ole::Object object;
    object.class_name = class_name;
    ByteWriter writer;
    ole::write_object(writer, object, native, {});
    return std::move(writer).take();
}

ByteVector package_bytes(const std::string& label, bool embedded, std::string_view data) {
    ole::Package package;
    package.label = label;
    package.path = "C:\\DIR\\" + label;
    package.embedded = embedded;
    ByteWriter writer;
    ole::write_package(writer, package, as_bytes(data));
    return object_bytes("Package", writer.view());
}

picture::Image image() { return *picture::Image::create(2, 2, picture::Color{255, 0, 0, 255}); }

bool is_png(std::string_view bytes) { return bytes.starts_with("\x89PNG\r\n\x1a\n"); }

TEST(Expand, R10_NativeDataOfAnObjectIsDelivered) {
    const auto result =
        expanded({attachment(AttachmentKind::ole, "Report",
                             object_bytes("Word.Document.6", as_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...")))});
    ASSERT_NE(result.named("Report.doc"), nullptr);
    EXPECT_EQ(result.named("Report.doc")->derived->content_type, "application/msword");
    EXPECT_EQ(result.bytes("Report.doc").size(), 11U);
    EXPECT_TRUE(result.findings.empty());
}

TEST(Expand, R10_PackagesGiveTheirFile) {
    const auto result =
        expanded({attachment(AttachmentKind::ole, "Package", package_bytes("PLAN.TXT", true, "the plan"))});
    EXPECT_EQ(result.bytes("PLAN.TXT"), "the plan");
    const auto command = expanded({attachment(AttachmentKind::ole, "Package", package_bytes("RUN.BAT", false, ""))});
    EXPECT_NE(command.bytes("Package.link.txt").find("C:\\DIR\\RUN.BAT"), std::string::npos);
    EXPECT_TRUE(command.found(MessageId::ole_link));
}

TEST(Expand, OldTextIsInTheCodePageOfTheMailbox) {
    for (const auto& [code_page, name] : {std::pair{1252, "\u00E8.TXT"}, {1250, "\u010D.TXT"}, {1251, "\u0438.TXT"}}) {
        const auto result =
            expanded({attachment(AttachmentKind::ole, "P", package_bytes("\xE8.TXT", true, "x"))}, code_page);
        EXPECT_EQ(result.bytes(name), "x") << code_page;
    }
}

TEST(Expand, R10_LinksKeepThePlaceOfTheirDocument) {
    ole::Object object;
    object.kind = ole::ObjectKind::linked;
    object.class_name = "ExcelWorksheet";
    object.topic =
        "C:\\B\xDC"
        "DGET.XLS";
    object.item = "R1C1";
    ByteWriter writer;
    ole::write_object(writer, object, {}, {});
    const auto result = expanded({attachment(AttachmentKind::ole, "Budget", std::move(writer).take())});
    EXPECT_EQ(result.bytes("Budget.link.txt"),
              "Class: ExcelWorksheet\r\nDocument: C:\\B\xC3\x9C"
              "DGET.XLS\r\nPlace: R1C1\r\n");
}

TEST(Expand, R10_PaintbrushPicturesBecomeBitmapAndPng) {
    ByteWriter file;
    file.text("BM");
    file.zeros(8);
    file.le<std::uint32_t>(54);
    file.bytes(picture::write_dib(image()));
    const auto result = expanded({attachment(AttachmentKind::ole, "Picture", object_bytes("PBrush", file.view()))});
    EXPECT_TRUE(result.bytes("Picture.bmp").starts_with("BM"));
    EXPECT_TRUE(is_png(result.bytes("Picture.png")));
}

TEST(Expand, D21_StaticPicturesAndRenderingsBecomePng) {
    picture::MetafileWriter writer(10, 10);
    writer.stretch(image(), 0, 0, 10, 10);
    const ByteVector metafile = std::move(writer).take();
    model::Attachment rendered;
    rendered.name = "DOC.DOC";
    rendered.rendering = source(metafile);
    model::Attachment nameless = attachment(AttachmentKind::picture, "", metafile);
    nameless.name.reset();
    const auto result = expanded({nameless, rendered});
    EXPECT_TRUE(is_png(result.bytes("picture-1.png")));
    EXPECT_TRUE(is_png(result.bytes("DOC.png")));
    EXPECT_EQ(result.named("DOC.png")->derived->original, 1U);
}

TEST(Expand, R11_MacintoshFilesGiveDataAndResources) {
    macbinary::File file;
    file.version = macbinary::Version::two;
    file.name = "R\x8Esum\x8E";
    ByteWriter writer;
    macbinary::write_file(writer, file, as_bytes("data"), as_bytes("resource"), {});
    const auto result = expanded({attachment(AttachmentKind::file, "RESUME", std::move(writer).take())});
    EXPECT_EQ(result.bytes("R\xC3\xA9sum\xC3\xA9"), "data");
    ASSERT_EQ(result.expansion.attachments.size(), 1U);
    const auto beside = read_all(*result.expansion.attachments[0].apple_double, kLargestLoaded);
    EXPECT_TRUE(as_text(*beside).ends_with("resource"));
}

TEST(Expand, R11_FilesOfResourcesAloneAreAppleDouble) {
    macbinary::File file;
    file.version = macbinary::Version::two;
    file.name = "Font";
    ByteWriter writer;
    macbinary::write_file(writer, file, {}, as_bytes("resource"), {});
    const auto result = expanded({attachment(AttachmentKind::file, "FONT", std::move(writer).take())});
    EXPECT_TRUE(result.bytes("Font.applefile").ends_with("resource"));
    EXPECT_EQ(result.named("Font.applefile")->derived->content_type, "application/applefile");
}

ByteVector winmail(Bytes inner = {}) {
    using namespace tnef;
    StreamWriter writer;
    writer.attribute(Level::message, attribute_id::kSubject, as_bytes("Hidden subject"));
    writer.attribute(Level::message, attribute_id::kBody, as_bytes("Hidden text"));
    ByteWriter properties;
    write_properties(properties, {{property_type::kBinary, 0x1009, {}, {pack_text(as_bytes("{\\rtf1 x}"))}}});
    writer.attribute(Level::message, attribute_id::kMessageProperties, properties.view());
    writer.begin_attachment(1);
    writer.attribute(Level::attachment, attribute_id::kAttachTitle, as_bytes("A.TXT"));
    writer.attribute(Level::attachment, attribute_id::kAttachData, as_bytes("file data"));
    writer.begin_attachment(2);
    writer.attribute(Level::attachment, attribute_id::kAttachTitle, as_bytes("Object"));
    writer.attribute(Level::attachment, attribute_id::kAttachData, package_bytes("IN.TXT", true, "packed"));
    if (!inner.empty()) {
        ByteVector object(16, 0);
        object.insert(object.end(), inner.begin(), inner.end());
        ByteWriter embedded;
        write_properties(embedded, {{property_type::kObject, 0x3701, {}, {object}}});
        writer.begin_attachment(1);
        writer.attribute(Level::attachment, attribute_id::kAttachment, embedded.view());
    }
    return std::move(writer).take();
}

TEST(Expand, WinmailGivesAttachmentsAndMissingText) {
    const auto result = expanded({attachment(AttachmentKind::file, "WINMAIL.DAT", winmail())});
    EXPECT_EQ(result.bytes("A.TXT"), "file data");
    EXPECT_EQ(result.bytes("IN.TXT"), "packed");
    EXPECT_EQ(result.bytes("Hidden subject.rtf"), "{\\rtf1 x}");
    EXPECT_EQ(result.expansion.body, "Hidden text");
    EXPECT_EQ(result.expansion.subject, "Hidden subject");
    model::Message own;
    own.body = "own text";
    EXPECT_FALSE(expanded_message(own, {attachment(AttachmentKind::file, "WINMAIL.DAT", winmail())}).expansion.body);
}

TEST(Expand, MessagesInsideAreMessages) {
    const auto result = expanded({attachment(AttachmentKind::file, "WINMAIL.DAT", winmail(winmail()))});
    const model::Attachment* inside = result.named("Hidden subject.eml");
    ASSERT_NE(inside, nullptr);
    EXPECT_EQ(inside->kind, AttachmentKind::message);
    EXPECT_EQ(inside->derived->content_type, "message/rfc822");
    ASSERT_TRUE(inside->message);
    EXPECT_EQ(inside->message->body, "Hidden text");
    std::vector<std::string> names;
    for (const model::Attachment& one : inside->message->attachments) names.push_back(one.name.value_or(""));
    EXPECT_EQ(names, (std::vector<std::string>{"Hidden subject.rtf", "A.TXT", "Object", "IN.TXT"}));
    EXPECT_EQ(inside->message->attachments[3].derived->original, 2U);
    EXPECT_FALSE(inside->message->attachments[1].derived);
}

TEST(Expand, AWinmailInAWinmailIsAMessageToo) {
    tnef::StreamWriter writer;
    writer.begin_attachment(1);
    writer.attribute(tnef::Level::attachment, tnef::attribute_id::kAttachTitle, as_bytes("WINMAIL.DAT"));
    writer.attribute(tnef::Level::attachment, tnef::attribute_id::kAttachData, winmail());
    const auto result = expanded({attachment(AttachmentKind::file, "OUTER.DAT", std::move(writer).take())});
    ASSERT_NE(result.named("Hidden subject.eml"), nullptr);
    EXPECT_FALSE(result.expansion.body);
}

TEST(Expand, B20_WinmailHasTheRestOfASubject) {
    const std::string whole = "A subject of more than forty characters in all";
    tnef::StreamWriter writer;
    writer.attribute(tnef::Level::message, tnef::attribute_id::kSubject, as_bytes(whole));
    model::Message message;
    message.attachments = {attachment(AttachmentKind::file, "WINMAIL.DAT", std::move(writer).take())};
    const auto subject_of = [&](std::string stored) {
        message.subject = std::move(stored);
        Findings findings;
        return expand(message, {}, "Inbox/0", findings).subject;
    };
    EXPECT_EQ(subject_of(whole.substr(0, 40)), whole);
    EXPECT_EQ(subject_of(whole.substr(0, 20)), std::nullopt) << "the message says it so itself";
    EXPECT_EQ(subject_of("Another one of exactly forty characters!"), std::nullopt);
}

TEST(Expand, WinmailGivesTheTextBelowALetterheadThatStandsAlone) {
    const std::string head =
        "FROM: Ann\r\nTO: Ben\r\nDATE: 10-09-97\r\nTIME: 10:24\r\nSUBJECT: x\r\n" + std::string(78, '-') + "\r\n";
    model::Message message;
    message.attachments = {attachment(AttachmentKind::file, "WINMAIL.DAT", winmail())};
    for (const auto& [text, wanted] : {std::pair{"", "Hidden text"}, std::pair{"own text", "own text"}}) {
        message.body = head + text;
        Findings findings;
        const Expansion expansion = expand(message, {}, "Inbox/0", findings);
        EXPECT_EQ(expansion.body, wanted);
        EXPECT_EQ(expansion.subject, "x");
        EXPECT_EQ(expansion.letterhead, head);
    }
}

TEST(Expand, MessagesInsideMessagesHaveABottom) {
    ByteVector nested = winmail();
    for (std::size_t i = 0; i < kDeepestMessage + 2; ++i) nested = winmail(nested);
    const auto result = expanded({attachment(AttachmentKind::file, "WINMAIL.DAT", nested)});
    EXPECT_TRUE(result.found(MessageId::content_too_deep));
    std::size_t depth = 0;
    const model::Attachment* one = result.named("Hidden subject.eml");
    while (one != nullptr && one->message) {
        ++depth;
        one = &*std::ranges::find_if(one->message->attachments, [](const model::Attachment& inner) {
            return inner.kind == AttachmentKind::message || inner.name == "message.tnef";
        });
    }
    EXPECT_EQ(depth, kDeepestMessage - 1);
    ASSERT_NE(one, nullptr);
    EXPECT_EQ(one->name, "message.tnef");
}

TEST(Expand, PartsOfAllMessagesTogetherAreCounted) {
    tnef::StreamWriter many;
    for (std::size_t i = 0; i < kMostParts; ++i) many.begin_attachment(1);
    const auto result =
        expanded({attachment(AttachmentKind::file, "W", winmail(std::move(many).take())),
                  attachment(AttachmentKind::ole, "Package", package_bytes("PLAN.TXT", true, "the plan"))});
    EXPECT_TRUE(result.found(MessageId::content_too_many));
    EXPECT_EQ(result.named("PLAN.TXT"), nullptr);
}

TEST(Expand, DamageIsAFindingAndNothingElse) {
    EXPECT_TRUE(expanded({attachment(AttachmentKind::ole, "X", ByteVector(50, 7))}).found(MessageId::ole_unreadable));
    EXPECT_TRUE(
        expanded({attachment(AttachmentKind::picture, "X", ByteVector(50, 7))}).found(MessageId::picture_unreadable));
    model::Attachment mac = attachment(AttachmentKind::file, "X", ByteVector(50, 7));
    mac.macbinary = true;
    EXPECT_TRUE(expanded({mac}).found(MessageId::macbinary_unreadable));
    ByteVector cut = winmail();
    cut.resize(60);
    EXPECT_TRUE(expanded({attachment(AttachmentKind::file, "X", cut)}).found(MessageId::tnef_damaged));
    EXPECT_TRUE(
        expanded({attachment(AttachmentKind::file, "X", ByteVector(50, 7)), model::Attachment{}}).findings.empty());
}

class CountingBytes final : public ByteSource {
public:
    CountingBytes(ByteVector head, std::uint64_t size) : head_(std::move(head)), size_(size) {}
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    Result<void> read(std::uint64_t offset, MutableBytes into) const override {
        read_ += into.size();
        for (std::size_t i = 0; i < into.size(); ++i) into[i] = offset + i < head_.size() ? head_[offset + i] : 0;
        return {};
    }
    [[nodiscard]] std::uint64_t bytes_read() const { return read_; }

private:
    ByteVector head_;
    std::uint64_t size_;
    mutable std::uint64_t read_ = 0;
};

TEST(Expand, LargePackagesAreNotRead) {
    constexpr std::uint32_t kSize = 100U * 1024 * 1024;
    ByteVector head = package_bytes("BIG.ZIP", true, "");
    head.resize(head.size() - 12);  // the size of the file, and the header of the picture
    const std::size_t native_at = 4 + 4 + 4 + 8 + 8;
    ByteWriter writer;
    writer.bytes(head);
    writer.le(kSize);
    const auto native_size = static_cast<std::uint32_t>(writer.size() - native_at - 4 + kSize);
    writer.patch_le(native_at, native_size);
    const auto big = std::make_shared<CountingBytes>(ByteVector(writer.view().begin(), writer.view().end()),
                                                     writer.size() + kSize + 8);
    model::Attachment one;
    one.kind = AttachmentKind::ole;
    one.data = big;
    const auto result = expanded({one});
    ASSERT_NE(result.named("BIG.ZIP"), nullptr);
    EXPECT_EQ(result.named("BIG.ZIP")->data->size(), kSize);
    EXPECT_LT(big->bytes_read(), 100'000U);
}

}  // namespace
}  // namespace restante::content
