#include "tests/ui/lab_fixture.h"
