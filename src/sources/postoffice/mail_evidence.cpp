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

using Count = std::pair<std::size_t, std::size_t>;  // a person or place, and in how many messages

// Names stand once each; what messages say of them is numbers. A postoffice with twenty times the mail of another needs
// hardly more memory.
class Gathering {
public:
    Gathering(const PostofficeFiles& files, const MailCatalog& catalog) : files_(files), catalog_(catalog) {}

    void look_at_mailbag(std::uint32_t hexid, std::size_t allowed) {
        Findings ignored(0);
        const Mailbag mailbag = read_mailbag_of(files_, catalog_, hexid, ignored);
        SeenMailbag seen{.hexid = hexid};
        std::map<std::size_t, std::size_t> persons, places;
        for (const std::size_t position : spread(mailbag.headers.size(), allowed)) {
            const auto number = message_number(mailbag.headers[position]);
            const auto file = number ? catalog_.messages.find(*number) : std::nullopt;
            const auto head = file ? read_head(files_, *file) : std::nullopt;
            if (!head) continue;
            looked_at_.insert(*number);
            take(head->senders);
            ++seen.messages;
            const std::set<std::size_t> recipients = take(head->recipients);
            std::set<std::size_t> their_places;
            for (const std::size_t person : recipients) {
                ++persons[person];
                their_places.insert(place_of_[person]);
            }
            for (const std::size_t place : their_places) ++places[place];
        }
        if (seen.messages == 0) return;
        seen.persons.assign(persons.begin(), persons.end());
        seen.places.assign(places.begin(), places.end());
        mailbags_.push_back(std::move(seen));
    }

    void look_at_others(std::size_t allowed) {
        for (const auto& [number, index] : catalog_.messages) {
            if (allowed == 0) return;
            if (looked_at_.contains(number)) continue;
            --allowed;
            const auto head = read_head(files_, index);
            if (!head) continue;
            take(head->senders);
            take(head->recipients);
        }
    }

    MailEvidence result() {
        MailEvidence evidence;
        if (const auto own = own_place()) {
            evidence.network = places_[*own].network;
            evidence.postoffice = places_[*own].postoffice;
            for (const SeenMailbag& seen : mailbags_) add_witness(seen, *own, evidence);
        } else {
            for (const SeenMailbag& seen : mailbags_) {
                evidence.mailbags[seen.hexid].messages += seen.messages;
                evidence.names_contradicted += seen.messages;
            }
        }
        for (const auto& [key, person] : person_numbers_) evidence.people.push_back(std::move(people_[person]));
        return evidence;
    }

private:
    struct SeenMailbag {
        std::uint32_t hexid = 0;
        std::size_t messages = 0;
        std::vector<Count> persons{}, places{};  // recipients
    };
    struct Place {
        std::string network{}, postoffice{};  // as first written
    };

    // The recipients or senders that are users of this network, each once.
    std::set<std::size_t> take(const std::vector<postoffice::MailAddress>& addresses) {
        std::set<std::size_t> persons;
        for (const postoffice::MailAddress& address : addresses) {
            auto name = native_name(address);
            if (!name) continue;
            const std::size_t person = number_of(std::move(*name));
            if (people_[person].full_name.empty() && address.name) people_[person].full_name = *address.name;
            persons.insert(person);
        }
        return persons;
    }

    std::size_t number_of(NativeName name) {
        const auto place_key = std::pair(ascii_upper(name.network), ascii_upper(name.postoffice));
        const auto key = std::tuple(place_key.first, place_key.second, ascii_upper(name.mailbox));
        const auto [entry, is_new] = person_numbers_.emplace(key, people_.size());
        if (!is_new) return entry->second;
        const auto [place, first] = place_numbers_.emplace(place_key, places_.size());
        if (first) places_.push_back({name.network, name.postoffice});
        place_of_.push_back(place->second);
        people_.push_back({std::move(name.network), std::move(name.postoffice), std::move(name.mailbox), {}});
        return entry->second;
    }

    static std::size_t count_in(const std::vector<Count>& counts, std::size_t which) {
        const auto found = std::ranges::find(counts, which, &Count::first);
        return found == counts.end() ? 0 : found->second;
    }

    void add_witness(const SeenMailbag& seen, std::size_t own, MailEvidence& evidence) const {
        MailbagWitness& witness = evidence.mailbags[seen.hexid];
        witness.messages = seen.messages;
        const std::size_t confirmed = count_in(seen.places, own);
        evidence.names_confirmed += confirmed;
        evidence.names_contradicted += seen.messages - confirmed;
        for (const auto& [person, messages] : seen.persons)
            if (place_of_[person] == own) witness.named.emplace_back(ascii_upper(people_[person].mailbox), messages);
        std::ranges::sort(witness.named);
        witness.named.shrink_to_fit();
    }

    // What is delivered here names this postoffice: the place that most messages of mailbags name, or, when there are
    // none, that most people come from.
    [[nodiscard]] std::optional<std::size_t> own_place() const {
        std::vector<std::size_t> messages(places_.size(), 0);
        for (const SeenMailbag& seen : mailbags_)
            for (const auto& [place, count] : seen.places) messages[place] += count;
        if (std::ranges::all_of(messages, [](std::size_t count) { return count == 0; }))
            for (const std::size_t place : place_of_) ++messages[place];
        std::optional<std::size_t> most;
        for (const auto& [names, place] : place_numbers_)  // of several the first by name
            if (!most || messages[place] > messages[*most]) most = place;
        return most;
    }

    const PostofficeFiles& files_;
    const MailCatalog& catalog_;
    std::set<std::uint32_t> looked_at_{};
    std::vector<SeenMailbag> mailbags_{};
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> person_numbers_{};  // capitals
    std::map<std::pair<std::string, std::string>, std::size_t> place_numbers_{};                 // capitals
    std::vector<postoffice::KnownPerson> people_{};
    std::vector<std::size_t> place_of_{};  // by person
    std::vector<Place> places_{};
};

}  // namespace

std::size_t MailbagWitness::count_of(const std::string& mailbox) const {
    const auto found = std::ranges::lower_bound(named, mailbox, {}, &std::pair<std::string, std::size_t>::first);
    return found == named.end() || found->first != mailbox ? 0 : found->second;
}

std::optional<std::string> MailbagWitness::owner() const {
    const std::pair<std::string, std::size_t>* most = nullptr;
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
