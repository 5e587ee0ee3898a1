// How the program's heap behaves, so that its memory follows what it holds and not what it once held.
#pragma once

namespace restante::cli {

// Once, before the first thread. Without effect where the C library has no such settings.
void settle_heap();

}  // namespace restante::cli
