#include "sources/postoffice/mail_evidence.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/ascii.h"
#include "formats/postoffice/mail/mai_file.h"
#include "formats/postoffice/mail/mai_message.h"

namespace restante::sources {
namespace {

constexpr std::size_t kClearMajority = 2;       // times as many as the next mailbox
constexpr std::size_t kLeastOwnedPercent = 60;  // of the messages
constexpr std::size_t kFewestWithout = 2;       // messages that leave out everybody but the owner

struct NativeName {
    std::string network{}, postoffice{}, mailbox{};
};

// "NET/PO/MBX"; nothing for addresses of other systems.
std::optional<NativeName> native_name(const postoffice::MailAddress& address) {
    if (address.type != postoffice::kNativeAddress) return std::nullopt;
    const std::size_t first = address.text.find('/');
    const std::size_t second = first == std::string::npos ? first : address.text.find('/', first + 1);
    if (second == std::string::npos || address.text.find('/', second + 1) != std::string::npos) return std::nullopt;
    return NativeName{address.text.substr(0, first), address.text.substr(first + 1, second - first - 1),
                      address.text.substr(second + 1)};
}

struct MessageHead {
    std::vector<postoffice::MailAddress> senders{}, recipients{};
};

std::optional<MessageHead> read_head(const PostofficeFiles& files, std::size_t index) {
    const auto bytes = files.open(index);
    if (!bytes) return std::nullopt;
    Findings ignored(0);  // told when the message itself is read
    const SourceRange window{0, std::min((*bytes)->size(), kHeadBytes)};
    const auto file = postoffice::read_mai(**bytes, window, ignored);
    if (!file) return std::nullopt;
    postoffice::MaiMessage message = postoffice::interpret_mai(*file, {}, ignored);
    MessageHead head{std::move(message.from), std::move(message.to)};
    for (auto* const list : {&message.cc, &message.bcc})
        head.recipients.insert(head.recipients.end(), std::make_move_iterator(list->begin()),
                               std::make_move_iterator(list->end()));
    return head;
}

// At most `wanted` of `count` positions, evenly spread, the last one among them.
std::vector<std::size_t> spread(std::size_t count, std::size_t wanted) {
    std::vector<std::size_t> positions;
    const std::size_t taken = std::min(count, wanted);
    for (std::size_t i = 1; i <= taken; ++i) positions.push_back((i * count / taken) - 1);
    return positions;
}

class Gathering {
public:
    Gathering(const PostofficeFiles& files, const MailCatalog& catalog) : files_(files), catalog_(catalog) {}

    void look_at_mailbag(std::uint32_t hexid, std::size_t allowed) {
        Findings ignored(0);
        const Mailbag mailbag = read_mailbag_of(files_, catalog_, hexid, ignored);
        for (const std::size_t position : spread(mailbag.headers.size(), allowed)) {
            const auto number = message_number(mailbag.headers[position]);
            const auto file = number ? catalog_.messages.find(*number) : catalog_.messages.end();
            if (file == catalog_.messages.end()) continue;
            const auto head = read_head(files_, file->second);
            if (!head) continue;
            looked_at_.insert(file->first);
            take(*head);
            in_mailbags_.push_back({hexid, places_of(*head)});
        }
    }

    void look_at_others(std::size_t allowed) {
        for (const auto& [number, index] : catalog_.messages) {
            if (allowed == 0) return;
            if (looked_at_.contains(number)) continue;
            --allowed;
            if (const auto head = read_head(files_, index)) take(*head);
        }
    }

    MailEvidence result() {
        MailEvidence evidence;
        const auto [network, postoffice] = own_place();
        evidence.network = network;
        evidence.postoffice = postoffice;
        for (const auto& [hexid, places] : in_mailbags_) {
            MailbagWitness& witness = evidence.mailbags[hexid];
            ++witness.messages;
            bool own = false;
            std::set<std::string> named;
            for (const NativeName& name : places) {
                if (!equals_ignoring_ascii_case(name.network, network) ||
                    !equals_ignoring_ascii_case(name.postoffice, postoffice))
                    continue;
                own = true;
                named.insert(ascii_upper(name.mailbox));
            }
            ++(own ? evidence.names_confirmed : evidence.names_contradicted);
            for (const std::string& mailbox : named) ++witness.named[mailbox];
        }
        for (auto& [key, person] : people_) evidence.people.push_back(std::move(person));
        return evidence;
    }

private:
    struct InMailbag {
        std::uint32_t hexid = 0;
        std::vector<NativeName> recipients{};
    };

