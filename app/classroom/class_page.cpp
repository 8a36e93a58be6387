#include "app/classroom/class_page.h"

#include "engine/core/check.h"

namespace lab {
namespace {

std::string list_of(const std::vector<std::string>& hidden, const char* none) {
  std::string lines;
  for (const std::string& path : hidden) lines += cat("- `", path, "`\n");
  return lines.empty() ? cat(none, "\n") : lines;
}

std::string english(const std::string& n, const std::string& hidden) {
  return cat(
      "# Chapter ", n, " for a class\n\n[한국어](CLASS.ko.md)\n\n",
      "This folder is a whole lab, without what you are to find out yourself. On Debian 12:"
      "\n\n",
      "```sh\n", "./lab lesson ", n,
      "              # installs what is missing, builds, shows the lesson\n", "./lab check ", n,
      "               # judges your exercises: chapters/", n, "_*/exercises/ex*.h\n",
      "./lab check ", n, " --watch       # again whenever you save\n", "./lab hint ", n,
      ".1              # a nudge, then a direction, then nearly the answer\n", "./lab hand-in ", n,
      " --name \"Kim Minji\"\n```\n\n",
      "The last command writes one small file: your code, what the judge said of it, how many "
      "hints you saw, and with which\nbuild. Open it with any editor and look before you hand it "
      "in.\n\n",
      "## For the teacher\n\n", "Not in this folder:\n\n", hidden,
      "\n1. Hand out the folder as it is: zip it, or put it on a USB stick. It needs no git. Where "
      "the learners have no network,\n   run `./lab` once on each computer before, or on one that "
      "is like theirs: only the first run installs packages.\n",
      "2. Collect the `hand-in-", n, "-*.json` files into one folder.\n",
      "3. In your own, complete lab: `./lab grade handed-in/*.json --csv class.csv`. It judges "
      "every code again, in a sandbox\n   without network and without your files, and refuses to "
      "start where there is none.\n\n",
      "The exercises' answers follow from the model's source, which is part of the lab and stays "
      "in this folder: what is hidden\nkeeps honest people on their way, no more. The notes of "
      "`grade` name codes that are the same; what that means is for you\nto ask.\n");
}

std::string korean(const std::string& n, const std::string& hidden) {
  return cat("# 수업용 ", n, "단원\n\n[English](CLASS.md)\n\n",
             "이 폴더는 실험실 전체에서 여러분이 직접 알아낼 것만 뺀 것입니다. Debian 12에서 "
             "이렇게 씁니다.\n\n",
             "```sh\n", "./lab lesson ", n,
             "              # 빠진 것을 설치하고 빌드한 뒤 본문을 보여 줍니다\n", "./lab check ", n,
             "               # 연습 문제를 채점합니다: chapters/", n, "_*/exercises/ex*.h\n",
             "./lab check ", n, " --watch       # 저장할 때마다 다시 채점합니다\n", "./lab hint ",
             n, ".1              # 귀띔, 방향, 답에 가까운 설명 순서로 보여 줍니다\n",
             "./lab hand-in ", n, " --name \"김민지\"\n```\n\n",
             "마지막 명령은 작은 파일 하나를 만듭니다. 여러분의 코드와 채점 결과, 본 힌트의 수, "
             "빌드 정보가 "
             "들어갑니다. 아무 편집기로나\n열 수 있으니 내기 전에 한 번 읽어 보세요.\n\n",
             "## 선생님께\n\n", "이 폴더에서 뺀 것:\n\n", hidden,
             "\n1. 폴더를 그대로 나눠 주세요. 압축해도 되고 USB 메모리에 담아도 됩니다. git은 필요 "
             "없습니다. "
             "네트워크가 없는 교실이라면\n   컴퓨터마다 미리 `./lab`을 한 번 실행해 두세요. "
             "패키지는 처음 실행할 때만 설치합니다.\n",
             "2. 학생들이 낸 `hand-in-", n, "-*.json` 파일을 한 폴더에 모으세요.\n",
             "3. 선생님의 온전한 실험실에서 `./lab grade handed-in/*.json --csv class.csv`를 "
             "실행하세요. 모든 "
             "코드를 네트워크도\n   선생님의 파일도 보이지 않는 샌드박스에서 다시 채점합니다. "
             "샌드박스를 쓸 수 없으면 "
             "시작하지 않습니다.\n\n",
             "모델의 소스도 실험실의 일부라서 이 폴더에 남아 있고, 연습 문제의 답은 거기서 찾아낼 "
             "수 있습니다. "
             "감춘 것은 정직한 학생이\n스스로 풀도록 돕는 정도입니다. `grade`는 같은 코드를 알려 "
             "주지만, 무슨 "
             "뜻인지는 선생님이 직접 물어보세요.\n");
}

}  // namespace

std::string class_page(bool in_korean, const std::string& chapter,
                       const std::vector<std::string>& hidden) {
  if (in_korean) return korean(chapter, list_of(hidden, "없음. 모두 들어 있습니다."));
  return english(chapter, list_of(hidden, "Nothing: it is complete."));
}

}  // namespace lab
