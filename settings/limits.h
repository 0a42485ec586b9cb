// Every limit of what is read, in one place: far above what anybody means, and low enough that hostile input costs
// neither the stack, nor the memory, nor the day. What goes beyond is reported as MW9xx.
#pragma once

#include <cstddef>
#include <cstdint>

namespace millwright::settings::limits {

inline constexpr std::size_t mebibyte = 1024UL * 1024;

inline constexpr std::size_t file_bytes = 512 * mebibyte;
/// Of a root file and all that it includes.
inline constexpr std::size_t all_bytes = 1024 * mebibyte;
/// Of arrays, tables and dotted keys in TOML, and of arrays and objects in JSON.
inline constexpr std::uint32_t nesting = 64;
/// Values in one file: in memory each takes some tens of bytes, as a file of nothing but `1,` takes two.
inline constexpr std::size_t values = 40'000'000;
/// Services, processes, operations and components together.
inline constexpr std::size_t items = 2'000'000;

inline constexpr std::size_t included_files = 10'000;
/// Files on the way from the root file to one that it includes.
inline constexpr std::size_t include_depth = 64;
/// Files and folders that are looked at for one pattern of `include`, or for the productions of a folder.
inline constexpr std::size_t entries = 1'000'000;
/// Symbolic links on the way to one file, as the system has it.
inline constexpr std::size_t links = 40;

/// Of one file of scenarios, and of one file of JSON that is a body; of those of one settings file together.
inline constexpr std::size_t scenario_bytes = 16 * mebibyte;
inline constexpr std::size_t all_scenario_bytes = 256 * mebibyte;
/// Values in all bodies of the scenarios of one settings file: in memory each takes some hundred bytes.
inline constexpr std::size_t scenario_values = 2'000'000;

/// Elements inside of elements in the XML of a rule, a process or a transformation.
inline constexpr std::size_t xml_nesting = 1'000;
/// Elements of one such text.
inline constexpr std::size_t xml_elements = 1'000'000;
/// Of one rule with the rules that it delegates to, or of one process with its components.
inline constexpr std::size_t sends = 20'000;
/// Of the condition of one send; what is longer is shown cut.
inline constexpr std::size_t condition_bytes = 4'096;

/// Classes above one class.
inline constexpr std::size_t superclasses = 1'000;

/// Of one module of Python, and of all that one reading needs.
inline constexpr std::size_t module_bytes = 16 * mebibyte;
inline constexpr std::size_t all_module_bytes = 128 * mebibyte;

/// Of one method in ObjectScript, or one passage of it; a token takes 16 bytes.
inline constexpr std::size_t code_tokens = 8'000'000;
/// Values that may reach one use of a variable, definitions that are looked at for it, and how far one leads to others.
inline constexpr std::size_t code_values = 64;
inline constexpr std::size_t code_definitions = 512;
inline constexpr unsigned code_depth = 24;
/// What working out where one send goes may cost, in tokens looked at, and what all sends of one class may: a second.
inline constexpr std::size_t send_steps = 50'000;
inline constexpr std::size_t code_steps = 5'000'000;

/// Variables that refer to variables, and defaults inside of defaults.
inline constexpr std::size_t variable_depth = 64;
/// Of what all variables of a reading resolve to.
inline constexpr std::size_t substituted_bytes = 64 * mebibyte;

/// Comparisons that all suggestions of one kind (variables, keys of overlays, files) may cost together, about a third of a
/// second.
inline constexpr std::size_t comparisons = 300'000;

}  // namespace millwright::settings::limits
