#include "formats/ole/object.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "formats/ole/package.h"

namespace restante::ole {
namespace {

MemoryBytes stream_of(const Object& object, Bytes native = {}, Bytes picture = {}) {
    ByteWriter writer;
    write_object(writer, object, native, picture);
    return MemoryBytes(std::move(writer).take());
}

ByteVector bytes_of(const ByteSource& source, SourceRange range) {
    ByteVector bytes(range.size);
    EXPECT_TRUE(source.read(range.offset, bytes));
    return bytes;
}

// Written by hand from [MS-OLEDS] 2.2.5, not by our writer.
const ByteVector kEmbedded{
    0x01, 0x05, 0, 0, 2,    0,    0,    0,                          // version, embedded
    7,    0,    0, 0, 'P',  'B',  'r',  'u',  's', 'h', 0,          // class
    0,    0,    0, 0, 0,    0,    0,    0,                          // no topic, no item
    3,    0,    0, 0, 'B',  'M',  '!',                              // native data
    0x01, 0x05, 0, 0, 5,    0,    0,    0,                          // a picture
    4,    0,    0, 0, 'D',  'I',  'B',  0,                          // class
    0x10, 0,    0, 0, 0xF0, 0xFF, 0xFF, 0xFF, 2,   0,   0, 0, 8, 9  // width, height, data
};

TEST(OleObject, EmbeddedObjectByHand) {
    const MemoryBytes source(kEmbedded);
    Findings findings;
    ASSERT_TRUE(sniff_object(source));
    const auto object = read_object(source, findings);
    ASSERT_TRUE(object) << object.error().describe();
    EXPECT_EQ(object->kind, ObjectKind::embedded);
    EXPECT_EQ(object->class_name, "PBrush");
    EXPECT_EQ(bytes_of(source, object->native), (ByteVector{'B', 'M', '!'}));
    ASSERT_TRUE(object->presentation);
    EXPECT_EQ(object->presentation->form, PresentationForm::dib);
    EXPECT_EQ(object->presentation->width, 16);
    EXPECT_EQ(object->presentation->height, -16);
    EXPECT_EQ(bytes_of(source, object->presentation->data), (ByteVector{8, 9}));
    EXPECT_TRUE(findings.empty());
}

Object linked() {
    Object object;
    object.kind = ObjectKind::linked;
    object.class_name = "ExcelWorksheet";
    object.topic = "C:\\DATA\\BUDGET.XLS";
    object.item = "R1C1:R5C5";
    object.network_name = "\\\\HQ\\DATA";
    object.update_option = 2;
    return object;
}

TEST(OleObject, LinkedObjectKeepsThePlaceOfItsDocument) {
    const Object written = linked();
    const MemoryBytes source = stream_of(written);
    Findings findings;
    const auto read = read_object(source, findings);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, written);
}

struct PictureCase {
    PresentationForm form;
    const char* class_name;
};

class Pictures : public testing::TestWithParam<PictureCase> {};

TEST_P(Pictures, ComeBack) {
    for (const ObjectKind kind : {ObjectKind::embedded, ObjectKind::static_picture}) {
        const ByteVector picture{1, 2, 3, 4, 5};
        Object object;
        object.kind = kind;
        object.class_name = kind == ObjectKind::static_picture ? GetParam().class_name : "Server";
        Presentation presentation;
        presentation.form = GetParam().form;
        presentation.class_name = GetParam().class_name;
        if (presentation.form == PresentationForm::standard_clipboard) presentation.clipboard_format = 8;
        if (presentation.form == PresentationForm::registered_clipboard) presentation.clipboard_name = "Rich Text";
        if (presentation.form == PresentationForm::metafile) presentation.mapping_mode = 8, presentation.x_extent = 9;
        object.presentation = presentation;
        const MemoryBytes source = stream_of(object, {}, picture);
        Findings findings;
        auto read = read_object(source, findings);
        ASSERT_TRUE(read && read->presentation);
        EXPECT_EQ(bytes_of(source, read->presentation->data), picture);
        read->presentation->data = {}, read->native = {};
        EXPECT_EQ(*read, object);
        EXPECT_TRUE(findings.empty());
    }
}

INSTANTIATE_TEST_SUITE_P(OleObject, Pictures,
                         testing::Values(PictureCase{PresentationForm::metafile, "METAFILEPICT"},
                                         PictureCase{PresentationForm::bitmap, "BITMAP"},
                                         PictureCase{PresentationForm::dib, "DIB"},
                                         PictureCase{PresentationForm::standard_clipboard, "Server"},
                                         PictureCase{PresentationForm::registered_clipboard, "Server"}));

TEST(OleObject, CutNativeDataIsDeliveredWithAFinding) {
    ByteVector bytes = kEmbedded;
    bytes.resize(33);  // inside the native data
    const MemoryBytes source(std::move(bytes));
    Findings findings;
    const auto object = read_object(source, findings);
    ASSERT_TRUE(object);
    EXPECT_EQ(object->native.size, 2U);
    ASSERT_EQ(findings.list().size(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::ole_data_cut);
}

TEST(OleObject, ABadPictureCostsThePictureOnly) {
    ByteVector bytes = kEmbedded;
    bytes[38] = 77;  // format id of the picture
    const MemoryBytes source(std::move(bytes));
    Findings findings;
    const auto object = read_object(source, findings);
    ASSERT_TRUE(object);
    EXPECT_EQ(object->native.size, 3U);
    EXPECT_FALSE(object->presentation);
    ASSERT_EQ(findings.list().size(), 1U);
    EXPECT_EQ(findings.list()[0].id, MessageId::ole_picture_unreadable);
}

TEST(OleObject, OtherBytesAreRefused) {
    for (const ByteVector& bytes : {ByteVector{}, ByteVector(100, 0), ByteVector(100, 0xFF),
                                    ByteVector{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0, 0, 0, 0, 0}}) {
        Findings findings;
        EXPECT_EQ(read_object(MemoryBytes(bytes), findings).error().code, Errc::bad_magic);
    }
}

TEST(OleObject, EveryPrefixIsReadOrRefusedButNeverBeyondItsEnd) {
    for (std::size_t size = 0; size < kEmbedded.size(); ++size) {
        const MemoryBytes source(ByteVector(kEmbedded.begin(), kEmbedded.begin() + static_cast<std::ptrdiff_t>(size)));
        Findings findings;
        const auto object = read_object(source, findings);
        if (!object) continue;
        EXPECT_LE(object->native.offset + object->native.size, size);
        EXPECT_EQ(size == 34, findings.empty()) << size;  // 34: right before the picture
    }
}

RC_GTEST_PROP(OleObjectProperty, EmbeddedObjectsRoundTrip, (ByteVector native, ByteVector picture)) {
    Object object;
    const auto name = *rc::gen::nonEmpty(rc::gen::container<std::string>(rc::gen::inRange('!', '~')));
    object.class_name = name;
    object.presentation = Presentation{};
    object.presentation->form = PresentationForm::dib;
    object.presentation->class_name = "DIB";
    object.presentation->height = *rc::gen::arbitrary<std::int32_t>();
    const MemoryBytes source = stream_of(object, native, picture);
    Findings findings;
    auto read = read_object(source, findings);
    RC_ASSERT(read && read->presentation && findings.empty());
    RC_ASSERT(bytes_of(source, read->native) == native);
    RC_ASSERT(bytes_of(source, read->presentation->data) == picture);
    read->native = {}, read->presentation->data = {};
    RC_ASSERT(*read == object);
}

}  // namespace
}  // namespace restante::ole
