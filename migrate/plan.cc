#include "migrate/plan.h"

#include <algorithm>

namespace millwright::migrate {

PlanCounts counts_of(const std::vector<Operation>& operations) {
    PlanCounts counts;
    const std::array<std::size_t*, 4> actions{&counts.add, &counts.change, &counts.remove, &counts.move};
    const std::array<std::size_t*, 5> risks{&counts.safe, &counts.attention, &counts.destructive, &counts.protect,
                                            &counts.unsupported};
    for (const Operation& operation : operations) {
        ++*actions[static_cast<std::size_t>(operation.action)];
        ++*risks[static_cast<std::size_t>(operation.risk)];
    }
    return counts;
}

PlanCounts Plan::counts() const {
    PlanCounts counts = counts_of(operations);
    counts.not_compared = not_compared.size();
    return counts;
}

bool Plan::any(Risk risk) const {
    return std::any_of(operations.begin(), operations.end(), [&](auto& operation) { return operation.risk == risk; });
}

std::string operation_id(std::size_t index, const Operation& operation) {
    std::string number = std::to_string(index + 1);
    if (number.size() < 4) number.insert(0, 4 - number.size(), '0');
    return number + "-" + std::string(operation.op_type);
}

}  // namespace millwright::migrate
