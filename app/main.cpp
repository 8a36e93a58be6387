#include "app/app.h"

int main(int argc, char** argv) { return lab::run_app(argc, argv, nullptr); }
