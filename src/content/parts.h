// Collects what is taken out of one message, and holds what all that take apart need.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/code_page.h"
#include "base/finding.h"
#include "base/result.h"
#include "base/source_reader.h"
#include "content/expand.h"
#include "model/attachment.h"

namespace restante::content {

// What a message shares with the messages inside it.
struct Scope {
    const Reading& reading;
    const std::string& item;
    Findings& findings;
    std::size_t parts = 0;  // taken out so far
    bool too_many = false;  // a finding has said so
};

class Parts {
public:
    // `depth`: messages around this one.
    Parts(Scope& scope, std::size_t depth, Expansion& into) : scope_(&scope), depth_(depth), into_(&into) {}

    // What follows comes out of this attachment of the message.
    void begin(std::size_t original, std::string name) {
        original_ = original;
        name_ = std::move(name);
    }
    // As long as it lives, what is taken out is named after an attachment inside the original.
    class Named {
    public:
        Named(Parts& parts, std::string name) : parts_(&parts), outer_(std::exchange(parts.name_, std::move(name))) {}
        Named(const Named&) = delete;
        Named& operator=(const Named&) = delete;
        ~Named() { parts_->name_ = std::move(outer_); }

    private:
        Parts* parts_;
        std::string outer_;
    };

    [[nodiscard]] const std::string& name() const { return name_; }  // of the original, for people
    [[nodiscard]] Expansion& expansion() { return *into_; }
    [[nodiscard]] Scope& scope() { return *scope_; }
    [[nodiscard]] std::size_t depth() const { return depth_; }
    [[nodiscard]] int code_page() const { return scope_->reading.code_page; }

    // False past kMostParts: nothing may be taken out any more, and one finding says so.
    bool count_part();
    void add(model::Attachment attachment, std::string description, std::string content_type);
    void add(std::string name, ByteSourcePointer data, std::string description, std::string content_type);

    void find(MessageId id, const std::string& text, std::optional<std::uint64_t> offset = std::nullopt);
    void find(MessageId id, const Error& error) { find(id, error.what, error.offset); }
    // Findings of a format's reader, renamed to this attachment.
    void take(const Findings& findings);

    // Text of old structures; unknown code pages are taken for 1252.
    [[nodiscard]] static std::string decode(Bytes bytes, int code_page);
    [[nodiscard]] std::string text(std::string_view bytes) const { return decode(as_bytes(bytes), code_page()); }

private:
    Scope* scope_;
    std::size_t depth_;
    Expansion* into_;
    std::size_t original_ = 0;
    std::string name_;
};

// What can be taken out of a message at that depth, which `scope` has met inside another one.
[[nodiscard]] Expansion expand_inside(const model::Message& message, Scope& scope, std::size_t depth);

[[nodiscard]] ByteSourcePointer range_of(const ByteSourcePointer& whole, SourceRange range);
[[nodiscard]] ByteSourcePointer in_memory(ByteVector bytes);
[[nodiscard]] ByteSourcePointer in_memory(std::string_view text);

// "REPORT" of "REPORT.DOC"; all of a name without extension.
[[nodiscard]] std::string without_extension(const std::string& name);

}  // namespace restante::content
