#include "settings/iris/sources/source_tree.h"

namespace millwright::settings::iris {

struct SourceTree::Index {};

Asker asker_of(const ClassSource& from) {
    return {from.path, std::string(from.package()), from.imports, from.place};
}

SourceTree::SourceTree(const FolderScan& scanned, const Files& files, const ReadOptions& options, Reading& reading)
    : scanned_(scanned), files_(files), options_(options), reading_(reading), index_(std::make_unique<Index>()) {}

SourceTree::~SourceTree() = default;

const ClassSource* SourceTree::find(std::string_view, const Asker&) {
    return nullptr;
}

std::optional<std::string> SourceTree::macro(std::string_view, const ClassSource&) {
    return std::nullopt;
}

}  // namespace millwright::settings::iris
