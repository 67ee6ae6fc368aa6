# Each program exists when its sources do. Unit tests link nothing that does I/O, so that a changed
# rule is green again in seconds.
file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/support/*.cpp")
list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
# A file system for SQLite: only what is tested on disk links it.
set(power_cut "${PROJECT_SOURCE_DIR}/tests/support/power_cut_vfs.cpp")
list(REMOVE_ITEM sources "${power_cut}")
fl_layer(fl_test_support SOURCES ${sources} LINK fl_wire)
set_target_properties(fl_test_support PROPERTIES EXCLUDE_FROM_ALL ON)
if(sources)
  target_include_directories(fl_test_support PUBLIC "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(fl_test_support PUBLIC FL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
else()
  target_include_directories(fl_test_support INTERFACE "${PROJECT_SOURCE_DIR}")
endif()

# Put before the real binary by tests/system: a disk that is full or does not sync. Built on demand,
# with the release build, and linked by nothing.
add_library(broken_disk SHARED EXCLUDE_FROM_ALL tests/system/support/broken_disk.cpp)
target_link_libraries(broken_disk PRIVATE fl_options)
target_compile_options(broken_disk PRIVATE -U_FORTIFY_SOURCE)
set_target_properties(broken_disk PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")

if(NOT FL_TESTS)
  return()
endif()
enable_testing()

fl_test_sources(sources src/base src/domain src/ports src/app src/wire tests/support)
fl_test_program(unit_tests SOURCES ${sources} LINK fl_test_support)
# Not in batches: tests name their people ann and bob, each file its own.

fl_test_sources(sources src/adapters/net)
fl_test_program(net_tests SOURCES ${sources} LINK fl_adapter_net)

fl_test_sources(sources src/adapters src/server)
list(FILTER sources EXCLUDE REGEX "/adapters/net/")
fl_test_program(adapter_tests SOURCES ${sources} ${power_cut} LINK fl_server fl_test_support)

foreach(pair scenario_tests:scenarios simulation:simulation contract_tests:contract)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 program)
  list(GET pair 1 folder)
  file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/${folder}/*.cpp")
  set(links fl_test_support)
  if(folder STREQUAL "contract")
    list(APPEND links ${fl_adapters})
    list(APPEND sources "${power_cut}")
  endif()
  fl_test_program(${program} SOURCES ${sources} LINK ${links})
endforeach()

# tests/fuzz/<parser>.cpp defines LLVMFuzzerTestOneInput; the driver beside it feeds and mutates.
file(GLOB fuzzers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/fuzz/*.cpp")
if(fuzzers)
  add_library(fl_fuzz_driver OBJECT tests/fuzz/driver/driver.cpp)
  target_link_libraries(fl_fuzz_driver PRIVATE fl_options)
  target_compile_definitions(fl_fuzz_driver PRIVATE FL_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
endif()
foreach(fuzzer IN LISTS fuzzers)
  get_filename_component(name "${fuzzer}" NAME_WE)
  add_executable(fuzz_${name} "${fuzzer}")
  target_link_libraries(fuzz_${name} PRIVATE fl_options fl_fuzz_driver fl_server fl_test_support)
endforeach()
