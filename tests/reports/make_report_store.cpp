// Writes a message file with what the samples lack of meetings and reports: a meeting of the owner with its answers,
// meetings that no calendar takes, a receipt and a non-delivery report that know their originals.
//
//   make_report_store OUT
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "base/byte_sink.h"
#include "base/byte_writer.h"
#include "formats/mmf/attribute.h"
#include "formats/mmf/date_record.h"
#include "formats/mmf/message_class.h"
#include "formats/mmf/schedule_name.h"
#include "formats/mmf/store_builder.h"
#include "formats/mmf/triples.h"

namespace {

using namespace restante;
using namespace restante::mmf;

constexpr std::uint32_t kOriginalFrom = 0x00000001, kOriginalTo = 0x00000002, kOriginalSubject = 0x00010004,
                        kOriginalSent = 0x00030003, kReadAt = 0x00030007, kExplanation = 0x00020005,
                        kStart = 0x00030006, kEnd = 0x00030007, kAppointment = 0x00050008, kAsked = 0x00040009;

using People = std::vector<NewTriple>;
const NewTriple kJohn{triple::kResolved, "John Doe", "MS:ACME/HQ/JDOE"};
const NewTriple kJane{triple::kResolved, "Jane Roe", "MS:ACME/HQ/JROE"};
const NewTriple kBob{triple::kResolved, "Bob M\xFCller", "MS:ACME/LAB/BOB"};
const NewTriple kAnn{triple::kOneOff, "Ann", "SMTP:ann@example.org"};

ByteVector text(std::string_view value) {
    ByteWriter writer;
    writer.text_nul(value);
    return std::move(writer).take();
}

ByteVector date(const LocalTime& time) {
    ByteWriter writer;
    write_date(writer, time.valid() ? DateRecord::from(time)
                                    : DateRecord{time.year, time.month, time.day, time.hour, time.minute, time.second});
    return std::move(writer).take();
}

template <class T>
ByteVector number(T value) {
    ByteWriter writer;
    writer.le(value);
    return std::move(writer).take();
}

ByteVector schedule_name(const std::string& name, const std::string& address) {
    return write_schedule_name({name + '\0', address.empty() ? address : address + '\0', {}});
}

// A message of that class with what every message has.
struct Mail {
    NewMessage message{};

    Mail(std::uint16_t message_class, std::string_view subject, const LocalTime& sent) {
        add(attribute::kClass, number(message_class));
        add(attribute::kSubject, text(subject));
        add(attribute::kDateSent, date(sent));
    }
    Mail& add(std::uint32_t id, ByteVector value) {
        message.attributes.push_back({id, std::move(value)});
        return *this;
    }
    Mail& people(std::uint32_t id, const People& list) { return add(id, build_triples(list)); }
    Mail& from(const NewTriple& sender) { return people(attribute::kFrom, {sender}); }
    Mail& to(const People& list) { return people(attribute::kTo, list); }
    Mail& body(std::string_view value) { return add(attribute::kBody, text(value)); }
    Mail& meeting(const LocalTime& start, const LocalTime& end) {
        return add(kStart, date(start)).add(kEnd, date(end));
    }
    Mail& attach(std::string_view title, std::string_view data) {
        const Bytes bytes = as_bytes(data);
        message.attachments.push_back(
            {.attributes = {{.id = attribute::kAttachmentTitle, .data = text(title)},
                            {.id = attribute::kAttachmentData, .data = ByteVector(bytes.begin(), bytes.end())}}});
        return *this;
    }
};

class ReportStore {
public:
    ReportStore(StoreBuilder& builder, std::size_t inbox, std::size_t sent)
        : builder_(builder), inbox_(inbox), sent_(sent) {}

    Result<void> fill() {
        request_ = TRY(builder_.add_class("IPM.Microsoft Schedule.MtgReq"));
        accepted_ = TRY(builder_.add_class("IPM.Microsoft Schedule.MtgRespP"));
        declined_ = TRY(builder_.add_class("IPM.Microsoft Schedule.MtgRespN"));
        cancelled_ = TRY(builder_.add_class("IPM.Microsoft Schedule.MtgCncl"));
        TRY_VOID(add_own_meeting());
        TRY_VOID(add_odd_meetings());
        return add_reports();
    }

private:
    Result<void> received(Mail& mail) { return add(inbox_, mail.add(attribute::kStatus, {status::kRead})); }
    Result<void> own(Mail& mail) {
        return add(sent_, mail.add(attribute::kStatus, {status::kRead | status::kSubmitted | status::kFromMe}));
    }
    Result<void> add(std::size_t folder, Mail& mail) {
        TRY(builder_.add_message(folder, std::move(mail.message)));
        return {};
    }

    // John invites; Jane accepts, Bob declines through Jane; John calls it off. Only the answers name the owner.
    Result<void> add_own_meeting() {
        Mail request = Mail(request_,
                            "Planung; Gr\xFC\xDF"
                            "e, \\1996",
                            {1996, 1, 10, 9, 0, 0});
        request.from(kJohn).to({kJane, kBob}).people(attribute::kCc, {kAnn}).meeting(kBegin, kFinish);
        request.add(kAppointment, number(std::uint32_t{77})).add(kAsked, number(std::uint16_t{1}));
        TRY_VOID(own(request.body("Raum 5, \"gro\xDF\"\r\nBis bald\r\n").attach("AGENDA.TXT", "agenda")));
        Mail accepted = Mail(accepted_, "RE: Planung", {1996, 1, 10, 10, 0, 0});
        accepted.from(kJane).to({kJohn}).meeting(kBegin, kFinish).add(kAppointment, number(std::uint32_t{77}));
        TRY_VOID(received(accepted.add(attribute::kOwnerBlob, schedule_name("John Doe", "MS:ACME/HQ/JDOE"))));
        Mail declined = Mail(declined_, "RE: Planung", {1996, 1, 10, 11, 0, 0});
        declined.from(kJane).to({kJohn}).meeting(kBegin, kFinish).add(kAppointment, number(std::uint32_t{77}));
        declined.add(attribute::kOwnerBlob, schedule_name("John Doe", "MS:ACME/HQ/JDOE"));
        declined.add(attribute::kRepresentedBlob, schedule_name("Bob M\xFCller", "MS:ACME/LAB/BOB"));
        TRY_VOID(received(declined.body("Leider nicht\r\n")));
        Mail cancelled = Mail(cancelled_, "Planung f\xE4llt aus", {1996, 1, 11, 9, 0, 0});
        cancelled.from(kJohn).to({kJane, kBob}).meeting(kBegin, kFinish).add(kAppointment, number(std::uint32_t{77}));
        return own(cancelled);
    }

