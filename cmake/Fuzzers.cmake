# A fuzzer is libFuzzer with clang (preset fuzz) and an ordinary program that replays tests/corpus/NAME elsewhere.
option(RESTANTE_FUZZING "Build fuzzers with libFuzzer (clang only)" OFF)

# Compiled once for all of them, and not in one file with any: it asks the linker whether the fuzzer has a mutator.
if(BUILD_TESTING AND NOT RESTANTE_FUZZING)
    add_library(restante_fuzz_replay OBJECT ${PROJECT_SOURCE_DIR}/tests/fuzz_replay.cpp)
    target_link_libraries(restante_fuzz_replay PRIVATE restante_flags)
endif()

function(restante_fuzzer source library)
    get_filename_component(name ${source} NAME_WE)
    if(RESTANTE_FUZZING)
        add_executable(${name} ${source})
        target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    elseif(BUILD_TESTING)
        add_executable(${name} ${source} $<TARGET_OBJECTS:restante_fuzz_replay>)
        add_test(NAME replay_${name} COMMAND ${name} ${PROJECT_SOURCE_DIR}/tests/corpus/${name})
        set_tests_properties(replay_${name} PROPERTIES LABELS corpus)
    else()
        return()
    endif()
    target_link_libraries(${name} PRIVATE ${library})
    restante_use_precompiled(${name})
endfunction()
