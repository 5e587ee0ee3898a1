#include "sources/postoffice/postoffice_evidence.h"

#include <fmt/format.h>

#include <utility>

#include "formats/postoffice/mail/cipher_choice.h"
#include "formats/postoffice/mail/mailbag_key.h"
#include "formats/postoffice/mail/string_cipher.h"
#include "formats/postoffice/records/layout.h"

namespace restante::sources {
namespace {

using postoffice::FieldProof;
using postoffice::VariantChoice;

double share(std::size_t confirmed, std::size_t contradicted) {
    const std::size_t all = confirmed + contradicted;
    return all == 0 ? 0.0 : static_cast<double>(confirmed) / static_cast<double>(all);
}

class Evidence {
public:
    Evidence(const PostofficeStudy& study, const std::string& path) : study_(study), path_(path) {}

    std::vector<Fact> run() {
        names();
        fields("ACCESS2.GLB", study_.calibration.access2);
        fields("ADMIN.NME", study_.calibration.names);
        fields("NETPO.GLB", study_.net_po);
        fields("USR", study_.external_users);
        for (const postoffice::CandidateEvidence& one : study_.messages.evidence)
            add(fmt::format("MAI {}", one.kind), one.candidate, one.standing, one.evidence);
        choice("KEY bitmap", study_.keys,
               [](std::size_t index) { return postoffice::key_variants()[index].describe(); });
        choice(
            "MBG read", study_.read_marks, [](std::size_t index) { return postoffice::read_marks()[index].describe(); },
            true);
        choice("ATT cipher", study_.attachments,
               [](std::size_t index) { return postoffice::cipher_variants()[index].describe(); });
        index_places("IDX file", study_.index_files);
        index_places("IDX owner", study_.index_owners);
        if (study_.index_name) {
            Fact fact;
            fact.field = "IDX name";
            fact.value = fmt::format("text of {} bytes", postoffice::kFolderNameSize);
            fact.established = "the only text that differs between folders, in " + path_;
            fact.offset = *study_.index_name;
            fact.confirmed = 1;
            facts_.push_back(std::move(fact));
        }
        owners();
        return std::move(facts_);
    }

private:
    void add(std::string field, std::string value, bool believed, const postoffice::VariantEvidence& evidence) {
        Fact fact;
        fact.field = std::move(field);
        fact.value = std::move(value);
        fact.established = fmt::format("{} of {}", believed ? "proved by the files" : "tried and not believed", path_);
        fact.confirmed = evidence.confirmed;
        fact.contradicted = evidence.contradicted;
        fact.confidence = believed ? share(evidence.confirmed, evidence.contradicted) : 0.0;
        facts_.push_back(std::move(fact));
    }

    void names() {
        const auto& evidence = study_.evidence;
        Fact fact;
        fact.field = "network and postoffice";
        fact.value = study_.network.empty() ? "" : study_.network + "/" + study_.postoffice;
        fact.established = "the place most messages in mailbags are addressed to, in " + path_;
        fact.confirmed = evidence.names_confirmed;
        fact.contradicted = evidence.names_contradicted;
        fact.confidence = share(fact.confirmed, fact.contradicted);
        facts_.push_back(std::move(fact));
    }

    void fields(const std::string& file, const postoffice::Calibration& calibration) {
        for (const FieldProof& proof : calibration.proofs) {
            Fact fact;
            fact.field = file + " " + proof.field;
            if (proof.proved())
                fact.value = fmt::format("{} of {} bytes", postoffice::name_of(proof.best.kind), proof.best.size);
            const bool used = calibration.layout.find(proof.field) != nullptr;
            fact.established = proof.proved() ? fmt::format("proved by the files of {}", path_)
                               : used         ? fmt::format("given, not proved: {}", postoffice::name_of(proof.verdict))
                                              : fmt::format("not known: {}", postoffice::name_of(proof.verdict));
            if (proof.best.size != 0) fact.offset = proof.best.offset;
            fact.confirmed = proof.confirmed;
            fact.contradicted = proof.contradicted;
            fact.confidence = proof.proved() ? share(proof.confirmed, proof.contradicted) : 0.0;
            facts_.push_back(std::move(fact));
        }
    }

    // `only_believed`: there are hundreds of others.
    template <class Describe>
    void choice(const std::string& field, const VariantChoice& chosen, Describe describe, bool only_believed = false) {
        std::vector<bool> standing(chosen.evidence.size(), false);
        for (const std::size_t index : chosen.standing) standing.at(index) = true;
        for (std::size_t i = 0; i < chosen.evidence.size(); ++i)
            if ((chosen.evidence[i].confirmed != 0 && !only_believed) || standing[i])
                add(field, describe(i), standing[i], chosen.evidence[i]);
        if (only_believed && chosen.standing.empty()) add(field, "", false, best_of(chosen.evidence));
    }

    static postoffice::VariantEvidence best_of(const std::vector<postoffice::VariantEvidence>& evidence) {
        postoffice::VariantEvidence best;
        for (const postoffice::VariantEvidence& one : evidence)
            if (one.confirmed > best.confirmed) best = one;
        return best;
    }

    void index_places(const std::string& field, const VariantChoice& chosen) {
        choice(field, chosen, [](std::size_t index) {
            const postoffice::IndexPlace& place = postoffice::index_places()[index];
            return fmt::format("{} at offset {:#x}", place.digits ? "eight digits" : "number", place.offset);
        });
    }

    // Whose mailbag each is, and what its messages say about that.
    void owners() {
        for (const PostofficeMember& member : study_.matching.members) {
            if (!member.hexid) continue;
            Fact fact;
            fact.field = fmt::format("owner of mailbag {:08X}", *member.hexid);
            fact.value = member.mailbox;
            const auto witness = study_.evidence.mailbags.find(*member.hexid);
            fact.established = member.record ? fmt::format("record {} of ACCESS2.GLB", *member.record)
                                             : "the recipients of its messages";
            if (witness != study_.evidence.mailbags.end()) {
                fact.confirmed = witness->second.count_of(postoffice::comparable_text(member.mailbox));
                fact.contradicted = witness->second.messages - fact.confirmed;
            }
            fact.confidence = member.record ? 1.0 : share(fact.confirmed, fact.contradicted);
            facts_.push_back(std::move(fact));
        }
    }

    const PostofficeStudy& study_;
    const std::string& path_;
    std::vector<Fact> facts_{};
};

}  // namespace

std::vector<Fact> evidence_of_postoffice(const PostofficeStudy& study, const std::string& path) {
    return Evidence(study, path).run();
}

}  // namespace restante::sources
