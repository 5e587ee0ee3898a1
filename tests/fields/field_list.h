// Every field that a model value has, by the names of the code: "message.subject". What the tables "Every field" of
// docs/ must speak about.
#pragma once

#include <string>
#include <vector>

namespace restante::testing {

// "mailbox.name" ...; the value of an attribute once a type, "attribute.value.triples".
[[nodiscard]] std::vector<std::string> model_fields();

// The values of enumerations, "folder.role=inbox": an example of everything has each of them.
[[nodiscard]] std::vector<std::string> model_values();

}  // namespace restante::testing
