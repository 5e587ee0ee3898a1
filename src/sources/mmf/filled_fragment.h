// A message of which only some attributes are left, completed with what its line in the folder's list says.
// Source: docs/recovery.md "Fragments".
#pragma once

#include "model/message.h"

namespace restante::sources {

// `summary` is the message as its line tells it. What `message` has stays, but for a text that is the subject: of a
// message that is cut off nothing tells the two apart.
void fill_gaps(model::Message& message, model::Message summary);

}  // namespace restante::sources
