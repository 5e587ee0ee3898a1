# The standard library, fmt and expected are most of what a compiler reads here. They are compiled once, with the flags
# of the program and with those of its tests, and every target of that kind shares the result. Files go on including what
# they use: switch RESTANTE_PRECOMPILED off to prove it.
option(RESTANTE_PRECOMPILED "Precompile the headers of libraries" ON)

if(RESTANTE_PRECOMPILED)
    add_library(restante_precompiled STATIC ${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp)
    target_link_libraries(restante_precompiled PRIVATE restante_flags)
    target_precompile_headers(restante_precompiled PRIVATE
        <algorithm> <array> <cstddef> <cstdint> <cstring> <functional> <limits> <map> <memory> <optional> <set> <span>
        <string> <string_view> <tuple> <type_traits> <unordered_map> <unordered_set> <utility> <variant> <vector>
        <fmt/format.h> <tl/expected.hpp>)
    if(BUILD_TESTING)
        add_library(restante_testing_precompiled STATIC ${PROJECT_SOURCE_DIR}/cmake/precompiled.cpp)
        target_link_libraries(restante_testing_precompiled PRIVATE restante_flags restante_testing)
        target_precompile_headers(restante_testing_precompiled PRIVATE
            <algorithm> <array> <cstddef> <cstdint> <cstring> <filesystem> <fstream> <functional> <limits> <map> <memory>
            <optional> <set> <span> <string> <string_view> <tuple> <type_traits> <utility> <variant> <vector>
            <fmt/format.h> <tl/expected.hpp> <gmock/gmock.h> <gtest/gtest.h> <rapidcheck/gtest.h>)
    endif()
endif()

# restante_use_precompiled(TARGET) or restante_use_precompiled(TARGET TESTING)
function(restante_use_precompiled target)
    if(NOT RESTANTE_PRECOMPILED)
        return()
    endif()
    if("TESTING" IN_LIST ARGN)
        target_precompile_headers(${target} REUSE_FROM restante_testing_precompiled)
    else()
        target_precompile_headers(${target} REUSE_FROM restante_precompiled)
    endif()
endfunction()
