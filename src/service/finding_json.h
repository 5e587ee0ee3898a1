// One finding as the reports of all commands write it.
#pragma once

#include <nlohmann/json.hpp>

#include "base/finding.h"

namespace restante::service {

[[nodiscard]] inline nlohmann::ordered_json finding_json(const Finding& finding) {
    const MessageText& message = message_text(finding.id);
    nlohmann::ordered_json json{{"code", message.code}, {"severity", name_of(finding.severity())}};
    if (finding.offset) json["offset"] = *finding.offset;
    if (!finding.item.empty()) json["item"] = finding.item;
    json["text"] = finding.text;
    json["meaning"] = message.meaning;
    json["remedy"] = message.remedy;
    return json;
}

}  // namespace restante::service
