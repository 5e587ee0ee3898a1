// Nothing of a store is passed over in silence: every object in the map of every sample is delivered, part of something
// delivered, an internal affair of the store, or named by a finding.
#include <gtest/gtest.h>

#include <set>
#include <unordered_set>

#include "formats/mmf/attachment_list.h"
#include "formats/mmf/list_object.h"
#include "formats/mmf/samples_test.h"
#include "sources/mmf/mmf_source.h"
#include "sources/mmf/store_text.h"
#include "sources/source.h"

namespace restante::sources {
namespace {

// Keeps its own books, by reading the map and the lists beside the mailbox.
class Accounting {
public:
    Accounting(const mmf::Store& store, MailboxReader& reader) : store_(&store), reader_(&reader) {}

    void run() {
        for (std::size_t folder = 0; folder < reader_->folders().size(); ++folder)
            for (std::size_t i = 0; i < reader_->message_count(folder); ++i) {
                const auto message = reader_->read_message(folder, i);
                if (!message) {  // counted as failed, with this sentence
                    told_ += message.error().describe() + "\n";
                    continue;
                }
                messages_.insert(message->id);
                delivered_attachments_ += message->attachments.size();
            }
        const auto books = reader_->address_books();
        ASSERT_TRUE(books);
        for (const model::AddressBook& book : *books)
            for (const model::AddressEntry& entry : book.entries) entries_.insert(entry.id);
        for (const Finding& finding : reader_->findings().list()) told_ += finding.text + "\n";
        for (const mmf::Node& node : store_->nodes())
            if (node.is_alias()) bodies_.insert(node.offset);
        for (const mmf::Node& node : store_->nodes())
            if (node.oid.type() == mmf::type::kMessage && (messages_.contains(node.oid.hex()) || named(node)))
                follow_attachments(node);
        for (const mmf::Node& node : store_->nodes())
            EXPECT_TRUE(accounted(node)) << node.oid.hex() << " is passed over";
        EXPECT_LE(listed_ - std::min(listed_, lost()), delivered_attachments_);
    }

private:
    void follow_attachments(const mmf::Node& message) {
        const mmf::Oid list_oid = mmf::Oid{message.aux}.with_type(mmf::type::kAttachmentList);
        if (message.aux == 0 || store_->find(list_oid) == nullptr) return;
        parts_.insert(list_oid.hex());
        auto list = open_list(*store_, list_oid);
        if (!list) return;
        for (const mmf::ListEntry& entry : list->entries()) {
            const auto element = list->element(entry);
            const auto reference = element ? mmf::read_attachment_reference(*element) : fail(element.error());
            if (reference && parts_.insert(reference->object.hex()).second) ++listed_;
        }
    }
    [[nodiscard]] std::size_t lost() const {
        std::size_t number = 0;
        for (const Finding& finding : reader_->findings().list())
            if (finding.id == MessageId::mmf_attachment_lost) ++number;
        return number;
    }
    [[nodiscard]] bool named(const mmf::Node& node) const { return told_.find(node.oid.hex()) != std::string::npos; }
    [[nodiscard]] bool matched() const { return told_.find("attachments stood in no list") != std::string::npos; }
    [[nodiscard]] bool accounted(const mmf::Node& node) const {
        if (node.is(mmf::flag::kHiddenBody) && bodies_.contains(node.oid.value)) return true;
        switch (node.oid.type()) {
            case mmf::type::kMessage:
                return messages_.contains(node.oid.hex()) || named(node);
            case mmf::type::kAddressEntry:
                return entries_.contains(node.oid.hex()) || named(node);
            case mmf::type::kAttachment:
                return parts_.contains(node.oid.hex()) || named(node) || matched();
            case mmf::type::kAttachmentList:
                return node.oid == mmf::kTemplateAttachmentList || parts_.contains(node.oid.hex()) || named(node);
            case mmf::type::kFolder:
            case mmf::type::kHiddenFolder:
            case mmf::type::kAddressBook:
            case mmf::type::kGroupFolder:
                return true;  // the tests of folders and address books look after these
            case mmf::type::kSystem:
            case mmf::type::kHierarchy:
            case mmf::type::kFinder:
            case mmf::type::kFinderResult:
            case mmf::type::kLinkList:
            case mmf::type::kAttributeNames:
            case mmf::type::kQueue:
            case mmf::type::kFinderCriteria:
                return true;
            default:
                return node.oid.type() < mmf::type::kSystem || named(node);
        }
    }

    const mmf::Store* store_;
    MailboxReader* reader_;
    std::set<std::string> messages_, entries_, parts_;
    std::unordered_set<std::uint32_t> bodies_;
    std::size_t listed_ = 0, delivered_attachments_ = 0;
    std::string told_;
};

TEST(ObjectAccounting, NothingOfAnySampleIsPassedOver) {
    std::size_t opened = 0;
    std::vector<std::string> names = mmf::samples::names();
    for (const std::string& name : mmf::samples::names("corrupt")) names.push_back(name);
    for (const std::string& name : names) {
        SCOPED_TRACE(name);
        Findings findings;
        const ByteSourcePointer file = mmf::samples::source(name);
        const auto store = mmf::Store::open(file, findings);
        if (!store) continue;  // refused as a whole, with a sentence
        ++opened;
        auto source = open_mmf_source(name, file, {});
        ASSERT_TRUE(source);
        auto mailbox = (*source)->open_mailbox(0);
        ASSERT_TRUE(mailbox);
        Accounting(**store, **mailbox).run();
    }
    EXPECT_GE(opened, 55U);
}

}  // namespace
}  // namespace restante::sources
