#include "graph/text.h"

#include <algorithm>
#include <cstring>
#include <functional>

namespace millwright {
namespace {

constexpr std::size_t block_size = 64 * 1024;
constexpr std::size_t longest_shared = 128;
constexpr std::size_t first_slots = 256;

std::size_t hash_of(std::string_view text) {
    return std::hash<std::string_view>{}(text);
}

}  // namespace

Text TextStore::keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > longest_shared) return copy(text);
    if (used_ * 2 >= slots_.size()) grow();
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t at = hash_of(text) & mask;; at = (at + 1) & mask) {
        Text& slot = slots_[at];
        if (slot.data() == nullptr) {
            ++used_;
            return slot = copy(text);
        }
        if (slot == text) return slot;
    }
}

Text TextStore::copy(std::string_view text) {
    if (text.size() > left_) {
        const std::size_t size = std::max(block_size, text.size());
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
        next_ = blocks_.back().get();
        left_ = size;
    }
    std::memcpy(next_, text.data(), text.size());
    const Text kept{next_, text.size()};
    next_ += text.size();
    left_ -= text.size();
    bytes_ += text.size();
    return kept;
}

void TextStore::grow() {
    std::vector<Text> old(std::max(first_slots, slots_.size() * 2));
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Text text : old) {
        if (text.data() == nullptr) continue;
        std::size_t at = hash_of(text) & mask;
        while (slots_[at].data() != nullptr) at = (at + 1) & mask;
        slots_[at] = text;
    }
}

}  // namespace millwright
