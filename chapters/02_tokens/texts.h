// Three texts of one length, for asking what a vocabulary costs whom: tokens per word and
// character.
#pragma once
#include <array>
#include <string_view>

namespace lab {

struct SampleText {
  const char* name;
  std::string_view text;
};

/// About 300 characters each, none of them from a training text.
inline constexpr std::array<SampleText, 3> kSampleTexts = {{
    {"English",
     "Every morning the baker opened her shop before the sun came up. She weighed the flour, mixed "
     "the dough and lit the old stove. By seven o'clock the whole street smelled of fresh bread, "
     "and the first children were already waiting outside with their coins, hoping for a small "
     "cake with cream on top."},
    {"Korean",
     "할머니는 해가 뜨기도 전에 텃밭으로 나가셨다. 밤새 자란 상추를 솎고, 고추밭에 물을 주고, "
     "허리를 펴며 하늘을 한 번 "
     "올려다보셨다. 오늘은 비가 올 모양이라고 혼잣말을 하시고는 빨래부터 걷으셨다. 나는 마루에 "
     "앉아 그 뒷모습을 보다가 "
     "슬그머니 장화를 신었다. 감나무 아래에는 어제 떨어진 감이 여러 개 있었고, 까치 두 마리가 먼저 "
     "와서 아침을 먹고 "
     "있었다. 할머니는 웃으시며 저것도 우리 식구라고, 몇 개는 그냥 두라고 말씀하셨다. 그날 "
     "오후에는 정말로 비가 내렸고, "
     "우리는 처마 밑에서 감자를 구워 먹었다."},
    {"code",
     "int count_words(const std::string& text) {\n"
     "  int words = 0;\n"
     "  bool inside = false;\n"
     "  for (char c : text) {\n"
     "    if (c == ' ' || c == '\\n') {\n"
     "      inside = false;\n"
     "    } else if (!inside) {\n"
     "      inside = true;\n"
     "      ++words;\n"
     "    }\n"
     "  }\n"
     "  return words;  // 0 for an empty text\n"
     "}\n"},
}};

}  // namespace lab
