// The note beneath the loss: quiet on a healthy run, a way into the lesson on a sick one.
#include "tests/ui/lab_fixture.h"

namespace lab::test {
namespace {

struct LossTest : LabFixture {
  /// Another screen over the same run, as if the viewer had been opened now.
  void see_anew() {
    screen->release();
    screen = std::make_unique<Screen>(*watch, driver->screen().textures(), Lang::en);
    driver->frames(3);
  }
};

TEST_F(LossTest, AHealthyRunHasNoTroubleAndASickOneLeadsToTheLesson) {
  open();
  EXPECT_FALSE(driver->has("loss.trouble"));
  watch->change_info().references.back().nats = 1.6f;  // the loss lies below this floor
  watch->change_info().trouble = {10, 23, {{"leak_floor", 5}}};
  see_anew();
  EXPECT_EQ(driver->item("loss.trouble").label,
            "leak: below the floor · what goes wrong: section 23");
  EXPECT_EQ(view().lesson_link, "");
  driver->click("loss.trouble");
  EXPECT_EQ(view().lesson_link, "lab:lesson?chapter=10&section=23&row=5");
}

TEST_F(LossTest, AChapterWithoutALessonStillNamesTheTrouble) {
  open();
  watch->change_info().references.back().nats = 1.6f;
  see_anew();
  EXPECT_EQ(driver->item("loss.trouble").label, "leak: below the floor");
  driver->click("loss.trouble");
  EXPECT_EQ(view().lesson_link, "");
}

}  // namespace
}  // namespace lab::test