    static std::vector<NativeName> places_of(const MessageHead& head) {
        std::vector<NativeName> names;
        for (const postoffice::MailAddress& address : head.recipients)
            if (auto name = native_name(address)) names.push_back(std::move(*name));
        return names;
    }

    void take(const MessageHead& head) {
        for (const auto* const list : {&head.senders, &head.recipients}) {
            for (const postoffice::MailAddress& address : *list) {
                auto name = native_name(address);
                if (!name) continue;
                const auto key =
                    std::tuple(ascii_upper(name->network), ascii_upper(name->postoffice), ascii_upper(name->mailbox));
                postoffice::KnownPerson& person = people_[key];
                if (person.mailbox.empty())
                    person = {std::move(name->network), std::move(name->postoffice), std::move(name->mailbox), {}};
                if (person.full_name.empty() && address.name) person.full_name = *address.name;
            }
        }
    }

    // What is delivered here names this postoffice: the place that most messages of mailbags name.
    [[nodiscard]] std::pair<std::string, std::string> own_place() const {
        std::map<std::pair<std::string, std::string>, std::size_t> messages;
        std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>> written;
        const auto count = [&](const std::vector<NativeName>& names) {
            std::set<std::pair<std::string, std::string>> places;
            for (const NativeName& name : names) {
                const auto place = std::pair(ascii_upper(name.network), ascii_upper(name.postoffice));
                written.emplace(place, std::pair(name.network, name.postoffice));
                places.insert(place);
            }
            for (const auto& place : places) ++messages[place];
        };
        for (const InMailbag& one : in_mailbags_) count(one.recipients);
        if (messages.empty())
            for (const auto& [key, person] : people_) count({{person.network, person.postoffice, person.mailbox}});
        const auto most = std::ranges::max_element(messages, {}, [](const auto& entry) { return entry.second; });
        return most == messages.end() ? std::pair<std::string, std::string>() : written.at(most->first);
    }

    const PostofficeFiles& files_;
    const MailCatalog& catalog_;
    std::set<std::uint32_t> looked_at_{};
    std::vector<InMailbag> in_mailbags_{};
    std::map<std::tuple<std::string, std::string, std::string>, postoffice::KnownPerson> people_{};
};

}  // namespace

std::size_t MailbagWitness::count_of(const std::string& mailbox) const {
    const auto found = named.find(mailbox);
    return found == named.end() ? 0 : found->second;
}

std::optional<std::string> MailbagWitness::owner() const {
    const std::pair<const std::string, std::size_t>* most = nullptr;
    std::size_t second = 0;
    for (const auto& entry : named) {
        if (most == nullptr || entry.second > most->second) {
            second = most == nullptr ? 0 : most->second;
            most = &entry;
        } else {
            second = std::max(second, entry.second);
        }
    }
    // In all of them, and nobody else in nearly all.
    if (most != nullptr && most->second == messages && second + kFewestWithout <= messages) return most->first;
    if (most == nullptr || most->second * 100 < kLeastOwnedPercent * messages) return std::nullopt;
    if (most->second < kClearMajority * second) return std::nullopt;
    return most->first;
}

std::map<std::string, std::uint32_t> MailEvidence::sole_claims() const {
    std::map<std::string, std::vector<std::uint32_t>> claims;
    for (const auto& [hexid, witness] : mailbags)
        if (const auto owner = witness.owner()) claims[*owner].push_back(hexid);
    std::map<std::string, std::uint32_t> sole;
    for (const auto& [mailbox, hexids] : claims)
        if (hexids.size() == 1) sole.emplace(mailbox, hexids.front());
    return sole;
}

MailEvidence gather_mail_evidence(const PostofficeFiles& files, const MailCatalog& catalog,
                                  const std::set<std::uint32_t>& own_mailbags) {
    Gathering gathering(files, catalog);
    const std::size_t share = own_mailbags.empty() ? 0 : kMessagesLookedAt / own_mailbags.size();
    for (const std::uint32_t hexid : own_mailbags)
        gathering.look_at_mailbag(hexid, std::min(kMessagesPerMailbag, std::max<std::size_t>(share, 1)));
    gathering.look_at_others(kMessagesPerMailbag * 10);
    return gathering.result();
}

}  // namespace restante::sources
