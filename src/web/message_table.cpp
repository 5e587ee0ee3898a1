#include "web/message_table.h"

#include <nlohmann/json.hpp>

#include "base/messages.h"

namespace restante::web {
namespace {

constexpr MessageId kEveryMessage[] = {
#define MESSAGE(enumerator, code, severity, meaning, remedy) MessageId::enumerator,
#include "base/messages/all.def"
#undef MESSAGE
};

std::string table_text() {
    auto list = nlohmann::ordered_json::array();
    for (const MessageId id : kEveryMessage) {
        const MessageText& text = message_text(id);
        list.push_back({{"code", text.code},
                        {"severity", name_of(text.severity)},
                        {"meaning", text.meaning},
                        {"remedy", text.remedy}});
    }
    return list.dump();
}

}  // namespace

const std::string& message_table_json() {
    static const std::string text = table_text();
    return text;
}

}  // namespace restante::web
