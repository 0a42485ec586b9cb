// Pictures that together show all that a picture can show: every look and line, every change, groups, hostile names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/render/picture.h"

namespace millwright::test {

/// Names that mean something to Graphviz, mermaid, XML, YAML or a terminal, and one that is empty.
const std::vector<std::string>& hostile_names();

/// A node of each look, then one of each that is pale, joined in rows of seven by edges of each line.
Picture picture_of_all_looks(PictureOf of);

/// Items that are added, removed, changed, moved and none of them, with routes that are.
Picture picture_of_a_change();

/// Groups, with many routes and few between them.
Picture picture_of_groups();

/// Two nodes and an edge; every text is this one.
Picture picture_of_a_text(const std::string& text);

/// A process as people draw one: a start, steps, a decision, branches in parallel, a failure and what it undoes.
Picture picture_of_a_process();

struct NamedPicture {
    std::string name;
    Picture picture;
};
/// All of them, the empty one and one of a single node too.
std::vector<NamedPicture> sample_pictures();

}  // namespace millwright::test
