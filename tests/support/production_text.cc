#include "tests/support/production_text.h"

#include <map>
#include <stdexcept>

namespace millwright::test {
namespace {

struct Word {
    std::string text;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool quoted = false;
};

/// Words of one line with their places; the signs -> : , ; = are words.
std::vector<Word> words_of(std::string_view line, std::uint32_t at) {
    std::vector<Word> words;
    const std::string_view signs = ":,;=";
    std::size_t i = 0;
    while (i < line.size() && line[i] != '#') {
        const std::size_t begin = i;
        if (line[i] == ' ' || line[i] == '\t') {
            ++i;
            continue;
        }
        Word word;
        if (line[i] == '"') {
            i = line.find('"', i + 1);
            if (i == std::string_view::npos) throw std::invalid_argument(std::string(line));
            word = {std::string(line.substr(begin + 1, i - begin - 1)), 0, 0, true};
            ++i;
        } else if (line.substr(i, 2) == "->") {
            i += 2;
        } else if (signs.find(line[i]) != std::string_view::npos) {
            ++i;
        } else {
            i = std::min(line.find_first_of(" \t:,;=\"#", i), line.size());
        }
        if (!word.quoted) word.text = line.substr(begin, i - begin);
        word.begin = at + static_cast<std::uint32_t>(begin);
        word.end = at + static_cast<std::uint32_t>(i);
        words.push_back(word);
    }
    return words;
}

class Reader {
public:
    Reader(ProductionText& out, std::uint32_t source) : out_(out), source_(source) {}

    void line(std::string_view text, std::uint32_t at) {
        words_ = words_of(text, at);
        line_ = text;
        next_ = 0;
        if (words_.empty()) return;
        const std::string first = take().text;
        static const std::map<std::string, Role> roles{{"service", Role::service},
                                                       {"process", Role::process},
                                                       {"operation", Role::operation},
                                                       {"component", Role::component}};
        if (const auto role = roles.find(first); role != roles.end()) return begin_item(role->second);
        if (first == "production") return production_line();
        if (first == "message") return message_line();
        item_line(first);
    }

    void finish() {
        end_item();
        recognise_targets(out_.production);
    }

private:
    [[noreturn]] void wrong() const { throw std::invalid_argument("not understood: " + std::string(line_)); }
    bool more() const { return next_ < words_.size(); }
    bool next_is(std::string_view sign) const { return more() && !words_[next_].quoted && words_[next_].text == sign; }
    const Word& take() {
        if (!more()) wrong();
        return words_[next_++];
    }
    bool skip(std::string_view sign) {
        if (!next_is(sign)) return false;
        ++next_;
        return true;
    }
    Text keep(std::string_view text) { return out_.production.texts.keep(text); }
    Place place(const Word& word) const { return {source_, word.begin, word.end}; }
    NameRef take_name() {
        const Word& word = take();
        return {keep(word.text), place(word)};
    }
    Text rest() {
        std::string text;
        while (more()) text += (text.empty() ? "" : " ") + take().text;
        return keep(text);
    }

    void production_line() {
        const NameRef name = take_name();
        out_.production.name = name.name;
        out_.production.place = name.place;
    }

    void message_line() {
        Message message;
        const NameRef name = take_name();
        message.name = name.name;
        message.place = name.place;
        out_.production.messages.push_back(message);
    }

    void begin_item(Role role) {
        end_item();
        item_ = Item{};
        open_ = true;
        item_.role = role;
        const NameRef name = take_name();
        item_.name = name.name;
        item_.place = name.place;
        if (more() && !next_is("->")) item_.class_name = take_name().name;
        if (item_.class_name.empty()) item_.class_name = keep("Demo." + std::string(item_.name));
        if (skip("->")) {
            do take_target();
            while (skip(";"));
        }
        if (more()) wrong();
    }

