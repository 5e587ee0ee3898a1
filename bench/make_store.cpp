// Writes a message file of any size for measurements, streaming. The same arguments give the same bytes.
//
//   make_store OUT messages COUNT SIZE      COUNT messages with SIZE bytes of text
//   make_store OUT attachments COUNT SIZE   COUNT short messages with an attachment of SIZE bytes each
//   make_store OUT addresses COUNT SIZE     COUNT short messages, each to SIZE of 20,000 people
#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_sink.h"
#include "base/byte_source.h"
#include "base/byte_writer.h"
#include "base/bytes.h"
#include "base/local_time.h"
#include "base/result.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/store_builder.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {
namespace {

constexpr std::size_t kMessagesPerFolder = 5000;  // the format ends at 5400
constexpr std::size_t kShortText = 300;
constexpr std::int64_t kFirstDay = 788918400;  // 1995-01-01

class FileSink final : public PatchableSink {
public:
    explicit FileSink(const char* path) : file_(std::fopen(path, "wb")) {}
    [[nodiscard]] bool is_open() const { return file_ != nullptr; }

    Result<void> append(Bytes bytes) override {
        if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size())
            return fail(Errc::io, "cannot write");
        return {};
    }
    Result<void> patch(std::uint64_t offset, Bytes bytes) override {
        if (std::fseek(file_.get(), static_cast<long>(offset), SEEK_SET) != 0) return fail(Errc::io, "cannot seek");
        TRY_VOID(append(bytes));
        if (std::fseek(file_.get(), 0, SEEK_END) != 0) return fail(Errc::io, "cannot seek");
        return {};
    }
    Result<void> close() {
        if (std::fclose(file_.release()) != 0) return fail(Errc::io, "cannot write");
        return {};
    }

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> file_;
};

// The same sequence everywhere, unlike those of <random> distributions.
class Sequence {
public:
    explicit Sequence(std::uint64_t seed) : state_(seed * 2 + 1) {}
    std::uint64_t next() {
        state_ ^= state_ << 13U;
        state_ ^= state_ >> 7U;
        state_ ^= state_ << 17U;
        return state_;
    }

private:
    std::uint64_t state_;
};

std::string letter(std::size_t size, Sequence& sequence) {
    static constexpr std::string_view kWords[] = {"please",   "find",    "the",    "report",  "for",
                                                  "next",     "meeting", "budget", "regards", "J\xFCrgen",
                                                  "tomorrow", "printer", "a",      "and"};
    std::string text;
    std::size_t line = 0;
    while (text.size() + 2 < size) {
        const std::string_view word = kWords[sequence.next() % std::size(kWords)];
        text += word;
        text += line > 60 ? "\r\n" : " ";
        line = line > 60 ? 0 : line + word.size() + 1;
    }
    text.resize(size > 2 ? size - 2 : 0);
    return text + "\r\n";
}

ListElement text_attribute(std::uint32_t id, const std::string& text) {
    ByteWriter writer;
    writer.text_nul(text);
    return {id, std::move(writer).take()};
}

ListElement date_attribute(std::uint32_t id, std::int64_t seconds) {
    ByteWriter writer;
    write_date(writer, DateRecord::from(LocalTime::from_unix_utc(seconds)));
    return {id, std::move(writer).take()};
}

constexpr std::uint64_t kFewPeople = 500, kManyPeople = 20'000;

ListElement address_attribute(std::uint32_t id, std::size_t count, std::uint64_t people, Sequence& sequence) {
    std::vector<NewTriple> triples(count);
    for (NewTriple& triple : triples) {
        const std::uint64_t person = sequence.next() % people;
        triple.name = fmt::format("Person {}", person);
        triple.data = fmt::format("MS:ACME/HQ/P{:05}", person);
    }
    return {id, build_triples(triples)};
}

enum class Kind : std::uint8_t { messages, attachments, addresses };

