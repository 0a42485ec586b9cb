// What a page shows about an item beside the picture.
#pragma once

#include "graph/render/picture.h"
#include "graph/render/view.h"

namespace millwright {

/// Fills the details of the nodes of a picture that was made of this view: its nodes are the view's, in the same order.
void add_details(Picture& picture, const View& view, const DetailsOf& details);

}  // namespace millwright
