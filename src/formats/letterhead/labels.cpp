#include "formats/letterhead/labels.h"

namespace restante::letterhead {
namespace {

// In the order of Field. docs/formats/letterhead.md says which labels are documented and which are guessed.
constexpr std::array<Labels, 10> kWindows{{
    {"English",
     {"From", "To", "Cc", "Subject", "Date", "", "Priority", "Message ID", "Parent message ID", "Conversation ID",
      "Attachments"}},
    {"German", {"Von", "An", "", "Betreff", "Datum", "", "", "Nachrichten-ID"}},
    {"Spanish", {"De", "Para", "", "Asunto", "Fecha"}},
    {"French", {"De", "À", "", "Objet", "Date"}},
    {"Portuguese", {"De", "Para", "", "Assunto", "Data"}},
    {"Italian", {"Da", "A", "", "Oggetto", "Data"}},
    {"Dutch", {"Van", "Aan", "", "Onderwerp", "Datum"}},
    {"Swedish", {"Från", "Till", "", "Ärende", "Datum"}},
    {"Danish or Norwegian", {"Fra", "Til", "", "Emne", "Dato"}},
    {"Finnish", {"Lähettäjä", "Vastaanottaja", "", "Aihe", "Päivämäärä"}},
}};

constexpr Labels kDos{"English",
                      {"FROM", "TO", "CC", "SUBJECT", "DATE", "TIME", "PRIORITY", "", "", "", "ATTACHMENTS"}};

}  // namespace

std::span<const Labels> windows_labels() { return kWindows; }

const Labels& dos_labels() { return kDos; }

}  // namespace restante::letterhead
