#include "viz/draw/ui_hook.h"

#include <ranges>

namespace lab {

void UiHook::note(std::string_view id, std::string_view label, const Rect& rect, bool enabled) {
  items_.push_back({std::string(id), std::string(label), rect, enabled});
}

const UiItem* UiHook::find(std::string_view id) const {
  for (const UiItem& item : std::views::reverse(items_))
    if (item.id == id) return &item;
  return nullptr;
}

}  // namespace lab
