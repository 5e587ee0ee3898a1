#include "formats/ole/native_kind.h"

#include <gtest/gtest.h>

namespace restante::ole {
namespace {

constexpr std::string_view kCompound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

struct Case {
    const char* class_name;
    std::string_view head;
    const char* extension;
    bool contradicted;
};

TEST(OleNativeKind, ClassAndFirstBytes) {
    const Case cases[]{
        {"Word.Document.6", kCompound, ".doc", false},
        {"WordDocument", "\xDB\xA5", ".doc", false},
        {"WordDocument", "{\\rtf1", ".rtf", false},
        {"Excel.Sheet.5", kCompound, ".xls", false},
        {"ExcelWorksheet", std::string_view("\x09\x04\x06\0", 4), ".xls", false},
        {"PBrush", "BMxx", ".bmp", false},
        {"PBrush", "xxxx", ".bin", true},
        {"PBrush", kCompound, ".ole", true},
        {"SoundRec", "RIFF", ".wav", false},
        {"MSGraph", "anything", ".msgraph", false},
        {"Equation.2", kCompound, ".equation", false},
        {"MSWordArt.2", "", ".wordart", false},
        {"MSDraw", "", ".msdraw", false},
        {"Unknown.Server", kCompound, ".ole", false},
        {"Unknown.Server", "BMxx", ".bmp", false},
        {"Unknown.Server", std::string_view("\x09\x00zz", 4), ".bin", false},
        {"", "", ".bin", false},
    };
    for (const Case& one : cases) {
        const NativeKind kind = native_kind(one.class_name, as_bytes(one.head));
        EXPECT_EQ(kind.extension, one.extension) << one.class_name;
        EXPECT_EQ(kind.contradicted, one.contradicted) << one.class_name;
        EXPECT_FALSE(kind.content_type.empty());
    }
}

}  // namespace
}  // namespace restante::ole