NewMessage message(std::size_t number, Kind kind, std::size_t size) {
    Sequence sequence(number + 1);
    const bool addresses = kind == Kind::addresses;
    const std::uint64_t people = addresses ? kManyPeople : kFewPeople;
    const std::int64_t sent = kFirstDay + static_cast<std::int64_t>(number) * 61;
    NewMessage made;
    made.attributes.push_back(address_attribute(attribute::kFrom, 1, people, sequence));
    made.attributes.push_back(address_attribute(attribute::kTo, addresses ? size : 1, people, sequence));
    made.attributes.push_back(text_attribute(attribute::kSubject, fmt::format("Message number {}", number)));
    made.attributes.push_back(date_attribute(attribute::kDateSent, sent));
    made.attributes.push_back(date_attribute(attribute::kDateReceived, sent + 90));
    made.attributes.push_back({attribute::kStatus, {status::kRead}});
    made.attributes.push_back({attribute::kClass, {static_cast<std::uint8_t>(kNoteClass), 0}});
    made.attributes.push_back(text_attribute(attribute::kMessageId, fmt::format("{:032X}", number)));
    made.attributes.push_back(
        text_attribute(attribute::kBody, letter(kind == Kind::messages ? size : kShortText, sequence)));
    made.attributes.push_back({attribute::kPriority, {static_cast<std::uint8_t>(priority::kNormal), 0}});
    return made;
}

NewAttachment attachment(const ByteSourcePointer& data) {
    const auto title = text_attribute(attribute::kAttachmentTitle, "REPORT.DOC");
    NewAttachment made;
    made.attributes.push_back({.id = title.id, .data = title.data});
    made.attributes.push_back({.id = attribute::kAttachmentData, .source = data});
    return made;
}

ByteSourcePointer incompressible(std::size_t size) {
    Sequence sequence(4711);
    ByteVector bytes(size);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(sequence.next() >> 32U);
    return std::make_shared<MemoryBytes>(std::move(bytes));
}

Result<void> make(const char* path, Kind kind, std::size_t count, std::size_t size) {
    const bool with_attachments = kind == Kind::attachments;
    FileSink sink(path);
    if (!sink.is_open()) return fail(Errc::io, fmt::format("cannot create {}", path));
    StoreBuilderOptions options;
    options.accounts.push_back({.name = "MS:ACME/HQ/BENCH"});
    options.writer.expected_nodes = count * (with_attachments ? 3 : 1) + 512;
    auto builder = TRY(StoreBuilder::create(sink, options));
    const ByteSourcePointer data = with_attachments ? incompressible(size) : nullptr;
    std::size_t folder = 0;
    for (std::size_t number = 0; number < count; ++number) {
        if (number == 0)
            folder = TRY(builder.add_folder({.name = "Inbox", .oid = kInbox}));
        else if (number % kMessagesPerFolder == 0)
            folder = TRY(builder.add_folder({.name = fmt::format("Archive {}", number / kMessagesPerFolder)}));
        NewMessage one = message(number, kind, size);
        if (with_attachments) one.attachments.push_back(attachment(data));
        TRY(builder.add_message(folder, std::move(one)));
    }
    TRY_VOID(builder.finish());
    return sink.close();
}

bool number(std::string_view text, std::size_t& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

std::optional<Kind> kind_of(std::string_view word) {
    if (word == "messages") return Kind::messages;
    if (word == "attachments") return Kind::attachments;
    if (word == "addresses") return Kind::addresses;
    return std::nullopt;
}

}  // namespace
}  // namespace restante::mmf

int main(int argc, char** argv) {
    const std::vector<std::string_view> words(argv, argv + argc);
    std::size_t count = 0;
    std::size_t size = 0;
    const auto kind = words.size() == 5 ? restante::mmf::kind_of(words[2]) : std::nullopt;
    if (!kind || !restante::mmf::number(words[3], count) || !restante::mmf::number(words[4], size)) {
        fmt::print(stderr, "make_store OUT messages|attachments|addresses COUNT SIZE\n");
        return 64;
    }
    const auto made = restante::mmf::make(argv[1], *kind, count, size);
    if (made) return 0;
    fmt::print(stderr, "make_store: {}\n", made.error().describe());
    return 74;
}
