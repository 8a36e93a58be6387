// The sentences that every plot shares. Slots in both languages: hero, kind, trait, home,
// loved_food, loved, loved2, weather, time, adj, thing, spot, food, food2, item, item2, air, place,
// count, coat, critter, count2, coat2, critter2, reaction, friend, fkind, ftrait, ability, manner,
// elder, elder_name, joy, comfort, lesson. English only: he, him, his, himself, fhis, in, rel,
// bare_place (without "the"). Korean only: rel_to, hero_bare, friend_bare (names as they are
// called).
#pragma once
#include "datasets/tinytown/words.h"

namespace lab::tinytown {

inline const Pair kIntro = {
    "{home} lived @ {trait} {kind} [named|called] {hero}, "
    "who [loved|liked] {loved_food}, {loved} and {loved2}.",
    "{home}에 {loved_food}~과 {loved}, {loved2}~을 좋아하는 {trait} {kind} {hero}~이 "
    "[살았어요|살고 있었어요]."};
inline const Pair kDay = {"[One|On a] {weather} {time}, ",
                          "[어느 {weather}|{weather} 어느] {time}, "};
inline const Pair kLeaving = {
    "[So|At once] {he} [packed|took] some {food}, {food2}, {item} and {item2} and [set off "
    "for|left "
    "for|went to] the {air} {bare_place}.",
    "[그래서|곧바로] {food}~과 {food2}, {item}~과 {item2}~을 [챙겨|가지고] {air} {place}~으로 "
    "[떠났어요|향했어요|갔어요]."};
inline const Pair kSight = {
    "On the way {he} [saw|met|passed] {count} {coat} {critter} and {count2} {coat2} {critter2}.",
    "가는 길에 {coat} {critter} {count} 마리와 {coat2} {critter2} {count2} 마리를 "
    "[보았어요|만났어요|지나쳤어요]."};
inline const Pair kReaction = {"{hero} {reaction}.", "{hero}~은 {reaction}."};
inline const Pair kManner = {"{manner}, ", "{manner} "};
inline const Pair kHelp = {
    "\"[Do not worry|Cheer up|Wait], {hero}! I can {ability},\" [said|called] {friend} the "
    "{ftrait} {fkind}.",
    "\"[걱정 마|힘내|잠깐만], {hero_bare}~아! [나는|난] {ability}.\" {ftrait} {fkind} {friend}~이 "
    "[말했어요|외쳤어요]."};

enum Closing { kShare, kThanks, kDream, kJoy, kFriends, kLesson, kClosings };
inline const Pair kHappyClosings[kClosings] = {
    {"[Then|Afterwards] {hero} shared the {food} with {friend}.",
     "{hero}~은 {friend}~과 {food}~을 [나누어 먹었어요|함께 먹었어요]."},
    {"\"Thank you, {friend}!\" [said|cried] {hero}.",
     "\"고마워, {friend_bare}~아!\" {hero}~이 [말했어요|외쳤어요]."},
    {"That night {hero} dreamed of {count} {coat} {critter}.",
     "그날 밤 {hero}~은 {coat} {critter} {count} 마리가 나오는 꿈을 [꾸었어요|꿨어요]."},
    {"{hero} was so [happy|glad] that {he} {joy}.", "{hero}~은 [너무|무척] 기뻐서 {joy}."},
    {"From that day [on|on,] {hero} and {friend} were best friends.",
     "그날부터 {hero}~과 {friend}~은 [단짝|둘도 없는] 친구가 되었어요."},
    {"And so {hero} [learned|found out] that {lesson}.",
     "{hero}~은 {lesson}~을 [배웠어요|알게 되었어요|깨달았어요]."}};
inline const Pair kSadClosings[kClosings] = {
    {"{hero} [was sad|felt sad], but the {food} tasted good with {friend}.",
     "{hero}~은 [슬펐지만|속상했지만] {friend}~과 먹는 {food}~은 맛있었어요."},
    {"\"We will try again, {hero},\" said {friend}.",
     "\"[다음에|우리] 또 해 보자, {hero_bare}~아.\" {friend}~이 말했어요."},
    {"That night {hero} dreamed of {count} {coat} {critter}.",
     "그날 밤 {hero}~은 {coat} {critter} {count} 마리가 나오는 꿈을 [꾸었어요|꿨어요]."},
    {"{hero} [was sad|felt sad], but {friend} {comfort}.",
     "{hero}~은 [슬펐지만|속상했지만] {friend}~이 {comfort}."},
    {"But {hero} had [found|made] a new friend, and that was good.",
     "그래도 {hero}~은 {friend}~이라는 새 친구를 [얻었어요|사귀었어요]."},
    {"Still, {hero} [learned|found out] that {lesson}.",
     "그래도 {hero}~은 {lesson}~을 [배웠어요|알게 되었어요|깨달았어요]."}};

}  // namespace lab::tinytown
