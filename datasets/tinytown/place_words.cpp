// Where the stories lead, what stands in the way there, and who can do something about it.
// Patterns as in write_phrase(). A solution is told after the helper said what he or she can do.
#include "datasets/tinytown/words.h"
#include "engine/core/check.h"

namespace lab::tinytown {
namespace {

using enum Ability;

const std::vector<Obstacle>& water() {
  static const std::vector<Obstacle> table = {
      {{"[But|Alas,|Oh no,] the boat had drifted [away|far away], and the water was deep.",
        "[하지만|그런데|그렇지만] 배는 [멀리|저만치] 떠내려갔고 물은 깊었어요."},
       {{swim,
         {"{friend} swam out and [pulled|brought] the boat back.",
          "{friend}~이 헤엄쳐 가서 배를 [끌고|가지고] 왔어요."}},
        {fly,
         {"{friend} flew out and [came back|returned] with the boat's rope.",
          "{friend}~이 날아가서 배에 달린 밧줄을 물고 [왔어요|돌아왔어요]."}},
        {lift,
         {"{friend} [laid|put] a long log across the water.",
          "{friend}~이 물 위에 기다란 통나무를 [놓아|걸쳐] 주었어요."}}}},
      {{"[But|Alas,|Oh no,] the bridge was broken [in two|in the middle].",
        "[하지만|그런데|그렇지만] [다리가 두 동강 나|다리 한가운데가 끊어져] 있었어요."},
       {{swim,
         {"{friend} [took|carried] {hero} across on {fhis} back.",
          "{friend}~이 {hero}~을 등에 [태우고|업고] 헤엄쳐 건넜어요."}},
        {lift,
         {"{friend} [brought|fetched] heavy boards and mended the bridge.",
          "{friend}~이 무거운 널빤지를 [들고|가지고] 와서 다리를 고쳤어요."}},
        {climb,
         {"{friend} climbed a willow and [tied|fixed] a rope to hold on to.",
          "{friend}~이 버드나무에 올라가 붙잡을 밧줄을 [매|묶어] 주었어요."}}}},
  };
  return table;
}

const std::vector<Obstacle>& wood() {
  static const std::vector<Obstacle> table = {
      {{"[But|Alas,|Oh no,] a [fallen|huge fallen] tree [blocked|barred] the path.",
        "[하지만|그런데|그렇지만] [쓰러진|쓰러진 커다란] 나무가 길을 [막고|가로막고] 있었어요."},
       {{lift,
         {"{friend} rolled the tree [aside|away].",
          "{friend}~이 나무를 [옆으로|길옆으로] 굴려 냈어요."}},
        {dig,
         {"{friend} dug a [tunnel|little tunnel] under the tree.",
          "{friend}~이 나무 밑으로 [굴을|작은 굴을] 팠어요."}},
        {climb,
         {"{friend} climbed onto the tree and pulled {hero} over.",
          "{friend}~이 나무 위에 올라가 {hero}~을 [끌어올렸어요|끌어올려 주었어요]."}}}},
      {{"[But|Alas,|Oh no,] the path split in three, and there was no sign.",
        "[하지만|그런데|그렇지만] 길이 세 갈래로 [갈라져|나뉘어] 있고 표지판도 없었어요."},
       {{fly,
         {"{friend} flew over the trees and [saw|spotted] the right path.",
          "{friend}~이 나무 위로 날아올라 맞는 길을 [찾았어요|찾아냈어요]."}},
        {sniff,
         {"{friend} [sniffed|smelled] the ground and chose the left path.",
          "{friend}~이 땅 냄새를 [맡더니|맡고는] 왼쪽 길을 골랐어요."}},
        {climb,
         {"{friend} climbed the tallest pine and pointed the way.",
          "{friend}~이 가장 높은 소나무에 올라가 길을 [가리켰어요|알려 주었어요]."}}}},
  };
  return table;
}

const std::vector<Obstacle>& hill() {
  static const std::vector<Obstacle> table = {
      {{"[But|Alas,|Oh no,] a [big|huge] rock had rolled onto the path.",
        "[하지만|그런데|그렇지만] [커다란|집채만 한] 바위가 길에 굴러 내려와 있었어요."},
       {{lift,
         {"{friend} [pushed|shoved] the rock down the slope.",
          "{friend}~이 바위를 비탈 아래로 [밀어 버렸어요|밀어냈어요]."}},
        {dig,
         {"{friend} dug a [way|small path] around the rock.",
          "{friend}~이 바위 옆으로 [길을|작은 길을] 파 주었어요."}},
        {climb,
         {"{friend} climbed the rock and [let down|lowered] a vine.",
          "{friend}~이 바위에 올라가 덩굴을 [내려|늘어뜨려] 주었어요."}}}},
      {{"[But|Alas,|Oh no,] the last slope was [too|much too] steep for {him}.",
        "[하지만|그런데|그렇지만] 마지막 비탈은 [너무|너무나] 가팔랐어요."},
       {{fly,
         {"{friend} flew to the top and let down a rope.",
          "{friend}~이 꼭대기로 날아가 밧줄을 [내려 주었어요|던져 주었어요]."}},
        {lift,
         {"{friend} [set|put] {hero} on {fhis} shoulders and walked up.",
          "{friend}~이 {hero}~을 어깨에 [태우고|앉히고] 올라갔어요."}},
        {dig,
         {"{friend} dug [steps|a row of steps] into the slope.",
          "{friend}~이 비탈에 [계단을|차곡차곡 계단을] 파 주었어요."}}}},
  };
  return table;
}

const std::vector<Obstacle>& town() {
  static const std::vector<Obstacle> table = {
      {{"[But|Alas,|Oh no,] the [gate|big gate] was locked, and nobody was there.",
        "[하지만|그런데|그렇지만] [문이|커다란 문이] 잠겨 있고 아무도 없었어요."},
       {{fly,
         {"{friend} flew over the wall and opened the gate.",
          "{friend}~이 담을 날아 넘어가 문을 [열었어요|열어 주었어요]."}},
        {climb,
         {"{friend} climbed over the wall and opened the gate.",
          "{friend}~이 담을 타고 넘어가 문을 [열었어요|열어 주었어요]."}},
        {sniff,
         {"{friend} sniffed out the key under a [flowerpot|pot].",
          "{friend}~이 냄새를 맡아 [화분|커다란 화분] 밑에서 열쇠를 찾았어요."}}}},
      {{"[But|Alas,|Oh no,] the streets were so [full|crowded] that {he} lost {his} way.",
        "[하지만|그런데|그렇지만] 거리가 [붐벼서|너무 붐벼서] 그만 길을 잃었어요."},
       {{lift,
         {"{friend} lifted {hero} [high|up] above the crowd.",
          "{friend}~이 {hero}~을 [번쩍|높이] 들어 올려 앞을 보게 했어요."}},
        {fly,
         {"{friend} flew [ahead|on ahead] and showed the way.",
          "{friend}~이 앞장서서 [날며|날아가며] 길을 알려 주었어요."}},
        {sniff,
         {"{friend} [followed|trailed] a smell through the side streets.",
          "{friend}~이 냄새를 [따라|쫓아] 골목길로 이끌었어요."}}}},
  };
  return table;
}

const std::vector<Obstacle>& field() {
  static const std::vector<Obstacle> table = {
      {{"[But|Alas,|Oh no,] a [deep|wide] ditch ran [along|across] the way.",
        "[하지만|그런데|그렇지만] [깊은|넓은] 도랑이 앞을 가로막았어요."},
       {{lift,
         {"{friend} [laid|put] a thick board over the ditch.",
          "{friend}~이 도랑에 두꺼운 널빤지를 [놓았어요|걸쳐 놓았어요]."}},
        {dig,
         {"{friend} filled the ditch with [earth|fresh earth].",
          "{friend}~이 [흙을|옆에서 흙을] 파서 도랑을 메웠어요."}},
        {climb,
         {"{friend} [hung|tied] a swing from a branch, and over they went.",
          "{friend}~이 나뭇가지에 그네를 [매어|달아] 함께 건너갔어요."}}}},
      {{"[But|Alas,|Oh no,] the grass was [so tall|so high] that {he} saw nothing.",
        "[하지만|그런데|그렇지만] 풀이 [너무 우거져서|어찌나 우거졌는지] 아무것도 보이지 "
        "않았어요."},
       {{fly,
         {"{friend} flew above the grass and [called|called out] the way.",
          "{friend}~이 풀 위로 날면서 [길을|갈 길을] 알려 주었어요."}},
        {sniff,
         {"{friend} put {fhis} nose down and led {hero} through the grass.",
          "{friend}~이 킁킁 냄새를 맡아 {hero}~을 풀숲 너머로 [이끌었어요|데려갔어요]."}},
        {lift,
         {"{friend} [set|put] {hero} on {fhis} back and looked around.",
          "{friend}~이 {hero}~을 등에 [태워|업어] 둘러보게 했어요."}}}},
  };
  return table;
}

}  // namespace

const std::vector<Place>& places() {
  using enum Terrain;
  static const std::vector<Place> table = {
      {{"lake", "호수"}, "at", water},
      {{"harbor", "항구"}, "at", water},
      {{"island", "섬"}, "on", water},
      {{"beach", "바닷가"}, "on", water},
      {{"lily pond", "연꽃 연못"}, "at", water},
      {{"pine forest", "솔숲"}, "in", wood},
      {{"birch wood", "자작나무 숲"}, "in", wood},
      {{"bamboo grove", "대나무 숲"}, "in", wood},
      {{"berry patch", "산딸기밭"}, "in", wood},
      {{"log cabin", "통나무집"}, "at", wood},
      {{"windmill", "풍차"}, "at", hill},
      {{"mountain village", "산골 마을"}, "in", hill},
      {{"stone tower", "돌탑"}, "at", hill},
      {{"crystal cave", "수정 동굴"}, "in", hill},
      {{"hilltop", "언덕 꼭대기"}, "on", hill},
      {{"market", "시장"}, "at", town},
      {{"toy shop", "장난감 가게"}, "at", town},
      {{"library", "도서관"}, "at", town},
      {{"train station", "기차역"}, "at", town},
      {{"castle", "성"}, "at", town},
      {{"bakery", "빵집"}, "at", town},
      {{"meadow", "풀밭"}, "in", field},
      {{"orchard", "과수원"}, "in", field},
      {{"red barn", "빨간 헛간"}, "in", field},
      {{"sunflower field", "해바라기밭"}, "in", field},
      {{"farm", "농장"}, "on", field},
  };
  return table;
}

const std::vector<Obstacle>& obstacles_on(Terrain terrain) {
  switch (terrain) {
    case Terrain::water:
      return water();
    case Terrain::wood:
      return wood();
    case Terrain::hill:
      return hill();
    case Terrain::town:
      return town();
    case Terrain::field:
      return field();
  }
  fail("tinytown: no such terrain: ", static_cast<int>(terrain));
}

const Obstacle* obstacle_in(Weather weather) {
  static const Obstacle mud = {
      {"[But|Alas,|Oh no,] the rain had turned the road [to|into] mud, and {he} got stuck.",
       "[하지만|그런데|그렇지만] 비에 길이 [진흙탕이|온통 진흙탕이] 되어 발이 푹 빠졌어요."},
      {{lift,
        {"{friend} pulled {hero} out of the mud [with one tug|in no time].",
         "{friend}~이 {hero}~을 진흙에서 [단번에|금세] 끌어냈어요."}},
       {dig,
        {"{friend} dug a [ditch|small ditch], and the mud ran off.",
         "{friend}~이 [물길을|작은 물길을] 파자 진흙이 쓸려 나갔어요."}},
       {climb,
        {"{friend} climbed a tree and threw down a [vine|long vine].",
         "{friend}~이 나무에 올라가 [덩굴을|긴 덩굴을] 던져 주었어요."}}}};
  static const Obstacle wind = {
      {"[But|Alas,|Oh no,] the wind blew {his} hat [up into|into] a tall tree.",
       "[하지만|그런데|그렇지만] [바람에|세찬 바람에] 모자가 날아가 높은 나무에 걸렸어요."},
      {{fly,
        {"{friend} flew up and [plucked|took] the hat from its branch.",
         "{friend}~이 날아올라 가지에서 모자를 [집어|물어] 왔어요."}},
       {climb,
        {"{friend} climbed up and [threw|tossed] the hat down.",
         "{friend}~이 나무를 타고 올라가 모자를 [던져|떨어뜨려] 주었어요."}},
       {lift,
        {"{friend} shook the tree until the hat [fell|came down].",
         "{friend}~이 나무를 [흔들자|마구 흔들자] 모자가 떨어졌어요."}}}};
  static const Obstacle fog = {
      {"[But|Alas,|Oh no,] in the [fog|thick fog] {he} could not see {his} own feet.",
       "[하지만|그런데|그렇지만] [안개|짙은 안개] 속에서 제 발도 보이지 않았어요."},
      {{sniff,
        {"{friend} found the way [by smell|with {fhis} nose].",
         "{friend}~이 냄새로 길을 [찾아|찾아내] 주었어요."}},
       {fly,
        {"{friend} flew above the fog and called from there.",
         "{friend}~이 안개 위로 날아올라 [길을|갈 길을] 일러 주었어요."}},
       {climb,
        {"{friend} climbed a lamp post and [lit|turned on] the lamp.",
         "{friend}~이 가로등에 올라가 불을 [켜|밝혀] 주었어요."}}}};
  static const Obstacle snow = {{"[But|Alas,|Oh no,] the snow had [covered|hidden] every path.",
                                 "[하지만|그런데|그렇지만] 눈이 길을 [모두|몽땅] 덮어 버렸어요."},
                                {{dig,
                                  {"{friend} dug a [path|clear path] through the snow.",
                                   "{friend}~이 눈을 헤치고 [길을|곧은 길을] 내 주었어요."}},
                                 {lift,
                                  {"{friend} [trod|stamped] a wide path with {fhis} strong legs.",
                                   "{friend}~이 튼튼한 다리로 눈을 [다져|밟아] 길을 냈어요."}},
                                 {sniff,
                                  {"{friend} [sniffed|smelled] the way under the snow.",
                                   "{friend}~이 눈 밑에 숨은 길을 [냄새로|코로] 찾아냈어요."}}}};
  switch (weather) {
    case Weather::rainy:
      return &mud;
    case Weather::windy:
      return &wind;
    case Weather::foggy:
      return &fog;
    case Weather::snowy:
      return &snow;
    default:
      return nullptr;
  }
}

}  // namespace lab::tinytown
