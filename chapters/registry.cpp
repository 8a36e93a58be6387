#include "chapters/registry.h"

#include "chapters/01_eliza/chapter.h"
#include "chapters/02_tokens/chapter.h"
#include "chapters/03_ngram/chapter.h"
#include "chapters/10_gpt/chapter.h"

namespace lab {
namespace {

constexpr Chapter kChapters[] = {
    {1, "eliza", "ELIZA, a conversation without a model", "엘리자, 모델 없는 대화",
     make_eliza_chapter},
    {2, "tokens", "Tokens: cutting text into pieces", "토큰, 글을 조각내기", make_tokens_chapter},
    {3, "ngram", "N-grams: counting words", "n-gram, 세어서 예측하기", make_ngram_chapter},
    {4, "backprop", "Backpropagation and the first net", "역전파와 첫 신경망", nullptr},
    {5, "word2vec", "Word2Vec: meaning as a place", "Word2Vec, 뜻을 좌표로", nullptr},
    {6, "rnn", "Recurrent nets", "순환 신경망", nullptr},
    {7, "lstm", "LSTM: gates against forgetting", "LSTM, 잊지 않는 게이트", nullptr},
    {8, "seq2seq", "Sequence to sequence with attention", "어텐션이 있는 seq2seq", nullptr},
    {9, "transformer", "The Transformer", "트랜스포머", nullptr},
    {10, "gpt", "GPT: predict the next character", "GPT, 다음 글자 예측", make_gpt_chapter},
    {11, "bert", "BERT: fill in the blanks", "BERT, 빈칸 채우기", nullptr},
    {12, "t5", "T5: everything is text to text", "T5, 모든 것을 글에서 글로", nullptr},
    {13, "scaling", "Scaling laws", "스케일링 법칙", nullptr},
    {14, "finetune", "Fine-tuning and LoRA", "미세 조정과 LoRA", nullptr},
    {15, "align", "Learning from preferences", "선호 학습", nullptr},
    {16, "efficient", "Smaller and faster", "더 작고 빠르게", nullptr},
    {17, "prompting", "Prompting and in-context learning", "프롬프트와 문맥 내 학습", nullptr},
    {18, "rag", "Retrieval-augmented generation", "검색 증강 생성", nullptr},
    {19, "inside", "Looking inside", "모델 들여다보기", nullptr},
    {20, "multimodal", "Pictures and words", "그림과 글", nullptr},
    {21, "agents", "Agents and tools", "에이전트와 도구", nullptr},
    {22, "deploy", "Real weights, real users", "실제 가중치와 배포", nullptr},
};

}  // namespace

std::span<const Chapter> chapters() { return kChapters; }

const Chapter& find_chapter(std::string_view name) {
  std::string known;
  for (const Chapter& chapter : kChapters) {
    const bool same = name == chapter.name || name == cat(chapter.number) ||
                      (chapter.number < 10 && name == cat("0", chapter.number));
    if (same && chapter.make) return chapter;
    if (same)
      throw UsageError(cat("chapter ", chapter.number, " ", chapter.name,
                           " is planned and not written yet; `lab list` shows what exists"));
    if (chapter.make) known += cat(known.empty() ? "" : ", ", chapter.name);
  }
  throw UsageError(cat("there is no chapter \"", name, "\"; what exists: ", known));
}

}  // namespace lab
