// Who lives in tinytown, what they carry, see and feel. Lists are ordered: the first are
// favourites.
#include "datasets/tinytown/words.h"

namespace lab::tinytown {

const std::vector<Name>& names() {
  static const std::vector<Name> table = {
      {"Mina", "미나", true, true},     {"Tom", "톰", false},
      {"Jihun", "지훈", false, true},   {"Lily", "릴리", true},
      {"Sora", "소라", true, true},     {"Ben", "벤", false},
      {"Haneul", "하늘", true, true},   {"Leo", "레오", false},
      {"Yuna", "유나", true, true},     {"Max", "맥스", false},
      {"Jun", "준", false, true},       {"Emma", "에마", true},
      {"Seoyeon", "서연", true, true},  {"Paul", "폴", false},
      {"Nari", "나리", true, true},     {"Oscar", "오스카", false},
      {"Doyun", "도윤", false, true},   {"Ellen", "엘렌", true},
      {"Bora", "보라", true, true},     {"Sam", "샘", false},
      {"Garam", "가람", false, true},   {"Rosa", "로사", true},
      {"Eunwoo", "은우", false, true},  {"Robin", "로빈", false},
      {"Sua", "수아", true, true},      {"Felix", "펠릭스", false},
      {"Areum", "아름", true, true},    {"Anna", "안나", true},
      {"Minjun", "민준", false, true},  {"Carol", "캐럴", true},
      {"Taeo", "태오", false, true},    {"Hans", "한스", false},
      {"Dain", "다인", true, true},     {"Nina", "니나", true},
      {"Hyunwoo", "현우", false, true}, {"Owen", "오언", false},
      {"Daon", "다온", true, true},     {"Clara", "클라라", true},
      {"Siwon", "시원", false, true},   {"Noel", "노엘", false},
      {"Chorong", "초롱", true, true},  {"Dora", "도라", true},
      {"Hansol", "한솔", false, true},  {"Molly", "몰리", true},
      {"Ruri", "루리", true, true},     {"Ivan", "이반", false},
      {"Byeol", "별", true, true},      {"Alice", "앨리스", true},
      {"Ian", "이안", false, true},     {"Susan", "수전", true},
  };
  return table;
}

const Pairs& hero_kinds() {
  static const Pairs table = {
      {"rabbit", "토끼"},  {"kitten", "아기 고양이"}, {"fox", "여우"},
      {"lamb", "어린 양"}, {"hedgehog", "고슴도치"},  {"panda", "판다"},
      {"puppy", "강아지"}, {"piglet", "아기 돼지"},   {"fawn", "아기 사슴"},
      {"chick", "병아리"}, {"hamster", "햄스터"},     {"koala", "코알라"},
      {"calf", "송아지"},  {"turtle", "거북"},        {"penguin", "펭귄"},
      {"hippo", "하마"},   {"deer", "사슴"},          {"seal", "물개"},
      {"llama", "라마"},   {"giraffe", "기린"},
  };
  return table;
}

const Pairs& traits() {
  static const Pairs table = {
      {"curious", "호기심 많은"}, {"brave", "용감한"},       {"shy", "수줍음 많은"},
      {"cheerful", "명랑한"},     {"kind", "다정한"},        {"clever", "똑똑한"},
      {"gentle", "상냥한"},       {"busy", "부지런한"},      {"funny", "익살스러운"},
      {"stubborn", "고집 센"},    {"polite", "예의 바른"},   {"sleepy", "잠 많은"},
      {"careful", "조심스러운"},  {"lively", "씩씩한"},      {"loyal", "의리 있는"},
      {"patient", "참을성 많은"}, {"merry", "쾌활한"},       {"bold", "대담한"},
      {"quiet", "말수 적은"},     {"dreamy", "꿈 많은"},     {"neat", "깔끔한"},
      {"clumsy", "덜렁대는"},     {"generous", "인심 좋은"}, {"loud", "목소리 큰"},
  };
  return table;
}

const Pairs& homes() {
  static const Pairs table = {
      {"by the river", "강가"},
      {"near the mill", "방앗간 옆"},
      {"at the edge of town", "마을 끝"},
      {"behind the school", "학교 뒤"},
      {"under the big oak", "커다란 참나무 아래"},
      {"next to the well", "우물 옆"},
      {"above the bakery", "빵집 위층"},
      {"on a quiet street", "조용한 골목"},
      {"at the foot of the hill", "언덕 아래"},
      {"beside the pond", "연못 옆"},
      {"near the market", "시장 근처"},
      {"by the railway", "철길 옆"},
      {"across from the church", "교회 건너편"},
      {"behind the hedge", "울타리 뒤"},
      {"on a windy hill", "바람 부는 언덕"},
      {"in a blue house", "파란 집"},
      {"in a red house", "빨간 집"},
      {"beside the stream", "시냇가"},
      {"in a tiny hut", "조그만 오두막"},
      {"near the bridge", "다리 근처"},
  };
  return table;
}

const Pairs& weathers() {
  static const Pairs table = {
      {"sunny", "화창한"},  {"rainy", "비 오는"}, {"windy", "바람 부는"}, {"warm", "따뜻한"},
      {"foggy", "안개 낀"}, {"chilly", "쌀쌀한"}, {"snowy", "눈 오는"},
  };
  return table;
}

const Pairs& times() {
  static const Pairs table = {
      {"morning", "아침"}, {"day", "날"},        {"Saturday", "토요일"}, {"Sunday", "일요일"},
      {"holiday", "휴일"}, {"Monday", "월요일"}, {"Friday", "금요일"},
  };
  return table;
}

const std::vector<Relative>& relatives() {
  static const std::vector<Relative> table = {
      {"grandmother", "할머니", "할머니께"},
      {"mother", "엄마", "엄마에게"},
      {"little brother", "남동생", "남동생에게"},
      {"grandfather", "할아버지", "할아버지께"},
      {"father", "아빠", "아빠에게"},
      {"little sister", "여동생", "여동생에게"},
      {"aunt", "이모", "이모에게"},
      {"uncle", "삼촌", "삼촌에게"},
      {"cousin", "사촌", "사촌에게"},
  };
  return table;
}

const Pairs& foods() {
  static const Pairs table = {
      {"bread", "빵"},          {"cheese", "치즈"},   {"rice balls", "주먹밥"},
      {"strawberries", "딸기"}, {"cookies", "과자"},  {"dumplings", "만두"},
      {"walnuts", "호두"},      {"plums", "자두"},    {"pancakes", "팬케이크"},
      {"chestnuts", "밤"},      {"rice cakes", "떡"}, {"sweet potatoes", "고구마"},
      {"grapes", "포도"},       {"carrots", "당근"},  {"corn", "옥수수"},
      {"tangerines", "귤"},     {"peanuts", "땅콩"},  {"peaches", "복숭아"},
      {"apples", "사과"},       {"pears", "배"},      {"soup", "수프"},
      {"honey", "꿀"},          {"beans", "콩"},      {"cherries", "버찌"},
      {"noodles", "국수"},      {"toast", "토스트"},  {"jam", "잼"},
      {"figs", "무화과"},       {"melons", "멜론"},   {"pickles", "오이지"},
  };
  return table;
}

const Pairs& pleasures() {
  static const Pairs table = {
      {"rain", "비"},
      {"old songs", "옛 노래"},
      {"riddles", "수수께끼"},
      {"snow", "눈"},
      {"stars", "별"},
      {"stories", "옛이야기"},
      {"swings", "그네"},
      {"jokes", "농담"},
      {"trains", "기차"},
      {"puzzles", "퍼즐"},
      {"maps", "지도"},
      {"the moon", "달"},
      {"the wind", "바람"},
      {"rainbows", "무지개"},
      {"marbles", "구슬치기"},
      {"naps", "낮잠"},
      {"dancing", "춤"},
      {"drawing", "그림"},
      {"chess", "체스"},
      {"shells", "조개껍데기"},
      {"drums", "북소리"},
      {"long walks", "산책"},
      {"ghost stories", "귀신 이야기"},
      {"parties", "잔치"},
      {"clouds", "구름"},
      {"secrets", "비밀"},
  };
  return table;
}

const Pairs& manners() {
  static const Pairs table = {{"Quick as a wink", "눈 깜짝할 사이에"},
                              {"With a smile", "빙긋 웃더니"},
                              {"Without a word", "말없이"},
                              {"Very carefully", "아주 조심조심"},
                              {"Humming a tune", "콧노래를 부르며"},
                              {"After a moment", "잠시 뒤"},
                              {"Right away", "곧장"},
                              {"With a wink", "눈을 찡긋하더니"},
                              {"Proudly", "보란 듯이"},
                              {"Before long", "이윽고"},
                              {"Gladly", "기꺼이"},
                              {"Counting to three", "셋을 세더니"}};
  return table;
}

const Pairs& airs() {
  static const Pairs table = {{"quiet", "조용한"},      {"faraway", "머나먼"},
                              {"lovely", "아름다운"},   {"famous", "이름난"},
                              {"peaceful", "평화로운"}, {"friendly", "정다운"},
                              {"lonely", "외딴"},       {"cozy", "아늑한"},
                              {"strange", "낯선"},      {"small", "자그마한"}};
  return table;
}

const Pairs& elders() {
  static const Pairs table = {
      {"goose", "거위"}, {"turtle", "거북"}, {"crane", "두루미"},   {"donkey", "당나귀"},
      {"camel", "낙타"}, {"crow", "까마귀"}, {"pelican", "펠리컨"}, {"snail", "달팽이"},
      {"ram", "숫양"},   {"toad", "두꺼비"}, {"hen", "닭"},         {"cat", "고양이"},
  };
  return table;
}

const Pairs& items() {
  static const Pairs table = {
      {"a map", "지도"},
      {"a blanket", "담요"},
      {"a notebook", "공책"},
      {"a flashlight", "손전등"},
      {"a whistle", "호루라기"},
      {"a compass", "나침반"},
      {"a bottle of water", "물통"},
      {"a walking stick", "지팡이"},
      {"a raincoat", "비옷"},
      {"a handkerchief", "손수건"},
      {"a spoon", "숟가락"},
      {"a cushion", "방석"},
      {"a rope", "밧줄"},
      {"a mug", "머그잔"},
      {"a towel", "수건"},
      {"a kettle", "주전자"},
      {"a pencil", "연필"},
      {"a brush", "붓"},
      {"a camera", "사진기"},
      {"a mirror", "손거울"},
      {"a needle", "바늘"},
      {"a fan", "부채"},
      {"a shovel", "삽"},
      {"a backpack", "배낭"},
  };
  return table;
}

const Pairs& spots() {
  static const Pairs table = {
      {"on the road", "길에서"},           {"under a bench", "의자 밑에서"},
      {"near the well", "우물가에서"},     {"by the gate", "대문 옆에서"},
      {"under a leaf", "나뭇잎 밑에서"},   {"on the steps", "계단에서"},
      {"beside a fence", "울타리 옆에서"}, {"in a puddle", "웅덩이에서"},
  };
  return table;
}

const Pairs& numbers() {
  static const Pairs table = {
      {"three", "세"}, {"two", "두"},    {"five", "다섯"}, {"seven", "일곱"},
      {"four", "네"},  {"nine", "아홉"}, {"six", "여섯"},  {"eight", "여덟"},
  };
  return table;
}

const Pairs& coats() {
  static const Pairs table = {
      {"white", "하얀"},     {"sleepy", "졸린"},    {"brown", "갈색"},     {"noisy", "시끄러운"},
      {"spotted", "점박이"}, {"fat", "통통한"},     {"black", "까만"},     {"hungry", "배고픈"},
      {"grey", "잿빛"},      {"tiny", "조그만"},    {"old", "늙은"},       {"friendly", "순한"},
      {"young", "어린"},     {"big", "커다란"},     {"merry", "신난"},     {"muddy", "흙투성이"},
      {"quiet", "조용한"},   {"thirsty", "목마른"}, {"proud", "우쭐대는"}, {"fluffy", "복슬복슬한"},
  };
  return table;
}

const Pairs& critters() {
  static const Pairs table = {
      {"ducks", "오리"},    {"sheep", "양"},       {"geese", "거위"},  {"cows", "소"},
      {"hens", "암탉"},     {"pigeons", "비둘기"}, {"goats", "염소"},  {"ponies", "조랑말"},
      {"crows", "까마귀"},  {"donkeys", "당나귀"}, {"swans", "고니"},  {"turkeys", "칠면조"},
      {"cats", "고양이"},   {"horses", "말"},      {"camels", "낙타"}, {"mice", "생쥐"},
      {"snails", "달팽이"}, {"zebras", "얼룩말"},  {"robins", "울새"}, {"toads", "두꺼비"},
  };
  return table;
}

const Pairs& reactions() {
  static const Pairs table = {
      {"sat down and [sighed|gave a sigh]", "주저앉아 한숨을 [쉬었어요|푹 쉬었어요|내쉬었어요]"},
      {"[began|started] to cry", "[울음을 터뜨렸어요|엉엉 울기 시작했어요]"},
      {"did not know what to do", "어찌할 [바를|줄을] 몰랐어요"},
      {"stamped {his} foot [angrily|in anger]", "[화가 나서|속이 상해서] 발을 굴렀어요"},
      {"took a deep breath", "숨을 크게 [들이쉬었어요|들이마셨어요]"},
      {"[called|shouted] for help", "도와 달라고 [외쳤어요|소리쳤어요]"},
      {"[nearly|almost] turned back", "[그만|하마터면] 집으로 돌아갈 뻔했어요"},
      {"thought [hard|very hard] about it", "[곰곰이|골똘히] 생각에 잠겼어요"},
      {"[hid|buried] {his} face in {his} hands", "두 손에 얼굴을 [묻었어요|파묻었어요]"},
  };
  return table;
}

const Pairs& joys() {
  static const Pairs table = {
      {"danced all the way home", "집까지 춤추며 [갔어요|돌아갔어요]"},
      {"sang [a song|out loud]", "[목청껏 노래를 불렀어요|노래를 불렀어요]"},
      {"hugged {friend} [tightly|hard]", "{friend}~을 [꼭|와락] 껴안았어요"},
      {"jumped [up and down|for joy]", "[깡충깡충|폴짝폴짝] 뛰었어요"},
      {"could not sleep that night", "그날 밤 잠을 [이루지 못했어요|설쳤어요]"},
      {"laughed and laughed", "[웃고 또 웃었어요|자꾸자꾸 웃음이 났어요]"},
      {"did three somersaults", "공중제비를 세 번 [넘었어요|돌았어요]"},
  };
  return table;
}

const Pairs& comforts() {
  static const Pairs table = {
      {"held {his} hand", "손을 [잡아 주었어요|꼭 잡아 주었어요]"},
      {"told {him} a [funny|silly] story", "[우스운|웃긴] 이야기를 들려주었어요"},
      {"sang {him} a song", "노래를 불러 [주었어요|줬어요]"},
      {"walked {him} home", "집까지 [바래다주었어요|데려다주었어요]"},
      {"made {him} a cup of tea", "따뜻한 차를 [끓여 주었어요|타 주었어요]"},
      {"stayed until the stars came out", "별이 뜰 때까지 [곁에|옆에] 있어 주었어요"},
  };
  return table;
}

const Pairs& lessons() {
  static const Pairs table = {
      {"asking for help is [brave|a brave thing]", "도움을 청하는 것도 용기라는 것"},
      {"two can do more than one", "둘이면 더 많은 일을 할 수 있다는 것"},
      {"a friend is [the best|the greatest] treasure", "친구가 [가장|제일] 큰 보물이라는 것"},
      {"one should never give up too soon", "너무 일찍 포기하면 안 된다는 것"},
      {"kindness comes back [in the end|one day]", "베푼 친절이 [언젠가|결국] 돌아온다는 것"},
      {"everyone is good at something", "누구나 잘하는 것이 하나쯤은 있다는 것"},
      {"the way there is half the fun", "즐거움의 절반은 가는 길에 있다는 것"},
  };
  return table;
}

const Pairs& abilities() {
  static const Pairs table = {
      {"fly [high|very high]", "하늘을 [날 수 있어|높이 날 수 있어]"},
      {"swim [well|very well]", "헤엄을 [잘 쳐|아주 잘 쳐]"},
      {"lift [heavy|very heavy] things", "힘이 [세거든|아주 세거든]"},
      {"dig [deep|very deep] holes", "땅을 [잘 파|아주 잘 파]"},
      {"climb [anything|almost anything]", "[어디든|어디나] 잘 올라가"},
      {"smell [everything|almost everything]", "냄새를 [잘 맡아|아주 잘 맡아]"},
  };
  return table;
}

const std::vector<HelperKind>& helper_kinds() {
  using enum Ability;
  static const std::vector<HelperKind> table = {
      {{"bear", "곰"}, lift},         {{"owl", "부엉이"}, fly},
      {{"mole", "두더지"}, dig},      {{"squirrel", "다람쥐"}, climb},
      {{"otter", "수달"}, swim},      {{"dog", "개"}, sniff},
      {{"magpie", "까치"}, fly},      {{"badger", "오소리"}, dig},
      {{"monkey", "원숭이"}, climb},  {{"frog", "개구리"}, swim},
      {{"ox", "황소"}, lift},         {{"wolf", "늑대"}, sniff},
      {{"stork", "황새"}, fly},       {{"elephant", "코끼리"}, lift},
      {{"raccoon", "너구리"}, climb}, {{"beaver", "비버"}, swim},
      {{"boar", "멧돼지"}, sniff},    {{"weasel", "족제비"}, dig},
  };
  return table;
}

}  // namespace lab::tinytown
