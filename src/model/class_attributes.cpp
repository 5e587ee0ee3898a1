#include "model/class_attributes.h"

#include <algorithm>

namespace restante::model {

const Attribute* find_attribute(const Message& message, std::uint32_t id) {
    const auto found =
        std::ranges::find_if(message.attributes, [id](const Attribute& attribute) { return attribute.id == id; });
    return found == message.attributes.end() ? nullptr : &*found;
}

}  // namespace restante::model
