#include "base/code_page.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/utf8.h"

namespace restante {
namespace {

constexpr std::array<int, 41> kSupported{437,   737,   775,   850,   852,   855,   857,   858,  860,   861,   862,
                                         863,   864,   865,   866,   869,   874,   932,   936,  949,   950,   1250,
                                         1251,  1252,  1253,  1254,  1255,  1256,  1257,  1258, 10000, 28591, 28592,
                                         28595, 28597, 28599, 28605, 65001, 20866, 21866, 20127};

// Where the tables of IBM, which ICU has, and those of Microsoft, by which the text was written, differ.
// Source: mappings published by Microsoft at unicode.org (VENDORS/MICSFT/PC).
struct Difference {
    int page;
    std::uint8_t byte;
    std::string_view utf8;
};
constexpr std::array<Difference, 12> kMicrosoft{{{437, 0xE6, "\u00B5"},
                                                 {860, 0xE6, "\u00B5"},
                                                 {861, 0xE6, "\u00B5"},
                                                 {862, 0xE6, "\u00B5"},
                                                 {863, 0xE6, "\u00B5"},
                                                 {865, 0xE6, "\u00B5"},
                                                 {852, 0xAA, "\u00AC"},
                                                 {864, 0xD7, "\uFEC1"},
                                                 {864, 0xD8, "\uFEC5"},
                                                 {864, 0xF1, "\u0651"},
                                                 {869, 0x88, "\u00B7"},
                                                 {869, 0xEF, "\u0384"}}};

// Of private use, no letter to anybody else; U+F8FF is the apple of the Macintosh.
bool is_private(std::string_view utf8) { return utf8.size() == 3 && utf8 >= "\uE000" && utf8 < "\uF8FF"; }

std::string visible(std::uint8_t byte) { return fmt::format("\\x{:02X}", byte); }

std::string icu_name(int number) {
    switch (number) {
        case 10000:
            return "macintosh";
        case 20127:
            return "US-ASCII";
        case 20866:
            return "KOI8-R";
        case 21866:
            return "KOI8-U";
        case 65001:
            return "UTF-8";
        default:
            break;
    }
    if (number >= 28591 && number <= 28605) return fmt::format("ISO-8859-{}", number - 28590);
    if (number == 932 || number == 936 || number == 949 || number == 950 || number == 874 || number >= 1250)
        return fmt::format("windows-{}", number);
    return fmt::format("cp{}", number);
}

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using ConverterPointer = std::unique_ptr<UConverter, CloseConverter>;

// ICU hands its context back as const; what the context points to need not be.
struct CallbackContext {
    std::size_t* counter;
};
std::size_t& counter_of(const void* context) { return *static_cast<const CallbackContext*>(context)->counter; }

// Writes \xHH for every byte of the sequence that has no mapping and counts the bytes.
void keep_visibly(const void* context, UConverterToUnicodeArgs* args, const char* bytes, std::int32_t length,
                  UConverterCallbackReason reason, UErrorCode* status) {
    if (reason > UCNV_IRREGULAR) return;
    *status = U_ZERO_ERROR;
    static constexpr char16_t kDigits[] = u"0123456789ABCDEF";
    for (std::int32_t i = 0; i < length; ++i) {
        const auto byte = static_cast<std::uint8_t>(bytes[i]);
        const char16_t text[4] = {u'\\', u'x', kDigits[byte >> 4], kDigits[byte & 15]};
        ucnv_cbToUWriteUChars(args, text, 4, 0, status);
    }
    counter_of(context) += static_cast<std::size_t>(length);
}

void replace_by_question_mark(const void* context, UConverterFromUnicodeArgs* args, const UChar* /*units*/,
                              std::int32_t /*length*/, UChar32 /*point*/, UConverterCallbackReason reason,
                              UErrorCode* status) {
    if (reason > UCNV_IRREGULAR) return;
    *status = U_ZERO_ERROR;
    ucnv_cbFromUWriteBytes(args, "?", 1, 0, status);
    ++counter_of(context);
}

}  // namespace

struct CodePage::Converter {
    Converter() = default;
    Converter(const Converter&) = delete;  // points into itself
    Converter& operator=(const Converter&) = delete;
    ~Converter() = default;

