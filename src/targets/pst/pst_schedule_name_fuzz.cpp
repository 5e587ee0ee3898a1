#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "base/utf8.h"
#include "targets/pst/schedule_name.h"

// The text of a blob is valid UTF-8 whatever its bytes are.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto person = restante::targets::read_schedule_name({data, size});
    if (person && !(restante::is_valid_utf8(person->name) && restante::is_valid_utf8(person->address))) std::abort();
    return 0;
}
