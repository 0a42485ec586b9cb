#include "settings/toml_slices.h"

#include <algorithm>
#include <functional>

namespace millwright::settings {

bool PairSet::insert(std::uint64_t hash) {
    hash = std::max<std::uint64_t>(hash, 1);
    if (used_ * 2 >= slots_.size()) {
        std::vector<std::uint64_t> old(std::max<std::size_t>(64, slots_.size() * 2));
        old.swap(slots_);
        used_ = 0;
        for (const std::uint64_t each : old) {
            if (each != 0) insert(each);
        }
    }
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at] != 0 && slots_[at] != hash) at = (at + 1) & mask;
    if (slots_[at] == hash) return false;
    slots_[at] = hash;
    ++used_;
    return true;
}

bool SliceCuts::may_cut_before(const std::vector<KeyPart>& header) {
    if (whole_) return false;
    const Text first = header.front().text;
    const bool alone = header.size() == 1;
    const std::hash<Text> hash;
    const std::uint64_t pair = hash(first) * 0x9E3779B97F4A7C15U + (alone ? 0 : 1 + hash(header[1].text));
    const auto [known, is_new] = firsts_.try_emplace(first, First{false, slice_ + 1});
    const bool same_first = first == last_first_;
    const bool same_pair = pair == last_pair_;
    last_first_ = first;
    last_pair_ = pair;
    const bool pair_is_new = pairs_.insert(pair);

    bool cut = !same_pair;
    if (same_first && (alone || known->second.alone)) {
        // The table itself and what is in it stay together.
        cut = false;
        needed_ = needed_ || known->second.slice != slice_;
    } else if (!is_new && (alone || known->second.alone)) {
        needed_ = true;
    }
    if (cut && !pair_is_new) needed_ = true;
    if (root_keys_.contains(first)) needed_ = true;
    known->second.alone = known->second.alone || alone;
    if (cut) ++slice_;
    return cut;
}

void LineCost::add(std::size_t at) {
    while (!started_ || at > end_) {
        before_ = started_ ? end_ - begin_ : 0;
        begin_ = started_ ? end_ + 1 : 0;
        end_ = std::min(text_.find('\n', begin_), text_.size());
        started_ = true;
    }
    slice_ += end_ - begin_ + before_;
    if (slice_ > left_ && !too_dear_) too_dear_ = at;
}

std::optional<std::size_t> LineCost::end_slice(bool plain) {
    const auto where = plain ? std::nullopt : too_dear_;
    if (!plain && !where) left_ -= slice_;
    too_dear_.reset();
    slice_ = 0;
    return where;
}

}  // namespace millwright::settings
