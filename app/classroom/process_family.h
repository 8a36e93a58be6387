// Who belongs to a job: every process that carries the job's mark in its environment.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace lab {

/// The processes that were started with `mark` ("LAB_JOB=...") in their environment, whatever group
/// they have moved to. Empty where there is no /proc.
std::vector<pid_t> family_of(const std::string& mark);

/// Kills the group of `leader`, then whoever is left of the family, until nobody is. The leader has
/// been waited for.
void end_family(pid_t leader, const std::string& mark);

}  // namespace lab
