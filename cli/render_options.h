// What the command line of `render` asks for: what is drawn, which view of it, in which format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/deployment_choice.h"
#include "cli/inputs.h"
#include "graph/render/svg.h"
#include "graph/render/view.h"

namespace millwright::cli {

/// The options as they were given.
struct RenderOptions {
    InputOptions input;
    DeploymentOptions deployment;
    std::string output;
    std::string format;
    std::string theme;
    std::string layout_timeout;

    std::vector<std::string> focus;
    std::string depth;
    bool up = false;
    bool down = false;
    std::vector<std::string> roles;
    std::vector<std::string> categories;
    std::vector<std::string> messages;
    std::vector<std::string> origins;
    std::string collapse;

    std::string process;
    std::string from;

    bool deployed = false;
    std::string revision;
    bool diff = false;
    std::string against;
    bool changed = false;
    std::string context;

    void declare(OptionTable& options);
};

/// What a picture is of, by where it comes from.
enum class DrawnFrom : std::uint8_t {
    settings,
    deployed,
    revision,   ///< as of `revision`
    change,     ///< of the settings against what is deployed
    against,    ///< of the settings against `against`
    revisions,  ///< from `earlier` to `revision`
};

/// The options understood.
struct RenderRequest {
    DrawnFrom from = DrawnFrom::settings;
    std::uint64_t earlier = 0;  ///< 0: nothing
    std::uint64_t revision = 0;
    ViewOptions view;
    Theme theme = Theme::automatic;
    double layout_seconds = 20;
    std::optional<std::int64_t> moment{};  ///< seconds since 1970; nothing: the present

    bool is_change() const { return from >= DrawnFrom::change; }
};

/// Fails (environment, usage) for what makes no sense, alone or together.
Result<RenderRequest> understood(const RenderOptions& options);

}  // namespace millwright::cli
