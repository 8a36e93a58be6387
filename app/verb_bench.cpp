// bench: how fast named parts of the lab are on this machine.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cmath>

#include "app/app.h"
#include "app/bench/machine.h"
#include "app/bench/measure.h"
#include "app/terminal_view.h"
#include "engine/core/blas.h"
#include "engine/core/memory.h"
#include "engine/core/threads.h"
#include "engine/gemm/gemm.h"
#include "engine/io/json.h"

namespace lab {
namespace {

struct BenchRequest {
  std::vector<std::string> names;
  int threads = 0, busy = 0;  // 0: as many as the lab takes; none
  double seconds = 3;
  bool json = false, peak = false;
};

void check(const BenchRequest& request, bool threads_given, bool busy_given) {
  if (threads_given && (request.threads < 1 || request.threads > 256))
    throw UsageError(cat("--threads: want 1 to 256, got ", request.threads));
  if (!(request.seconds > 0 && request.seconds <= 3600))
    throw UsageError(cat("--seconds: want more than 0 and at most 3600, got ", request.seconds));
  if (busy_given && (request.busy < 1 || request.busy > available_cores()))
    throw UsageError(
        cat("--busy: want 1 to ", available_cores(), ", the cores there are, got ", request.busy));
}

int list_workloads(bool json) {
  for (const Workload& w : workloads())
    if (json)
      fmt::print("{}\n", Json::object().set("name", w.name).set("what", w.what).dump());
    else
      fmt::print("{:<20} {}\n", w.name, w.what);
  return 0;
}

/// What was measured of one workload.
struct Figures {
  const Workload& workload;
  Work work;
  Contest contest;  // without --busy only `quiet` is filled
  double memory_mb = 0;
};

/// amount / seconds, or NaN (null in JSON) where there is nothing to count.
double rate(double amount, double seconds) { return amount > 0 ? amount / seconds : std::nan(""); }

Json machine_json(const Peaks& peaks) {
  return Json::object()
      .set("kernel", blas_core_name())
      .set("products", gemm_kernel())
      .set("threads", threads())
      .set("cores", available_cores())
      .set("ftz", denormals_flushed())
      .set("real", kRealIsDouble ? "double" : "float")
      .set("vector_bits", peaks.vector_bits)
      .set("cpu", cpu_name())
      .set("peak_gflops_1_thread", peaks.fma_gflops_1)
      .set("peak_gflops", peaks.fma_gflops)
      .set("peak_read_gb_s", peaks.read_gb_s)
      .set("version", LAB_VERSION)
      .set("commit", LAB_COMMIT);
}

void print_json(const Figures& f, const Peaks& peaks, int busy) {
  const Timing& t = f.contest.quiet;
  const double gflops = rate(f.work.flops, t.median) / 1e9;
  const double gb_s = rate(f.work.bytes, t.median) / 1e9;
  Json out = Json::object();
  out.set("name", f.workload.name)
      .set("tokens_per_s", rate(f.work.tokens, t.median))
      .set("step_ms", t.median * 1e3)
      .set("step_ms_min", t.min * 1e3)
      .set("step_ms_p10", t.p10 * 1e3)
      .set("n", t.n)
      .set("gflops", gflops)
      .set("share_of_peak", gflops / peaks.fma_gflops)
      .set("gb_s", gb_s)
      .set("share_of_read", gb_s / peaks.read_gb_s)
      .set("text_mb_s", rate(f.work.text, t.median) / 1e6)
      .set("peak_memory_mb", f.memory_mb)
      .set("busy", busy);
  const Contest& c = f.contest;
  const double none = std::nan("");
  out.set("busy_tokens_per_s", busy ? rate(f.work.tokens, c.busy.median) : none)
      .set("busy_step_ms", busy ? c.busy.median * 1e3 : none)
      .set("slowdown", busy ? c.slowdown : none)
      .set("slowdown_min", busy ? c.slowdown_min : none)
      .set("slowdown_max", busy ? c.slowdown_max : none);
  const Json machine = machine_json(peaks);
  for (const std::string& key : machine.keys()) out.set(key, machine.at(key));
  fmt::print("{}\n", out.dump());
}

/// "14.67 ms", "3.21 us": three or four digits.
std::string short_time(double seconds) {
  const double scaled = seconds < 1e-3 ? seconds * 1e6 : seconds < 1 ? seconds * 1e3 : seconds;
  const char* unit = seconds < 1e-3 ? "us" : seconds < 1 ? "ms" : "s";
  return fmt::format("{:.{}f} {}", scaled, scaled < 10 ? 2 : scaled < 100 ? 1 : 0, unit);
}

void print_machine(const Peaks& p) {
  fmt::print("{}, products {}, OpenBLAS {}, {} of {} cores, {}, {}, lmlab {} {}\n", cpu_name(),
             gemm_kernel(), blas_core_name(), std::min(threads(), available_cores()),
             available_cores(), denormals_flushed() ? "FTZ" : "denormals kept",
             kRealIsDouble ? "double" : "float", LAB_VERSION, LAB_COMMIT);
  fmt::print(
      "peaks: {:.0f} GFLOP/s on 1 thread, {:.0f} on {} ({}-bit multiply-adds); reads {:.1f} "
      "GB/s\n",
      p.fma_gflops_1, p.fma_gflops, threads(), p.vector_bits, p.read_gb_s);
}

void print_text(const Figures& f, const Peaks& peaks, int busy) {
  const Timing& t = f.contest.quiet;
  fmt::print("{:<20} {:>9} (min {}, p10 {}, n {})", f.workload.name, short_time(t.median),
             short_time(t.min), short_time(t.p10), t.n);
  if (f.work.tokens > 0) fmt::print("  {} tokens/s", grouped_number(f.work.tokens / t.median));
  if (f.work.flops > 0) {
    const double gflops = f.work.flops / t.median / 1e9;
    fmt::print("  {:.1f} GFLOP/s = {:.1f} % of peak", gflops, gflops / peaks.fma_gflops * 100);
  }
  if (f.work.bytes > 0) {
    const double gb_s = f.work.bytes / t.median / 1e9;
    fmt::print("  {:.1f} GB/s = {:.0f} % of reads", gb_s, gb_s / peaks.read_gb_s * 100);
  }
  if (f.work.text > 0) fmt::print("  {:.1f} MB of text/s", f.work.text / t.median / 1e6);
  fmt::print("  {:.0f} MB\n", f.memory_mb);
  const Contest& c = f.contest;
  if (busy)
    fmt::print("  beside {} busy core{}: {}, {:.2f}x slower ({:.2f} to {:.2f})\n", busy,
               busy == 1 ? "" : "s", short_time(c.busy.median), c.slowdown, c.slowdown_min,
               c.slowdown_max);
}

Figures measure_one(const Workload& workload, const BenchRequest& request) {
  release_cached_memory();
  reset_peak_memory();
  Figures f{workload, workload.make(), {}};
  if (request.busy)
    f.contest = measure_beside(f.work, request.busy, request.seconds);
  else
    f.contest.quiet = measure(f.work, request.seconds);
  f.memory_mb = peak_memory_mb();
  f.work.run = nullptr, f.work.prepare = nullptr;  // gives the workload's memory back
  return f;
}

int bench(const BenchRequest& request) {
  if (request.names.empty() && !request.peak) return list_workloads(request.json);
  const std::vector<const Workload*> chosen = select_workloads(request.names);
  if (request.threads) set_threads(request.threads);
  const Peaks peaks = measure_peaks(std::min(0.2, request.seconds));
  if (!request.json)
    print_machine(peaks);
  else if (request.peak)
    fmt::print("{}\n", machine_json(peaks).dump());
  for (const Workload* workload : chosen) {
    const Figures figures = measure_one(*workload, request);
    request.json ? print_json(figures, peaks, request.busy)
                 : print_text(figures, peaks, request.busy);
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

void add_bench_verb(CLI::App& app, Chosen& chosen) {
  auto b = std::make_shared<BenchRequest>();
  CLI::App* verb = app.add_subcommand("bench", "how fast the lab is on this machine, by parts");
  verb->add_option("NAME", b->names, "names, beginnings or patterns (gemm_a_*); none: list them");
  verb->add_flag("--json", b->json, "one JSON object a line (keys: tests/bench/README.md)");
  const CLI::Option* threads =
      verb->add_option("--threads", b->threads, "threads (default: as the lab takes for training)");
  verb->add_option("--seconds", b->seconds, "for each (default 3); five repetitions at least");
  const CLI::Option* busy =
      verb->add_option("--busy", b->busy, "also beside N endless loops, each on a core of its own");
  verb->add_flag("--peak", b->peak, "what this machine can do at best; alone: nothing else");
  verb->callback([=, &chosen] {
    check(*b, threads->count() > 0, busy->count() > 0);
    chosen = [=] { return bench(*b); };
  });
}

}  // namespace lab
