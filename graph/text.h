// Text of a production: views into one store that keeps each text once and never moves it.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace millwright {

/// A view into a TextStore (or into static storage). Valid as long as the production that it belongs to.
using Text = std::string_view;

/// Owns text. Views stay valid when the store is moved; they end with it.
class TextStore {
public:
    TextStore() = default;
    TextStore(TextStore&&) noexcept = default;
    TextStore& operator=(TextStore&&) noexcept = default;
    TextStore(const TextStore&) = delete;
    TextStore& operator=(const TextStore&) = delete;

    /// Equal text is stored once. Long text is unlikely to come twice and is copied without a look-up.
    Text keep(std::string_view text);
    /// Stores it without looking for an equal one: for text that seldom comes twice, the values of settings for example.
    Text add(std::string_view text) { return text.empty() ? Text{} : copy(text); }

    /// Bytes held, for measurements.
    std::size_t bytes() const { return bytes_; }

private:
    Text copy(std::string_view text);
    void grow();

    std::vector<std::unique_ptr<char[]>> blocks_;
    std::size_t left_ = 0;
    char* next_ = nullptr;
    std::size_t bytes_ = 0;
    std::vector<Text> slots_;
    std::size_t used_ = 0;
};

}  // namespace millwright
