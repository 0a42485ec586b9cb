// Files of share that the program carries in itself, made into sources when it is built.
#pragma once

#include "graph/render/html.h"

namespace millwright::cli {

/// share/viewer: what the page of a picture is made of.
Viewer embedded_viewer();

}  // namespace millwright::cli
