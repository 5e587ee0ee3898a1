// For tests of this folder: a small store made object by object, right or wrong, and opened as a mailbox.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/byte_sink.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/store_writer.h"
#include "formats/mmf/summary.h"
#include "sources/mmf/mmf_source.h"
#include "sources/source.h"

namespace restante::sources {

inline ByteVector text_bytes(std::string_view text) {
    const Bytes bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

inline mmf::ListElement text_attribute(std::uint32_t id, const std::string& text) {
    return {id, text_bytes(text + '\0')};
}

class TestStore {
public:
    explicit TestStore(const std::string& language = "English (American)") {
        mmf::StoreWriterOptions options;
        options.header.language = language;
        writer_ = std::make_unique<mmf::StoreWriter>(*mmf::StoreWriter::create(sink_, options));
    }

    void add(mmf::Oid oid, mmf::Oid parent, std::uint32_t aux, const ByteVector& body) {
        mmf::ObjectInfo info;
        info.oid = oid;
        info.parent = parent;
        info.aux = aux;
        info.references = 1;
        const auto added = writer_->add(info, Bytes(body));
        ASSERT_TRUE(added) << added.error().describe();
    }
    void add_list(mmf::Oid oid, mmf::Oid parent, const std::vector<mmf::ListElement>& elements, std::uint32_t aux = 0) {
        add(oid, parent, aux, mmf::write_list(elements));
    }
    void add_message(std::uint32_t number, mmf::Oid folder, std::vector<mmf::ListElement> attributes = {}) {
        if (attributes.empty()) attributes = {text_attribute(mmf::attribute::kSubject, "message")};
        add_list(message(number), folder, attributes);
    }
    // A copy that shares `body`, which must have been added.
    void add_copy(mmf::Oid oid, mmf::Oid parent, std::uint32_t aux, mmf::Oid body) {
        mmf::ObjectInfo info;
        info.oid = oid;
        info.parent = parent;
        info.aux = aux;
        info.references = 1;
        ASSERT_TRUE(writer_->add_alias(info, body));
    }
    void add_hidden_body(mmf::Oid oid, mmf::Oid parent, const std::vector<mmf::ListElement>& elements,
                         std::uint32_t aux = 0) {
        mmf::ObjectInfo info;
        info.oid = oid;
        info.parent = parent;
        info.aux = aux;
        info.references = 1;
        info.flags = mmf::flag::kWritten | mmf::flag::kHiddenBody;
        ASSERT_TRUE(writer_->add(info, Bytes(mmf::write_list(elements))));
    }
    void add_class(std::uint16_t number, const std::string& name) {
        classes_.push_back({number, mmf::write_message_class(mmf::MessageClass::named(name))});
    }
    // The whole visible hierarchy as these bytes, instead of what was entered.
    void replace_visible(ByteVector body) { visible_body_ = std::move(body); }
    // An element of the visible hierarchy as these bytes.
    void enter_raw(mmf::Oid folder, ByteVector element) { visible_.push_back({folder.value, std::move(element)}); }
    void enter(mmf::Oid folder, const std::string& name, std::uint16_t level = 1) {
        visible_.push_back({folder.value, mmf::write_hierarchy_entry({level, name, "", {0}})});
    }
    void enter_hidden(mmf::Oid folder, const std::string& name) {
        hidden_.push_back({folder.value, mmf::write_hierarchy_entry({1, name, "", {0}})});
    }
    // A folder list with a summary of that subject for each message.
    void add_folder(mmf::Oid folder, const std::vector<mmf::Oid>& messages, const std::string& subject = "summary") {
        std::vector<mmf::ListElement> elements;
        for (const mmf::Oid one : messages) {
            mmf::Summary summary;
            summary.subject = subject;
            elements.push_back({one.value, mmf::write_summary(summary)});
        }
        add_list(folder, mmf::kVisibleHierarchy, elements);
    }

    // Adds the hierarchies and the standard classes, closes the store and opens it.
    std::unique_ptr<MailboxReader> open(const ReadOptions& options = {}) {
        add(mmf::kVisibleHierarchy, {}, 0, visible_body_.empty() ? mmf::write_list(visible_) : visible_body_);
        add_list(mmf::kHiddenHierarchy, {}, hidden_);
        std::vector<mmf::ListElement> classes = classes_;
        for (const mmf::NumberedClass& one : mmf::standard_classes())
            classes.push_back({one.number, mmf::write_message_class(one.message_class)});
        add_list(mmf::kClasses, {}, classes);
        EXPECT_TRUE(writer_->finish());
        source_ = std::move(*open_mmf_source("test.mmf", std::make_shared<MemoryBytes>(sink_.take()), options));
        auto mailbox = source_->open_mailbox(0);
        EXPECT_TRUE(mailbox);
        return std::move(*mailbox);
    }

    static mmf::Oid message(std::uint32_t number) { return mmf::Oid{number << 8U | mmf::type::kMessage}; }

private:
    MemorySink sink_;
    std::unique_ptr<mmf::StoreWriter> writer_;
    std::unique_ptr<Source> source_;
    std::vector<mmf::ListElement> visible_, hidden_, classes_;
    ByteVector visible_body_;
};

// The findings of that kind, as "item: text".
inline std::vector<std::string> findings_of(MailboxReader& reader, MessageId id) {
    std::vector<std::string> found;
    for (const Finding& finding : reader.findings().list())
        if (finding.id == id) found.push_back(finding.item + ": " + finding.text);
    return found;
}

}  // namespace restante::sources
