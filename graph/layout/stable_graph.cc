#include "graph/layout/stable_graph.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <string_view>
#include <unordered_map>

namespace millwright::layout {
namespace {

/// Numbers names in the order in which they come: even ones for names, odd ones for what has none, as cgraph does.
struct Numbers {
    std::deque<std::string> names;
    std::unordered_map<std::string_view, IDTYPE> known;
    IDTYPE next_nameless = 1;
};

void* open_numbers(Agraph_t*, Agdisc_t*) {
    return new Numbers;
}

long map_name(void* state, int, char* name, IDTYPE* id, int create) {
    auto& numbers = *static_cast<Numbers*>(state);
    if (name == nullptr) {
        *id = numbers.next_nameless;
        numbers.next_nameless += 2;
        return 1;
    }
    if (const auto found = numbers.known.find(name); found != numbers.known.end()) {
        *id = found->second;
        return 1;
    }
    if (create == 0) return 0;
    numbers.names.emplace_back(name);
    *id = numbers.names.size() * 2;
    numbers.known.emplace(numbers.names.back(), *id);
    return 1;
}

char* name_of_number(void* state, int, IDTYPE id) {
    auto& numbers = *static_cast<Numbers*>(state);
    if (id % 2 != 0 || id == 0 || id / 2 > numbers.names.size()) return nullptr;
    return numbers.names[id / 2 - 1].data();
}

/// What is left of the text.
struct Text {
    std::string_view left;
};

int read_text(void* from, char* buffer, int size) {
    auto& left = static_cast<Text*>(from)->left;
    const std::size_t count = std::min(left.size(), static_cast<std::size_t>(std::max(0, size)));
    std::memcpy(buffer, left.data(), count);
    left.remove_prefix(count);
    return static_cast<int>(count);
}

}  // namespace

Agraph_t* read_graph(const std::string& dot_text) {
    static Agiddisc_t ids{open_numbers,
                          map_name,
                          [](void*, int, IDTYPE) { return 0L; },
                          [](void*, int, IDTYPE) {},
                          name_of_number,
                          [](void*) {},
                          [](void*, int, void*) {}};
    static Agiodisc_t reading{read_text, AgIoDisc.putstr, AgIoDisc.flush};
    static Agdisc_t disciplines{&AgMemDisc, &ids, &reading};
    Text text{dot_text};
    return agread(&text, &disciplines);
}

}  // namespace millwright::layout