    void take_target() {
        const NameRef setting = take_name();
        if (!skip(":")) wrong();
        std::vector<NameRef> names;
        std::string value;
        while (more() && !next_is(";")) {
            names.push_back(take_name());
            value += (value.empty() ? "" : ",") + std::string(names.back().name);
            skip(",");
        }
        Setting made;
        made.scope = "Host";
        made.name = setting.name;
        made.value = keep(value);
        made.names = append(out_.production.names, std::move(names));
        made.place = setting.place;
        made.target = TargetOrigin::declared;
        settings_.push_back(made);
    }

    void item_line(const std::string& word) {
        if (!open_) wrong();
        if (word == "disabled")
            item_.enabled = false;
        else if (word == "pool")
            item_.pool_size = take_name().name;
        else if (word == "class")
            item_.class_name = take_name().name;
        else if (word == "category")
            item_.category = rest();
        else if (word == "comment")
            item_.comment = rest();
        else if (word == "enabled")
            item_.enabled = Flag::read(take().text, out_.production.texts);
        else if (word == "host")
            take_setting("Host");
        else if (word == "adapter")
            take_setting("Adapter");
        else if (word == "setting")
            take_setting(take().text);
        else if (word == "accepts")
            item_.accepts = take_names();
        else if (word == "emits")
            item_.emits = take_names();
        else if (word == "replies")
            replies_.push_back({{}, take_name().name, {}});
        else if (word == "on")
            take_handler();
        else
            wrong();
    }

    void take_setting(std::string_view scope) {
        Setting made;
        made.scope = keep(scope);
        const NameRef name = take_name();
        made.name = name.name;
        if (!skip("=")) wrong();
        made.place = more() ? Place{source_, words_[next_].begin, words_.back().end} : name.place;
        if (more()) made.value = keep(out_.sources.text_of(made.place));
        made.refers_to_secret = made.value.find("${secret:") != Text::npos;
        settings_.push_back(made);
    }

    Range<NameRef> take_names() {
        std::vector<NameRef> names;
        do names.push_back(take_name());
        while (skip(","));
        return append(out_.production.names, std::move(names));
    }

    void take_handler() {
        Handler handler;
        const NameRef on = take_name();
        handler.on = on.name;
        handler.place = on.place;
        if (on.name == "*") handler.dispatch = Dispatch::fallback;
        std::vector<Send> sends;
        if (skip("->")) {
            do {
                Send send;
                if (skip("async"))
                    send.mode = Interaction::async;
                else
                    skip("sync");
                const NameRef to = take_name();
                send.to = to.name;
                send.place = to.place;
                if (skip(":")) send.message = take_name().name;
                sends.push_back(send);
            } while (skip(","));
        }
        handler.sends = append(out_.production.sends, std::move(sends));
        handlers_.push_back(handler);
    }

    void end_item() {
        if (!open_) return;
        Production& production = out_.production;
        item_.settings = append(production.settings, std::move(settings_));
        item_.replies = append(production.replies, std::move(replies_));
        if (!handlers_.empty()) {
            item_.behaviour.emplace();
            item_.behaviour->route = RouteChoice::all;
            item_.behaviour->handlers = append(production.handlers, std::move(handlers_));
        }
        production.items.push_back(item_);
        settings_.clear();
        replies_.clear();
        handlers_.clear();
        open_ = false;
    }

    ProductionText& out_;
    std::uint32_t source_;
    std::vector<Word> words_;
    std::string_view line_;
    std::size_t next_ = 0;
    Item item_;
    bool open_ = false;
    std::vector<Setting> settings_;
    std::vector<Reply> replies_;
    std::vector<Handler> handlers_;
};

}  // namespace

ProductionText production_of(std::string_view text, std::string file) {
    ProductionText out;
    const std::uint32_t source = out.sources.add(std::move(file), std::string(text));
    out.production.name = "Demo.Test";
    Reader reader(out, source);
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        reader.line(text.substr(at, end - at), static_cast<std::uint32_t>(at));
        at = end + 1;
    }
    reader.finish();
    return out;
}

ItemId item_of(const Production& production, std::string_view name) {
    const ItemId found = ItemIndex(production).find(name);
    if (!found) throw std::invalid_argument("no item " + std::string(name));
    return found;
}

}  // namespace millwright::test
