# find_package(dots_discovery), then link with dots_discovery::dots_discovery.
get_filename_component(dots_discovery_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

if(NOT TARGET dots_discovery::dots_discovery)
  add_library(dots_discovery::dots_discovery STATIC IMPORTED)
  set_target_properties(dots_discovery::dots_discovery PROPERTIES
    IMPORTED_LINK_INTERFACE_LANGUAGES C
    IMPORTED_LOCATION "${dots_discovery_prefix}/lib/libdots_discovery.a"
    INTERFACE_INCLUDE_DIRECTORIES "${dots_discovery_prefix}/include/dots_discovery")
endif()

unset(dots_discovery_prefix)
