// Every record of every healthy sample: what is read is written back byte for byte, and what the engine derived from
// a message is derived again.
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "formats/mmf/account.h"
#include "formats/mmf/address_field.h"
#include "formats/mmf/attachment_list.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/hierarchy.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/samples_test.h"
#include "formats/mmf/schedule_name.h"
#include "formats/mmf/store.h"
#include "formats/mmf/summary.h"
#include "formats/mmf/text_map.h"
#include "formats/mmf/triples.h"

namespace restante::mmf {
namespace {

using ElementVisitor = std::function<void(std::uint32_t id, Bytes element)>;

class RecordsOfSample : public testing::TestWithParam<std::string> {
protected:
    void SetUp() override {
        Findings findings;
        auto store = Store::open(samples::source(GetParam()), findings);
        ASSERT_TRUE(store) << store.error().describe();
        store_ = *store;
    }

    void each_element(Oid oid, const ElementVisitor& visit) {
        auto object = store_->object(oid);
        if (!object) return;
        auto list = ListReader::open(std::move(*object));
        ASSERT_TRUE(list) << oid.hex() << list.error().describe();
        const std::vector<ListEntry> entries = list->entries();
        for (const ListEntry& entry : entries) {
            auto element = list->element(entry);
            ASSERT_TRUE(element) << element.error().describe();
            visit(entry.id, *element);
        }
    }

    void each_element_of_type(std::uint8_t type, const std::function<void(const Node&, std::uint32_t, Bytes)>& visit) {
        for (const Node& node : store_->nodes())
            if (node.oid.type() == type)
                each_element(node.oid, [&](std::uint32_t id, Bytes element) { visit(node, id, element); });
    }

    std::shared_ptr<const Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Healthy, RecordsOfSample, testing::ValuesIn(samples::names()), [](const auto& parameter) {
    std::string name = parameter.param;
    std::ranges::replace(name, '-', '_');
    return name;
});

template <class Read, class Write>
void expect_round_trip(Bytes element, Read read, Write write) {
    auto record = read(element);
    ASSERT_TRUE(record) << record.error().describe() << " " << to_hex(element);
    EXPECT_EQ(to_hex(write(*record)), to_hex(element));
}

TEST_P(RecordsOfSample, HierarchiesRoundTrip) {
    for (const Oid oid : {kVisibleHierarchy, kHiddenHierarchy})
        each_element(oid, [](std::uint32_t, Bytes element) {
            expect_round_trip(element, [](Bytes bytes) { return read_hierarchy_entry(bytes); }, write_hierarchy_entry);
        });
}

TEST_P(RecordsOfSample, AccountsRoundTrip) {
    each_element(kAccounts, [](std::uint32_t, Bytes element) {
        expect_round_trip(element, [](Bytes bytes) { return read_account(bytes); }, write_account);
    });
}

TEST_P(RecordsOfSample, ClassesAndTextMapsRoundTrip) {
    each_element(kClasses, [](std::uint32_t, Bytes element) {
        expect_round_trip(element, [](Bytes bytes) { return read_message_class(bytes); }, write_message_class);
        expect_round_trip(
            read_message_class(element)->text_map, [](Bytes bytes) { return read_text_map(bytes); }, write_text_map);
    });
}

TEST_P(RecordsOfSample, StandardClassesAreThoseOfTheStore) {
    std::map<std::uint32_t, std::string> stored;
    each_element(kClasses, [&](std::uint32_t id, Bytes element) { stored[id] = to_hex(element); });
    for (const NumberedClass& one : standard_classes()) {
        EXPECT_EQ(stored[one.number], to_hex(write_message_class(one.message_class))) << one.number;
        EXPECT_EQ(one.message_class.name(), standard_class_name(one.number));
    }
}

TEST_P(RecordsOfSample, AttachmentListsRoundTrip) {
    each_element_of_type(type::kAttachmentList, [](const Node&, std::uint32_t, Bytes element) {
        EXPECT_EQ(element.size(), kAttachmentReferenceSize);
        expect_round_trip(
            element, [](Bytes bytes) { return read_attachment_reference(bytes); }, write_attachment_reference);
    });
}

TEST_P(RecordsOfSample, TriplesAndDatesRoundTrip) {
    each_element_of_type(type::kMessage, [](const Node& node, std::uint32_t id, Bytes element) {
        if (attribute_type(id) == AttributeType::triples) {
            const TripleList list = read_triples(element);
            EXPECT_EQ(to_hex(write_triples(list)), to_hex(element));
            EXPECT_EQ(list.end, TripleEnd::terminated) << node.oid.hex();
        }
        if (id == attribute::kOwnerBlob || id == attribute::kRepresentedBlob)
            expect_round_trip(element, [](Bytes bytes) { return read_schedule_name(bytes); }, write_schedule_name);
        if (attribute_type(id) != AttributeType::date) return;
        ByteReader reader(element);
        const auto date = read_date(reader);
        ASSERT_TRUE(date);
        ByteWriter writer;
        write_date(writer, *date);
        EXPECT_EQ(to_hex(writer.view()), to_hex(element));
    });
}

TEST_P(RecordsOfSample, AddressBookEntriesRoundTrip) {
    each_element_of_type(type::kAddressEntry, [](const Node&, std::uint32_t id, Bytes element) {
        if (id != attribute::kBody) return;
        const auto fields = AddressFields::read_entry(element);
        ASSERT_TRUE(fields) << fields.error().describe();
        EXPECT_EQ(fields->unreadable(), 0U);
        EXPECT_EQ(to_hex(write_address_entry(fields->fields())), to_hex(element));
    });
}

TEST_P(RecordsOfSample, SummariesAreThoseTheEngineBuilt) {
    for (const std::uint8_t folder_type : {type::kFolder, type::kAddressBook, type::kGroupFolder})
        each_element_of_type(folder_type, [&](const Node&, std::uint32_t id, Bytes element) {
            const auto stored = read_summary(element);
            ASSERT_TRUE(stored) << stored.error().describe();
            EXPECT_EQ(to_hex(write_summary(*stored)), to_hex(element));
            if (Oid{id}.type() != type::kMessage) return;
            std::vector<ListElement> attributes;
            each_element(Oid{id}, [&](std::uint32_t attribute_id, Bytes value) {
                attributes.push_back({attribute_id, {value.begin(), value.end()}});
            });
            const Summary built = build_summary(SummaryInput::of(attributes), stored->folder, stored->folder_name);
            EXPECT_EQ(to_hex(write_summary(built)), to_hex(element)) << Oid{id}.hex();
        });
}

}  // namespace
}  // namespace restante::mmf
