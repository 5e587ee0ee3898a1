// A PST file as folders and messages. Source: docs/formats/pst.md sections 11 to 13; [MS-PST] 2.4.
//
// Values are read when asked for; nothing grows with the store but the two B-trees and the list of names.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/pst/reader/table_context.h"

namespace restante::pst::reader {

struct Folder {
    Nid nid = 0, parent = 0;
    std::string name{}, comment{}, container_class{};
    std::int32_t items = 0, unread = 0;  // as the folder states them
    bool has_children = false;
};

class MessageObject;

class AttachmentObject {
public:
    AttachmentObject(PropertyContext properties, std::size_t depth)
        : properties_(std::move(properties)), depth_(depth) {}
    [[nodiscard]] const PropertyContext& properties() const { return properties_; }
    [[nodiscard]] std::int32_t method() const { return properties_.integer(0x3705).value_or(0); }
    // Read in pieces. Empty when there is no data. Errors: those of the layers below.
    Result<ByteSourcePointer> data() const;
    // The message inside. Errors: not_found (there is none), too_large (nested too deeply).
    Result<MessageObject> embedded() const;

private:
    PropertyContext properties_;
    std::size_t depth_;
};

class MessageObject {
public:
    static constexpr std::size_t kMaxDepth = 32;

    MessageObject(PropertyContext properties, std::size_t depth) : properties_(std::move(properties)), depth_(depth) {}
    [[nodiscard]] const PropertyContext& properties() const { return properties_; }
    [[nodiscard]] std::size_t depth() const { return depth_; }
    // One entry a recipient, in the order of the table. None when the message has no table.
    Result<std::vector<Properties>> recipients(const TextDecoder& decoder) const;
    [[nodiscard]] std::vector<Nid> attachments() const;  // by id
    Result<AttachmentObject> attachment(Nid nid) const;

private:
    PropertyContext properties_;
    std::size_t depth_;
};

// Subject without the mark of its prefix ([MS-PST] 2.5.3.1.1.1).
[[nodiscard]] std::string plain_subject(const std::string& stored);

class Store {
public:
    // Errors: those of NodeFile::open. `decoder`: for ANSI files.
    static Result<Store> open(ByteSourcePointer file, TextDecoder decoder = {});

    [[nodiscard]] const NodeFilePointer& file() const { return file_; }
    [[nodiscard]] const TextDecoder& decoder() const { return decoder_; }
    Result<PropertyContext> properties() const;  // of the store itself
    Result<PropertyContext> properties_of(Nid nid) const;
    Result<TableContext> table_of(Nid folder, NidType type) const;

    Result<Folder> folder(Nid nid) const;
    [[nodiscard]] std::vector<Nid> children(Nid folder) const;  // by id, search folders left out
    // In the order of the folder's table.
    Result<std::vector<Nid>> messages(Nid folder, bool associated = false) const;
    Result<MessageObject> message(Nid nid) const;

    // The name behind an id of 0x8000 and above.
    [[nodiscard]] std::optional<PropertyName> name_of(std::uint16_t id) const;
    [[nodiscard]] std::size_t name_count() const { return names_.size(); }
    // Error: what is wrong with the name map; names before the damage are known nevertheless.
    [[nodiscard]] const std::optional<Error>& name_error() const { return name_error_; }

private:
    Store(NodeFilePointer file, TextDecoder decoder) : file_(std::move(file)), decoder_(std::move(decoder)) {}
    Result<Node> node(Nid nid) const;
    Result<void> read_names();

    NodeFilePointer file_;
    TextDecoder decoder_;
    std::vector<std::optional<PropertyName>> names_{};
    std::optional<Error> name_error_{};
};

}  // namespace restante::pst::reader
