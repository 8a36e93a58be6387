// doctor: what this machine gives the lab, and what to mend; or what is wrong with a run.
#include <fmt/core.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "app/app.h"
#include "app/diagnosis.h"
#include "app/training.h"
#include "engine/core/blas.h"
#include "engine/core/memory.h"
#include "engine/core/threads.h"
#include "engine/gemm/gemm.h"
#include "engine/io/files.h"
#include "engine/io/json.h"
#include "viz/draw/fonts.h"
#include "viz/i18n/strings.h"

namespace lab {
namespace {

/// Best GFLOP/s of a 512 x 512 x 512 product over about 0.3 s.
double measure_gflops(int n_threads) {
  set_threads(n_threads);
  constexpr i64 kSide = 512;
  Buffer a(kSide * kSide), b(kSide * kSide), c(kSide * kSide);
  std::fill_n(a.data(), kSide * kSide, real(1));
  std::fill_n(b.data(), kSide * kSide, real(1));
  double best = 0, total = 0;
  while (total < 0.3) {
    const auto began = std::chrono::steady_clock::now();
    gemm(Trans::no, Trans::no, kSide, kSide, kSide, 1, a.data(), kSide, b.data(), kSide, 0,
         c.data(), kSide);
    const double s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    best = std::max(best, 2.0 * kSide * kSide * kSide / s / 1e9);
    total += s;
  }
  return best;
}

double ram_gb() { return double(sysconf(_SC_PHYS_PAGES)) * double(sysconf(_SC_PAGE_SIZE)) / 1e9; }

/// Why OpenBLAS runs a slower kernel than this CPU has, or "".
std::string held_back(const std::string& kernel) {
  const char* forced = std::getenv("OPENBLAS_CORETYPE");
  if (forced && *forced)
    return cat("OPENBLAS_CORETYPE=", forced, " is set in this shell and decides the kernel; ",
               "`unset OPENBLAS_CORETYPE` lets OpenBLAS choose");
#if defined(__x86_64__)
  const bool wide = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
  if (wide && (kernel == "Haswell" || kernel == "Zen" || kernel == "Sandybridge"))
    return "this CPU has AVX-512 but OpenBLAS does not use it; a newer libopenblas may";
#endif
  return "";
}

int doctor(bool json) {
  const int cores = available_cores();
  const std::string kernel = blas_core_name(), warning = held_back(kernel);
  const double one = measure_gflops(1), all = measure_gflops(cores);
  const char* display = std::getenv("DISPLAY");
  const std::string screen = display && *display ? display : "none";
  font_atlas();
  const FontReport& font = font_report();
  if (json) {
    fmt::print("{}\n", Json::object()
                           .set("cores", cores)
                           .set("kernel", kernel)
                           .set("products", gemm_kernel())
                           .set("openblas", blas_config())
                           .set("gflops_1_thread", one)
                           .set("gflops_all_threads", all)
                           .set("ram_gb", ram_gb())
                           .set("ftz", denormals_flushed())
                           .set("real", kRealIsDouble ? "double" : "float")
                           .set("display", screen)
                           .set("korean_font", font.korean)
                           .set("held_back", warning)
                           .dump());
    return 0;
  }
  fmt::print("cores      {}\n", cores);
  fmt::print("OpenBLAS   kernel {}, {}\n", kernel, blas_config());
  fmt::print("products   {}: {:.0f} GFLOP/s on 1 thread, {:.0f} on {} (512 x 512, {})\n",
             gemm_kernel(), one, all, cores, kRealIsDouble ? "double" : "float");
  fmt::print("memory     {:.1f} GB\n", ram_gb());
  fmt::print("denormals  {}\n",
             denormals_flushed() ? "flushed to zero" : "kept: training is slower");
  fmt::print("display    {}\n",
             screen == "none" ? "none: runs train in the terminal, `lab shot` draws" : screen);
  fmt::print("fonts      {}\n", font.korean ? "Latin and Korean" : font.message);
  if (!warning.empty()) fmt::print("to mend    {}\n", warning);
  return 0;
}

int doctor_of_run(const std::string& run, bool korean, bool json) {
  set_language(korean ? Lang::ko : Lang::en);
  const Diagnosis diagnosis = diagnose(run);
  if (json)
    print_diagnosis_json(diagnosis);
  else
    say_diagnosis(diagnosis);
  return 0;
}

}  // namespace

void add_doctor_verb(CLI::App& app, Chosen& chosen) {
  auto json = std::make_shared<bool>(false);
  auto run = std::make_shared<std::string>();
  auto lang = std::make_shared<std::string>(korean_locale() ? "ko" : "en");
  CLI::App* verb = app.add_subcommand(
      "doctor", "what this machine gives the lab, what to mend; or what is wrong with a run");
  verb->add_option("RUN", *run, "a run directory: its losses beside their band, its symptoms");
  verb->add_option("--lang", *lang, "of a run's symptoms: en or ko (default: as the terminal)")
      ->check(CLI::IsMember({"en", "ko"}));
  verb->add_flag("--json", *json, "one JSON object");
  verb->callback([=, &chosen] {
    chosen = [=] {
      return run->empty() ? doctor(*json) : doctor_of_run(*run, *lang == "ko", *json);
    };
  });
}

}  // namespace lab
