#include <gtest/gtest.h>

#include "base/byte_writer.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/schedule_name.h"
#include "model/class_attributes.h"
#include "sources/mmf/test_store_test.h"

namespace restante::sources {
namespace {

namespace ids = model::class_attribute;
constexpr const char* kRequest = "IPM.Microsoft Schedule.MtgReq";
constexpr const char* kAnswer = "ipm.microsoft schedule.MTGRESPP";

mmf::ListElement name_attribute(std::uint32_t id, const std::string& name, const std::string& address) {
    return {id, mmf::write_schedule_name({name + '\0', address.empty() ? "" : address + '\0', {}})};
}

mmf::ListElement date_attribute(std::uint32_t id, const LocalTime& time) {
    ByteWriter writer;
    for (const std::uint16_t part : {time.year, time.month, time.day, time.hour, time.minute, time.second})
        writer.le(part);
    writer.le(std::uint16_t{0});
    return {id, std::move(writer).take()};
}

mmf::ListElement number_attribute(std::uint32_t id, std::uint32_t number, std::size_t size) {
    ByteWriter writer;
    writer.le(number);
    ByteVector bytes = std::move(writer).take();
    bytes.resize(size);
    return {id, std::move(bytes)};
}

class MeetingReader : public ::testing::Test {
protected:
    // Of a store whose only message has these attributes and that class.
    model::Message read(const std::string& class_name, std::vector<mmf::ListElement> attributes) {
        constexpr std::uint16_t kNumber = 4;
        store_.add_class(kNumber, class_name);
        attributes.push_back(number_attribute(mmf::attribute::kClass, kNumber, 2));
        store_.add_message(1, mmf::kInbox, attributes);
        store_.add_folder(mmf::kInbox, {TestStore::message(1)});
        store_.enter(mmf::kInbox, "Inbox");
        reader_ = store_.open();
        auto message = reader_->read_message(0, 0);
        EXPECT_TRUE(message) << message.error().describe();
        return message ? std::move(*message) : model::Message{};
    }

    TestStore store_;
    std::unique_ptr<MailboxReader> reader_;
};

TEST_F(MeetingReader, Everything) {
    const LocalTime start{1995, 9, 10, 9, 0, 0}, end{1995, 9, 10, 10, 30, 0};
    const model::Message message = read(
        kAnswer, {date_attribute(ids::kMeetingStart, start), date_attribute(ids::kMeetingEnd, end),
                  name_attribute(ids::kMeetingOwner, "M\xFCller", "MS:ACME/HQ/OWNER"),
                  name_attribute(ids::kAnsweredFor, "For Name", ""), number_attribute(ids::kAppointmentId, 4711, 4),
                  number_attribute(ids::kResponseRequested, 1, 2)});
    ASSERT_TRUE(message.meeting);
    EXPECT_EQ(message.meeting->start, start);
    EXPECT_EQ(message.meeting->end, end);
    EXPECT_EQ(message.meeting->owner,
              (model::Address{"M\u00FCller", "MS", "ACME/HQ/OWNER", model::AddressKind::resolved}));
    EXPECT_EQ(message.meeting->answered_for, (model::Address{"For Name", "", "", model::AddressKind::unresolved}));
    EXPECT_EQ(message.meeting->appointment, 4711U);
    EXPECT_TRUE(message.meeting->response_requested);
    EXPECT_EQ(message.attributes.size(), 6U) << "the attributes stay";
    EXPECT_TRUE(findings_of(*reader_, MessageId::mmf_schedule_name_lost).empty());
}

TEST_F(MeetingReader, NothingIsThere) {
    const model::Message message = read(kRequest, {});
    ASSERT_TRUE(message.meeting);
    EXPECT_FALSE(message.meeting->start || message.meeting->end || message.meeting->owner ||
                 message.meeting->appointment);
    EXPECT_FALSE(message.meeting->response_requested);
}

TEST_F(MeetingReader, RequestsAreAnswersForNobody) {
    const model::Message message = read(kRequest, {name_attribute(ids::kAnsweredFor, "For Name", "")});
    EXPECT_FALSE(message.meeting->answered_for);
}

TEST_F(MeetingReader, OtherClassesHaveNoMeeting) {
    EXPECT_FALSE(read("IPM.Vendor.Custom Form", {name_attribute(ids::kMeetingOwner, "A", "")}).meeting);
}

TEST_F(MeetingReader, InvalidDatesAreAbsent) {
    const model::Message message = read(kRequest, {date_attribute(ids::kMeetingStart, {1995, 2, 30, 0, 0, 0})});
    EXPECT_FALSE(message.meeting->start);
    EXPECT_EQ(findings_of(*reader_, MessageId::mmf_invalid_date).size(), 1U);
}

TEST_F(MeetingReader, CutNamesKeepWhatIsThere) {
    mmf::ListElement cut = name_attribute(ids::kMeetingOwner, "Owner", "MS:A/B/C");
    cut.data.resize(cut.data.size() - 3);
    const model::Message message = read(kRequest, {cut});
    EXPECT_EQ(message.meeting->owner, (model::Address{"Owner", "", "", model::AddressKind::unresolved}));
    EXPECT_EQ(findings_of(*reader_, MessageId::mmf_schedule_name_lost),
              (std::vector<std::string>{"Inbox/0: attribute 00060000: only the name is left"}));
}

TEST_F(MeetingReader, NoNameAtAll) {
    const model::Message message = read(kRequest, {{ids::kMeetingOwner, {0xFF, 0x00, 0x41}}});
    EXPECT_FALSE(message.meeting->owner);
    EXPECT_EQ(findings_of(*reader_, MessageId::mmf_schedule_name_lost).size(), 1U);
}

}  // namespace
}  // namespace restante::sources