    std::mutex mutex;  // of all that follows but the table
    ConverterPointer icu;
    ConverterPointer utf8;
    std::size_t unmappable = 0;
    CallbackContext context{&unmappable};
    bool single_byte = false;
    std::array<std::string, 256> table{};  // single-byte pages: the UTF-8 of each byte
    std::array<bool, 256> undefined{};
};

CodePage::CodePage(int number, std::shared_ptr<Converter> converter)
    : number_(number), converter_(std::move(converter)) {}

namespace {

std::string through_icu(UConverter* from, UConverter* to, std::string_view bytes) {
    ucnv_reset(from);
    ucnv_reset(to);
    std::string text;
    std::array<char, 4096> out{};
    std::array<UChar, 1024> pivot{};
    UChar* pivot_source = pivot.data();
    UChar* pivot_target = pivot.data();
    const char* source = bytes.data();
    const char* const source_end = source + bytes.size();
    UErrorCode status = U_ZERO_ERROR;
    do {
        status = U_ZERO_ERROR;
        char* target = out.data();
        ucnv_convertEx(to, from, &target, out.data() + out.size(), &source, source_end, pivot.data(), &pivot_source,
                       &pivot_target, pivot.data() + pivot.size(), 0, 1, &status);
        text.append(out.data(), static_cast<std::size_t>(target - out.data()));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    return text;
}

}  // namespace

Result<CodePage> CodePage::numbered(int number) {
    if (std::ranges::find(kSupported, number) == kSupported.end())
        return fail(Errc::unsupported, fmt::format("code page {} is not known", number));
    auto converter = std::make_shared<Converter>();
    UErrorCode status = U_ZERO_ERROR;
    converter->icu.reset(ucnv_open(icu_name(number).c_str(), &status));
    converter->utf8.reset(ucnv_open("UTF-8", &status));
    if (U_FAILURE(status)) return fail(Errc::unsupported, fmt::format("code page {} is not in this ICU", number));
    ucnv_setToUCallBack(converter->icu.get(), keep_visibly, &converter->context, nullptr, nullptr, &status);
    ucnv_setFromUCallBack(converter->icu.get(), replace_by_question_mark, &converter->context, nullptr, nullptr,
                          &status);
    converter->single_byte = ucnv_getMaxCharSize(converter->icu.get()) == 1;
    for (std::size_t byte = 0; converter->single_byte && byte < 256; ++byte) {
        const char one = static_cast<char>(byte);
        converter->unmappable = 0;
        converter->table[byte] =
            byte < 0x80 ? std::string(1, one) : through_icu(converter->icu.get(), converter->utf8.get(), {&one, 1});
        converter->undefined[byte] = converter->unmappable != 0;
        if (is_private(converter->table[byte])) {
            converter->table[byte] = visible(static_cast<std::uint8_t>(byte));
            converter->undefined[byte] = true;
        }
    }
    for (const Difference& one : kMicrosoft) {
        if (one.page != number) continue;
        converter->table[one.byte] = one.utf8;
        converter->undefined[one.byte] = false;
    }
    return CodePage(number, std::move(converter));
}

std::size_t CodePage::decode(Bytes bytes, std::string& into) const {
    std::string_view text = as_text(bytes);
    if (is_ascii(text)) {
        into.append(text);
        return 0;
    }
    std::size_t unmappable = 0;
    if (converter_->single_byte) {
        into.reserve(into.size() + text.size() + text.size() / 8);
        while (!text.empty()) {
            const std::size_t plain = ascii_prefix(text);
            into.append(text.substr(0, plain));
            text.remove_prefix(plain);
            for (; !text.empty() && static_cast<std::uint8_t>(text.front()) >= 0x80; text.remove_prefix(1)) {
                const auto byte = static_cast<std::uint8_t>(text.front());
                into.append(converter_->table[byte]);
                if (converter_->undefined[byte]) ++unmappable;
            }
        }
        return unmappable;
    }
    const std::scoped_lock alone(converter_->mutex);
    converter_->unmappable = 0;
    into += through_icu(converter_->icu.get(), converter_->utf8.get(), text);
    return converter_->unmappable;
}

bool CodePage::single_byte() const { return converter_->single_byte; }

std::vector<std::uint32_t> CodePage::character_offsets(Bytes bytes) const {
    std::vector<std::uint32_t> starts;
    starts.reserve(bytes.size());
    if (converter_->single_byte) {
        for (std::size_t i = 0; i < bytes.size(); ++i)
            starts.insert(starts.end(), utf8_length(converter_->table[bytes[i]]), static_cast<std::uint32_t>(i));
        return starts;
    }
    const std::scoped_lock alone(converter_->mutex);
    UConverter* const converter = converter_->icu.get();
    ucnv_reset(converter);
    std::array<UChar, 1024> units{};
    std::array<std::int32_t, 1024> offsets{};
    const char* const begin = as_text(bytes).data();
    const char* source = begin;
    const char* const source_end = begin + bytes.size();
    std::int64_t last = 0;
    UErrorCode status = U_ZERO_ERROR;
    do {
        status = U_ZERO_ERROR;
        UChar* target = units.data();
        const std::int64_t piece = source - begin;
        ucnv_toUnicode(converter, &target, units.data() + units.size(), &source, source_end, offsets.data(), 1,
                       &status);
        for (std::ptrdiff_t i = 0; i < target - units.data(); ++i) {
            const auto index = static_cast<std::size_t>(i);
            if (U16_IS_TRAIL(units[index])) continue;
            // ICU does not know where what it kept from the piece before began.
            if (offsets[index] >= 0) last = std::max(last, piece + offsets[index]);
            starts.push_back(static_cast<std::uint32_t>(last));
        }
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    return starts;
}

std::size_t CodePage::encode(std::string_view utf8, std::string& into) const {
    const std::scoped_lock alone(converter_->mutex);
    converter_->unmappable = 0;
    into += through_icu(converter_->utf8.get(), converter_->icu.get(), utf8);
    return converter_->unmappable;
}

int CodePage::for_windows_language(std::string_view language) {
    struct Row {
        std::string_view word;
        int number;
    };
    static constexpr std::array<Row, 27> kRows{{
        {"czech", 1250},    {"polish", 1250},     {"hungarian", 1250}, {"slovenian", 1250},  {"slovak", 1250},
        {"romanian", 1250}, {"croatian", 1250},   {"russian", 1251},   {"bulgarian", 1251},  {"ukrainian", 1251},
        {"greek", 1253},    {"turkish", 1254},    {"hebrew", 1255},    {"arabic", 1256},     {"estonian", 1257},
        {"latvian", 1257},  {"lithuanian", 1257}, {"baltic", 1257},    {"vietnamese", 1258}, {"thai", 874},
        {"japanese", 932},  {"simplified", 936},  {"prc", 936},        {"traditional", 950}, {"taiwan", 950},
        {"korean", 949},    {"chinese", 936},
    }};
    std::string lower(language);
    std::ranges::transform(lower, lower.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    });
    const auto row = std::ranges::find_if(
        kRows, [&](const Row& candidate) { return lower.find(candidate.word) != std::string::npos; });
    return row == kRows.end() ? 1252 : row->number;
}

}  // namespace restante