    Result<void> add_odd_meetings() {
        Mail timeless = Mail(request_, "No times", {1996, 2, 1, 9, 0, 0});
        TRY_VOID(received(timeless.from(kJane).to({kJohn}).body("Some day\r\n")));
        Mail backwards = Mail(request_, "Ends before it begins", {1996, 2, 2, 9, 0, 0});
        TRY_VOID(received(backwards.from(kJane).to({kJohn}).meeting(kFinish, kBegin)));
        Mail broken = Mail(request_, "Invalid start", {1996, 2, 3, 9, 0, 0});
        TRY_VOID(received(broken.from(kJane).to({kJohn}).meeting({1996, 2, 30, 9, 0, 0}, kFinish)));
        Mail nameless = Mail(request_, "Owner cut off", {1996, 2, 4, 9, 0, 0});
        ByteVector cut = schedule_name("Jane Roe", "MS:ACME/HQ/JROE");
        cut.resize(cut.size() - 4);
        nameless.from(kJane).to({kJohn}).meeting(kBegin, kFinish).add(attribute::kOwnerBlob, std::move(cut));
        TRY_VOID(received(nameless.add(kAppointment, number(std::uint32_t{5}))));
        Mail conversation = Mail(request_, "By conversation", {1996, 2, 5, 9, 0, 0});
        conversation.from(kJane).to({kJohn}).meeting(kBegin, kFinish);
        TRY_VOID(received(conversation.add(attribute::kConversationId, text("0A0B0C"))));
        Mail answer = Mail(accepted_, "RE: By conversation", {1996, 2, 6, 9, 0, 0});
        answer.from(kJohn).to({kJane}).meeting(kBegin, kFinish);
        return own(answer.add(attribute::kConversationId, text("0A0B0C")));
    }

    Result<void> add_reports() {
        Mail receipt = Mail(kReadReceiptClass, "Registered: Plan", {1996, 3, 1, 9, 0, 0});
        receipt.from(kBob).to({kJohn}).add(attribute::kParentId, text("00AB12")).people(kOriginalTo, {kBob});
        receipt.add(kOriginalSubject, text("Plan")).add(kOriginalSent, date({1996, 2, 29, 8, 0, 0}));
        TRY_VOID(received(receipt.add(kReadAt, date({1996, 3, 1, 8, 59, 0}))));
        Mail report = Mail(kNonDeliveryClass, "Undeliverable", {1996, 3, 2, 9, 0, 0});
        report.from({triple::kResolved, "Administrator", "MS:ACME/HQ/ADMIN"}).to({kJohn});
        report.add(attribute::kParentId, text("00AB13")).people(kOriginalFrom, {kJohn});
        report.people(kOriginalTo, {{triple::kResolved, "Nobody", "MS:ACME/OLD/NOBODY"}, kAnn});
        report
            .add(kOriginalSubject, text("Gr\xFC\xDF"
                                        "e"))
            .add(kOriginalSent, date({1996, 3, 2, 8, 0, 0}));
        report.add(kExplanation, text("Empf\xE4nger unbekannt\r\nBitte pr\xFC"
                                      "fen.\r\n"));
        TRY_VOID(received(report.body("The text of the report\r\n").attach("PLAN.XLS", "plan")));
        Mail nobody = Mail(kNonDeliveryClass, "Undeliverable, nobody knows to whom", {1996, 3, 3, 9, 0, 0});
        nobody.from(kJane).to({kJohn}).add(kExplanation, text("Unknown error"));
        return received(nobody);
    }

    StoreBuilder& builder_;
    std::size_t inbox_, sent_;
    std::uint16_t request_ = 0, accepted_ = 0, declined_ = 0, cancelled_ = 0;
    static constexpr LocalTime kBegin{1996, 4, 1, 9, 0, 0}, kFinish{1996, 4, 1, 17, 30, 0};
};

Result<void> write(MemorySink& sink) {
    StoreBuilderOptions options;
    options.accounts = {{.name = "MS:ACME/HQ/JDOE"}};
    StoreBuilder builder = TRY(StoreBuilder::create(sink, options));
    const std::size_t inbox = TRY(builder.add_folder({.name = "Inbox", .oid = kInbox}));
    const std::size_t sent = TRY(builder.add_folder({.name = "Sent mail", .oid = kSentMail}));
    TRY_VOID(ReportStore(builder, inbox, sent).fill());
    return builder.finish();
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    MemorySink sink;
    if (const auto written = write(sink); !written) {
        std::fprintf(stderr, "%s\n", written.error().describe().c_str());
        return 1;
    }
    std::ofstream file(arguments[1], std::ios::binary);
    file << as_text(sink.bytes());
    return file.good() ? 0 : 1;
}
